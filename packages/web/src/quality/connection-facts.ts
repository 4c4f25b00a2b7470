import type { Candidate, CandidatePair, LayerReport, TrackReport, TransportReport } from '../connection-api.ts';
import { count, type Report, Reports, text } from './reports.ts';

type Described = { readonly connectionState: string; getStats(): Promise<RTCStatsReport> };

/** How a connection is; `null` where it is closed or not there. */
export async function transportFacts(transport: Described | undefined): Promise<TransportReport | null> {
  if (!transport || transport.connectionState === 'closed') return null;
  const reports = new Reports([await transport.getStats()]);
  return {
    state: transport.connectionState,
    selectedPair: pairFacts(reports),
    localCandidates: reports.list('local-candidate').map(candidate),
    remoteCandidates: reports.list('remote-candidate').map(candidate),
  };
}

/** What is sent of a stream. */
export function sentTracks(stats: readonly RTCStatsReport[]): readonly TrackReport[] {
  const reports = new Reports(stats);
  const lostOf = (kind: Kind): number => sum(reports.list('remote-inbound-rtp', kind), 'packetsLost');
  return kinds.flatMap((kind) => track(kind, reports, 'outbound-rtp', ['bytesSent', 'packetsSent'], lostOf(kind)));
}

/** What is received of a stream. */
export function receivedTracks(stats: readonly RTCStatsReport[]): readonly TrackReport[] {
  const reports = new Reports(stats);
  const lostOf = (kind: Kind): number => sum(reports.list('inbound-rtp', kind), 'packetsLost');
  return kinds.flatMap((kind) =>
    track(kind, reports, 'inbound-rtp', ['bytesReceived', 'packetsReceived'], lostOf(kind)),
  );
}

type Kind = TrackReport['kind'];
const kinds: readonly Kind[] = ['audio', 'video'];

function track(
  kind: Kind,
  reports: Reports,
  type: string,
  [bytes, packets]: readonly [string, string],
  packetsLost: number,
): readonly TrackReport[] {
  const found = reports.list(type, kind);
  if (found.length === 0) return [];
  return [
    {
      kind,
      codec: reports.codecOf(found[0]),
      bytes: sum(found, bytes),
      packets: sum(found, packets),
      packetsLost,
      layers: kind === 'video' ? found.map(layer) : [],
    },
  ];
}

function pairFacts(reports: Reports): CandidatePair | null {
  const pair = reports.route();
  const [local, remote] = [reports.byID(pair?.localCandidateId), reports.byID(pair?.remoteCandidateId)];
  if (!local || !remote) return null;
  return {
    local: candidate(local),
    remote: candidate(remote),
    rtt: count(pair, 'currentRoundTripTime') * 1000,
    availableOutgoingKBPS: count(pair, 'availableOutgoingBitrate') / 1000,
    availableIncomingKBPS: count(pair, 'availableIncomingBitrate') / 1000,
    bytesSent: count(pair, 'bytesSent'),
    bytesReceived: count(pair, 'bytesReceived'),
  };
}

const candidate = (report: Report): Candidate => ({
  type: text(report, 'candidateType'),
  protocol: text(report, 'protocol'),
  address: text(report, 'address'),
  port: count(report, 'port'),
});

const layer = (report: Report): LayerReport => ({
  width: count(report, 'frameWidth'),
  height: count(report, 'frameHeight'),
  fps: count(report, 'framesPerSecond'),
});

const sum = (reports: readonly Report[], name: string): number =>
  reports.reduce((total, report) => total + count(report, name), 0);
