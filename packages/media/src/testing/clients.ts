import type { Ingest, MediaPlane, Muting, Playback, Viewer } from '@freshet/core';
import type { Emitter } from '@freshet/kit';
import type { EngineBlob } from '@freshet/protocol';
import * as z from 'zod';
import { MediasoupMediaPlane } from '../mediasoup-media-plane.ts';
import { ClientPeer, TransportAnswer } from './client-peer.ts';
import {
  AUDIO_SSRC,
  canAll,
  opusSilence,
  opusTrack,
  VIDEO_SSRC,
  vp8DeltaFrame,
  vp8KeyFrame,
  vp8Track,
} from './parameters.ts';

const LinkAnswer = z.object({ transport: TransportAnswer });
const PlayAnswer = z.object({
  consumers: z.array(
    z.object({
      kind: z.enum(['audio', 'video']),
      rtpParameters: z.object({ encodings: z.array(z.object({ ssrc: z.number() })) }),
    }),
  ),
});

const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A plane with real workers on free ports of the loopback. */
export const startPlane = (workers: number): Promise<MediasoupMediaPlane> =>
  MediasoupMediaPlane.create({ workers, addresses: [{ listen: '127.0.0.1' }], firstPort: 0, log: silentLog });

export const offer = (data: unknown): EngineBlob => ({ engine: 'mediasoup', data });

/** Resolves with the payload of the next `event`. */
export function next<Events extends Record<string, unknown>, Name extends keyof Events>(
  events: Emitter<Events>,
  event: Name,
): Promise<Events[Name]> {
  return new Promise((resolve) => events.once(event, resolve));
}

/** A client that publishes sound and picture for as long as the plane lives. */
export async function publish(
  plane: MediaPlane,
  affinity: string,
  muting?: Muting,
): Promise<{ ingest: Ingest; peer: ClientPeer }> {
  const ingest = await plane.ingest(affinity, affinity);
  if (muting) ingest.mute(muting);
  const peer = await ClientPeer.create(LinkAnswer.parse(ingest.answer.data).transport);
  const flowing = next(ingest.events, 'flowing');
  const { dtlsParameters } = peer;
  await ingest.negotiate(offer({ step: 'produce', dtlsParameters, producers: [opusTrack, vp8Track] }));
  await peer.connect();
  sendMedia(peer);
  await flowing;
  return { ingest, peer };
}

// A key frame comes when it is asked for, and never else.
function sendMedia(peer: ClientPeer): void {
  let isWanted = false;
  peer.events.on('keyFrameWanted', () => {
    isWanted = true;
  });
  peer.sendSteadily(AUDIO_SSRC, 111, () => opusSilence);
  peer.sendSteadily(VIDEO_SSRC, 96, () => {
    const frame = isWanted ? vp8KeyFrame : vp8DeltaFrame;
    isWanted = false;
    return frame;
  });
}

/** A client that is ready to play. */
export async function join(
  plane: MediaPlane,
  affinity: string,
  rtpCapabilities: unknown = canAll,
): Promise<{ viewer: Viewer; peer: ClientPeer }> {
  const viewer = await plane.viewer(affinity);
  const peer = await ClientPeer.create(LinkAnswer.parse(viewer.answer.data).transport);
  await viewer.negotiate(offer({ step: 'connect', dtlsParameters: peer.dtlsParameters, rtpCapabilities }));
  await peer.connect();
  return { viewer, peer };
}

/** The ssrc of each track of a playback, by kind. */
export function tracksOf(playback: Playback): Map<string, number> {
  const { consumers } = PlayAnswer.parse(playback.answer.data);
  return new Map(consumers.map(({ kind, rtpParameters }) => [kind, rtpParameters.encodings[0]?.ssrc ?? 0]));
}

/** Resolves when a packet of every one of `ssrcs` has come. */
export function arrivalOf(peer: ClientPeer, ssrcs: Iterable<number>): Promise<void> {
  const missing = new Set(ssrcs);
  return new Promise((resolve) => {
    const off = peer.events.on('rtp', ({ ssrc }) => {
      missing.delete(ssrc);
      if (missing.size > 0) return;
      off();
      resolve();
    });
  });
}

/** Resolves when so many packets of `heard` have come in a row without one of `silent` in between. */
export function silenceOf(peer: ClientPeer, silent: number, heard: number, packets = 20): Promise<void> {
  let inARow = 0;
  return new Promise((resolve) => {
    const off = peer.events.on('rtp', ({ ssrc }) => {
      if (ssrc === silent) inARow = 0;
      if (ssrc === heard) inARow += 1;
      if (inARow < packets) return;
      off();
      resolve();
    });
  });
}
