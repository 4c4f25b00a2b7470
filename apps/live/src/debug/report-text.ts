import type { PlayQuality, PublishQuality } from '@freshet/web';
import { framesText, millisText, pictureText, rateText, shareText } from '../controls/measure-text.ts';
import type { DebugState, Fault, Play, Publish } from './debug-state.ts';

/** One line on a stream, for the eye: picture, frame rate, rate and round trip. */
export function qualityLine(quality: PlayQuality | PublishQuality): string {
  const fps = 'videoSendFPS' in quality ? quality.videoSendFPS : quality.videoRenderFPS;
  const { frameWidth, frameHeight, videoCodec, videoKBPS, rtt } = quality;
  const picture = pictureText(frameWidth, frameHeight, videoCodec);
  return [picture, framesText(fps), rateText(videoKBPS), millisText(rtt)].join(' · ');
}

type Circumstances = { readonly at: number; readonly browser: string };

/** Everything the page knows of its visit, to hand on. In English whatever the page speaks; it holds no token. */
export function reportText(state: DebugState, { at, browser }: Circumstances): string {
  const { server, appID, roomID, userID, mode } = state.fields;
  return [
    `Freshet debug report, ${new Date(at).toISOString()}`,
    `Server ${server}, AppID ${appID}, room ${roomID}, user ${userID}`,
    `Browser ${browser}`,
    `Room: ${roomText(state)}`,
    `Publish: ${publishText(state.publish)}`,
    ...state.plays.map((play) => `Play ${play.streamID} of ${play.userID}, resource mode ${mode}: ${playText(play)}`),
  ].join('\n');
}

function roomText({ visit, userCount }: DebugState): string {
  if (visit.name === 'in-room') return `in the room, link ${visit.link}, ${userCount} users`;
  return visit.name === 'leaving' ? visit.name : `${visit.name}${because(visit.fault)}`;
}

function publishText(publish: Publish): string {
  if (publish.name !== 'publishing') return `${publish.name}${because(publish.fault)}`;
  const { streamID, quality } = publish;
  if (!quality) return `${streamID}, publishing, not measured yet`;
  return [
    `${streamID}, publishing`,
    ...sharedMeasures(quality),
    `captured ${framesText(quality.videoCaptureFPS)}`,
    `sent ${framesText(quality.videoSendFPS)}`,
    `limited by ${quality.limitedBy}`,
  ].join(', ');
}

function playText({ status }: Play): string {
  if (status.name !== 'playing') return `${status.name}${because(status.fault)}`;
  const { quality } = status;
  if (!quality) return 'playing, not measured yet';
  return [
    'playing',
    ...sharedMeasures(quality),
    `received ${framesText(quality.videoRecvFPS)}`,
    `shown ${framesText(quality.videoRenderFPS)}`,
    `camera to screen ${millisText(quality.peerToPeerDelay)}`,
    `arrival to picture ${millisText(quality.delay)}`,
    `jitter buffer ${millisText(quality.jitterBufferDelay)}`,
    `freezes ${quality.videoFreezeCount} (${millisText(quality.videoFreezeTime)})`,
    `sound codec ${quality.audioCodec || 'none'}`,
  ].join(', ');
}

function sharedMeasures(quality: PlayQuality | PublishQuality): readonly string[] {
  const { frameWidth, frameHeight, videoCodec, videoKBPS, audioKBPS, rtt, packetLostRate } = quality;
  return [
    pictureText(frameWidth, frameHeight, videoCodec),
    `video ${rateText(videoKBPS)}`,
    `sound ${rateText(audioKBPS)}`,
    `round trip ${millisText(rtt)}`,
    `loss ${shareText(packetLostRate)}`,
  ];
}

function because(fault: Fault | undefined): string {
  return fault ? `, ${fault.words}` : '';
}
