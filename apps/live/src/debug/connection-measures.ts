import type { Candidate, ConnectionReport, TrackReport, TransportReport } from '@freshet/web';
import { millisText, rateText } from '../controls/measure-text.ts';
import type { Measure } from '../controls/quality-list.tsx';
import type { Dictionary } from '../language/dictionary.ts';

/** One connection, and the streams on it. */
export type ConnectionView = {
  readonly key: string;
  readonly title: string;
  readonly measures: readonly Measure[];
  readonly local: readonly string[];
  readonly remote: readonly string[];
};

/** The connections of a report, in words. */
export function connectionViews(report: ConnectionReport, words: Dictionary): readonly ConnectionView[] {
  const { connection } = words.debug;
  const plays = report.plays.flatMap(({ streamID, tracks }) => trackMeasures(streamID, tracks, words));
  const sending = report.publishes.map(({ streamID, transport, tracks }) =>
    view(`publish ${streamID}`, connection.sending(streamID), transport, trackMeasures('', tracks, words), words),
  );
  return [view('receive', connection.receiving, report.receiving, plays, words), ...sending];
}

function view(
  key: string,
  title: string,
  transport: TransportReport | null,
  tracks: readonly Measure[],
  words: Dictionary,
): ConnectionView {
  const { localCandidates = [], remoteCandidates = [] } = transport ?? {};
  return {
    key,
    title,
    measures: [...transportMeasures(transport, words), ...tracks],
    local: localCandidates.map(candidateText),
    remote: remoteCandidates.map(candidateText),
  };
}

function transportMeasures(transport: TransportReport | null, { debug, quality }: Dictionary): readonly Measure[] {
  const { connection } = debug;
  const states: Readonly<Record<string, string>> = connection.states;
  const state = transport ? (states[transport.state] ?? transport.state) : connection.states.new;
  const measures = [{ name: 'state', label: connection.state, value: state }];
  const pair = transport?.selectedPair;
  if (!pair) return measures;
  return [
    ...measures,
    { name: 'protocol', label: connection.protocol, value: pair.local.protocol.toUpperCase() },
    { name: 'local', label: connection.local, value: candidateText(pair.local) },
    { name: 'remote', label: connection.remote, value: candidateText(pair.remote) },
    { name: 'round-trip', label: quality.roundTrip, value: millisText(pair.rtt) },
    { name: 'estimate', label: connection.estimate, value: estimateText(pair) },
    { name: 'bytes', label: connection.bytes, value: `${sizeText(pair.bytesSent)} / ${sizeText(pair.bytesReceived)}` },
  ];
}

function estimateText(pair: {
  readonly availableOutgoingKBPS: number;
  readonly availableIncomingKBPS: number;
}): string {
  const best = Math.max(pair.availableOutgoingKBPS, pair.availableIncomingKBPS);
  return best > 0 ? rateText(best) : '—';
}

function trackMeasures(
  streamID: string,
  tracks: readonly TrackReport[],
  { debug: { connection } }: Dictionary,
): readonly Measure[] {
  return tracks.map(({ kind, codec, layers, bytes, packetsLost }) => ({
    name: `${streamID} ${kind}`,
    label: [streamID, connection.kinds[kind]].filter((part) => part !== '').join(' · '),
    value: [codec || '—', ...layers.map(layerText), sizeText(bytes), connection.lost(packetsLost)].join(' · '),
  }));
}

const layerText = (layer: TrackReport['layers'][number]): string =>
  `${layer.width}×${layer.height}@${Math.round(layer.fps)}`;

/** A candidate as `host udp 192.0.2.1:5000`. */
export function candidateText({ type, protocol, address, port }: Candidate): string {
  const host = address.includes(':') ? `[${address}]` : address || '—';
  return `${type} ${protocol} ${host}:${port}`;
}

/** A number of bytes. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(0)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
