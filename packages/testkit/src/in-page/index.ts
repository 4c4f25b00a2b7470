/**
 * What every test page finds as `window.testkit`: sources to publish, instruments to watch with, and a record of the
 * SDK's callbacks. It is built into one script and put into each page before the page's own code.
 *
 * @module
 */
import { EventRecorder } from './event-recorder.ts';
import { eventually } from './eventually.ts';
import { routeMedia } from './media-route.ts';
import { PictureReader } from './picture-reader.ts';
import { SoundMeter } from './sound-meter.ts';
import { TimeCodeSource, type TimeCodeSourceOptions } from './time-code-source.ts';
import { ToneSource } from './tone-source.ts';

/** One callback of the SDK, as it came. */
export type Callback = {
  readonly name: string;
  readonly args: readonly unknown[];
  /** In `Date.now()`. */
  readonly at: number;
};

const pictures = new WeakMap<HTMLVideoElement, PictureReader>();
const sounds = new WeakMap<MediaStream, SoundMeter>();
const callbacks = new EventRecorder<Callback>();

/** The pitch of the tone that goes with a time code's source, in Hz. */
const pitchOf = (source: number): number => 400 + 100 * (source % 16);

const testkit = {
  /** The callbacks that `eventHandler` was given, oldest first. */
  callbacks,

  /** An event handler for the SDK that records every callback it asks for. */
  eventHandler: new Proxy(
    {},
    {
      get: (_, name) => (typeof name === 'string' && name.startsWith('on') ? recorderOf(name) : undefined),
      has: (_, name) => typeof name === 'string' && name.startsWith('on'),
    },
  ),

  eventually,
  pitchOf,
  routeMedia,

  /** A stream with a time code as its picture and a tone as its sound. */
  source(options: TimeCodeSourceOptions): MediaStream {
    const picture = new TimeCodeSource(options);
    const sound = new ToneSource(pitchOf(options.source));
    return new MediaStream([...picture.stream.getTracks(), ...sound.stream.getTracks()]);
  },

  /** The video element under a selector: itself, or the first within. */
  video(selector = 'video'): HTMLVideoElement {
    const found = document.querySelector(selector);
    const video = found instanceof HTMLVideoElement ? found : found?.querySelector('video');
    if (!video) throw new Error(`no video element at ${selector}`);
    return video;
  },

  /** The reader of a video element; it begins with the first call. */
  picture(selector?: string): PictureReader {
    const video = testkit.video(selector);
    const reader = pictures.get(video) ?? new PictureReader(video);
    pictures.set(video, reader);
    return reader;
  },

  /** The meter of what a video element plays; it begins with the first call. */
  sound(selector?: string): SoundMeter {
    const stream = testkit.video(selector).srcObject;
    if (!(stream instanceof MediaStream)) throw new Error('the video element plays no stream');
    const meter = sounds.get(stream) ?? new SoundMeter(stream);
    sounds.set(stream, meter);
    return meter;
  },
};

function recorderOf(name: string): (...args: unknown[]) => void {
  return (...args) => callbacks.add({ name, args, at: Date.now() });
}

/** The tools of a test page. */
export type Testkit = typeof testkit;

declare global {
  interface Window {
    testkit: Testkit;
  }
}

window.testkit = testkit;
