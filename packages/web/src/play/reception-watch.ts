import { millis, type Scope } from '@freshet/kit';
import type { Reception } from '../media/viewer-link.ts';
import { ratio } from '../quality/rates.ts';
import { count, Reports } from '../quality/reports.ts';
import { type Delays, holdBack } from './lip-sync.ts';
import { StillPicture } from './still-picture.ts';

/** How often a reception is looked at. */
const LOOK = millis(250);

/** What is done about what is seen. */
export type ReceptionCare = {
  /** How long both tracks are held back at least. Milliseconds. */
  readonly wish: number;
  /** Packets come and no picture: a key frame is due. */
  askKeyFrame(): void;
};

/** Looks at a reception until `scope` closes: keeps its picture moving, and its sound and picture in step. */
export function watchReception(scope: Scope, reception: Reception, { wish, askKeyFrame }: ReceptionCare): void {
  const picture = new StillPicture();
  const audioBuffer = new BufferMeter('audio');
  const videoBuffer = new BufferMeter('video');
  const look = async (): Promise<void> => {
    const reports = new Reports(await reception.stats());
    const video = reports.find('inbound-rtp', 'video');
    if (!video || scope.closed) return;
    if (picture.look({ packets: count(video, 'packetsReceived'), decoded: count(video, 'framesDecoded') }))
      askKeyFrame();
    const measured: Delays = { audio: audioBuffer.look(reports), video: videoBuffer.look(reports) };
    reception.holdBack(holdBack(measured, wish));
  };
  // A reception that was closed meanwhile has no statistics; the next one has.
  scope.every(LOOK, () => void look().catch(() => undefined));
}

/** How long a track's buffer held things back from one look to the next. */
class BufferMeter {
  readonly #kind: 'audio' | 'video';
  #held = 0;
  #emitted = 0;

  constructor(kind: 'audio' | 'video') {
    this.#kind = kind;
  }

  /** Milliseconds; 0 where nothing was played. */
  look(reports: Reports): number {
    const report = reports.find('inbound-rtp', this.#kind);
    const [held, emitted] = [count(report, 'jitterBufferDelay'), count(report, 'jitterBufferEmittedCount')];
    const delay = 1000 * ratio(held - this.#held, emitted - this.#emitted);
    this.#held = held;
    this.#emitted = emitted;
    return delay;
  }
}
