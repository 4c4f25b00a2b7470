import { millis } from '@freshet/kit';
import type { RoomID, StreamID, UserID } from '@freshet/protocol';
import {
  FakeMediaPlane,
  fakeOffer,
  type LaunchedServer,
  type LaunchOptions,
  launchServer,
  uniqueNames,
  type WireClient,
  type WireLogin,
  wireLogin,
} from '@freshet/testkit';
import { onTestFinished } from 'vitest';

/** A server without media for the tests of one file. */
export const openServer = (options: LaunchOptions = {}): Promise<LaunchedServer> =>
  launchServer({
    media: new FakeMediaPlane(),
    ...options,
    periods: { presenceTick: millis(20), countTick: millis(20), playPatience: millis(5000) },
  });

/** One room of a server, with hands for its users. Whoever is still in leaves with the test. */
export class Stage {
  readonly roomID: RoomID;
  readonly streamID: StreamID;
  readonly #server: LaunchedServer;

  constructor(server: LaunchedServer) {
    this.#server = server;
    this.roomID = uniqueNames().roomID;
    this.streamID = `${this.roomID}-s` as StreamID;
  }

  /** A userID of its own. */
  user(name: string): UserID {
    return `${this.roomID}-${name}` as UserID;
  }

  async login(name: string, wish: Partial<Parameters<typeof wireLogin>[1]> = {}): Promise<WireLogin> {
    const login = await wireLogin(this.#server, { roomID: this.roomID, userID: this.user(name), ...wish });
    onTestFinished(() => login.client.close());
    return login;
  }

  async publish(host: WireClient): Promise<void> {
    const { streamID } = this;
    await host.request('publish', { streamID, extraInfo: '' });
    await host.request('negotiate', { target: { kind: 'publish', streamID }, offer: fakeOffer });
  }

  async play(viewer: WireClient, resourceMode = 0): Promise<void> {
    await viewer.request('negotiate', { target: { kind: 'viewer' }, offer: fakeOffer });
    await viewer.request('play', { streamID: this.streamID, resourceMode });
    await viewer.request('playReady', { streamID: this.streamID });
  }

  /** A host whose stream flows, and a viewer that plays it. */
  async onAir(resourceMode = 0): Promise<{ host: WireClient; viewer: WireClient }> {
    const [{ client: host }, { client: viewer }] = [await this.login('host'), await this.login('viewer')];
    await this.publish(host);
    await viewer.event('streams', ({ added }) => added.length > 0);
    await this.play(viewer, resourceMode);
    return { host, viewer };
  }
}
