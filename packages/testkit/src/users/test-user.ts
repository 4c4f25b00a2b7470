import type { Engine, PlayerConfig, RoomResult } from '@freshet/web';
import type { TestBrowser, TestPage } from '../browsers/test-browser.ts';
import type { Callback } from '../in-page/index.ts';
import type { PictureReport } from '../in-page/picture-reader.ts';
import type { SoundReport } from '../in-page/sound-meter.ts';
import type { PageHost } from '../pages/page-host.ts';
import type { Pass } from './pass.ts';
import { hearVideo, seePictureAfter, watchVideo } from './senses.ts';

declare global {
  /** The SDK, as its script tag gives it. */
  const Freshet: typeof import('@freshet/web');
  interface Window {
    /** The engine of this page's user. */
    engine: Engine;
  }
}

/** What a {@link TestUser} publishes: a time code and a tone, both of one source. */
export type PublishedSource = {
  /** 0 to 255. */
  readonly source: number;
  readonly width?: number;
  readonly height?: number;
  /** Kilobits per second. */
  readonly bitrate?: number;
};

/** A callback that is waited for. */
export type CallbackWish = {
  readonly name: string;
  /** Its first arguments, as far as they matter. */
  readonly args?: readonly unknown[];
  /** Leaves out the first so many callbacks. */
  readonly after?: number;
};

/** One user with a page in a real browser and the built SDK in it; every callback is recorded. */
export class TestUser {
  readonly page: TestPage;

  private constructor(page: TestPage) {
    this.page = page;
  }

  /** Opens a page of `host` that loads the SDK from the pass's server, and makes the engine. */
  static async arrive(browser: TestBrowser, host: PageHost, pass: Pick<Pass, 'appID' | 'server'>): Promise<TestUser> {
    const page = await browser.newPage(host.page(`${pass.server}/sdk/freshet.js`));
    await page.evaluate(
      async ({ appID, server }) => {
        window.engine = await Freshet.createEngineWithProfile({ appID, server }, window.testkit.eventHandler);
      },
      { appID: pass.appID, server: pass.server },
    );
    return new TestUser(page);
  }

  login({ roomID, user, token }: Pass): Promise<RoomResult> {
    return this.page.evaluate(
      ({ roomID, user, token }) => window.engine.loginRoom(roomID, user, { token, isUserStatusNotify: true }),
      { roomID, user, token },
    );
  }

  /** Publishes a time code and a tone; resolves when the SDK says that it is publishing. */
  async publish(
    streamID: string,
    { source, width = 640, height = 360, bitrate = 1500 }: PublishedSource,
  ): Promise<void> {
    await this.page.evaluate(
      async ({ streamID, source, width, height, bitrate }) => {
        const { AudioSourceType, VideoSourceType } = Freshet;
        const stream = window.testkit.source({ width, height, fps: 30, source });
        const [picture] = stream.getVideoTracks();
        const [sound] = stream.getAudioTracks();
        if (!picture || !sound) throw new Error('the source has no picture or no sound');
        await window.engine.setVideoConfig({ width, height, fps: 30, bitrate });
        await window.engine.setVideoSource({ type: VideoSourceType.Custom, track: picture });
        await window.engine.setAudioSource({ type: AudioSourceType.Custom, track: sound });
        await window.engine.startPublishingStream(streamID);
      },
      { streamID, source, width, height, bitrate },
    );
    await this.callback({ name: 'onPublisherStateUpdate', args: [streamID, 2] });
  }

  /** Publishes what the camera shows on the auxiliary channel; resolves when the SDK says that it is publishing. */
  async publishMore(streamID: string): Promise<void> {
    await this.page.evaluate((id) => window.engine.startPublishingStream(id, Freshet.PublishChannel.Aux), streamID);
    await this.callback({ name: 'onPublisherStateUpdate', args: [streamID, 2] });
  }

  /** Ends what is published on the auxiliary channel. */
  async publishNoMore(): Promise<void> {
    await this.page.evaluate(() => window.engine.stopPublishingStream(Freshet.PublishChannel.Aux));
  }

  /** Says what the room is told of this user's stream, or of the next one. */
  async setExtraInfo(extraInfo: string, channel: 'Main' | 'Aux' = 'Main'): Promise<void> {
    await this.page.evaluate(
      async ({ extraInfo, channel }) => {
        const { errorCode } = await window.engine.setStreamExtraInfo(extraInfo, Freshet.PublishChannel[channel]);
        if (errorCode !== 0) throw new Error(`the extra info was refused with ${errorCode}`);
      },
      { extraInfo, channel },
    );
  }

  /** Begins to play into a video element whose id is the streamID. */
  async play(streamID: string, config: PlayerConfig = {}): Promise<void> {
    await this.page.evaluate(
      async ({ streamID, config }) => {
        const view = document.createElement('video');
        view.id = streamID;
        document.body.append(view);
        await window.engine.startPlayingStream(streamID, { view }, config);
      },
      { streamID, config },
    );
  }

  /** Everything the SDK has told, oldest first. */
  callbacks(): Promise<readonly Callback[]> {
    return this.page.evaluate(() => [...window.testkit.callbacks.all]);
  }

  /** The first callback that fits, whether it has come already or not. Fails with the list of what came. */
  callback({ name, args = [], after = 0 }: CallbackWish): Promise<Callback> {
    return this.page.evaluate(
      ({ name, args, after }) =>
        window.testkit.callbacks.waitFor(
          (came) =>
            came.name === name && args.every((arg, index) => JSON.stringify(came.args[index]) === JSON.stringify(arg)),
          `${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`,
          { after },
        ),
      { name, args, after },
    );
  }

  /** Sees so many seconds of a stream's pictures, from the next frame on. */
  watch(streamID: string, seconds: number): Promise<PictureReport> {
    return watchVideo(this.page, idSelector(streamID), seconds);
  }

  /** When the first picture of a stream that was drawn after `moment` was shown; both in `Date.now()`. */
  pictureAfter(streamID: string, moment: number): Promise<number> {
    return seePictureAfter(this.page, idSelector(streamID), moment);
  }

  /** Every frame of a stream since the first question about it. */
  pictures(streamID: string): Promise<PictureReport> {
    return this.page.evaluate((selector) => window.testkit.picture(selector).report(), idSelector(streamID));
  }

  /** Hears a stream until a whole second of it was no silence. */
  hear(streamID: string): Promise<SoundReport> {
    return hearVideo(this.page, idSelector(streamID));
  }

  /** Ends the engine as an application does. */
  async leave(): Promise<void> {
    await this.page.evaluate(() => Freshet.destroyEngine());
  }
}

/** StreamIDs may begin with a digit, which `#` does not take. */
const idSelector = (streamID: string): string => `[id="${streamID}"]`;
