import type { LaunchedServer, Pass, TestUser } from '@freshet/testkit';
import { expect } from 'vitest';
import type { Stage } from './stage.ts';

type TokenWish = Omit<Parameters<LaunchedServer['token']>[0], 'userID'>;

/** Users of a server of a test file's own. */
export class Guests {
  readonly #stage: Stage;
  readonly #server: LaunchedServer;

  constructor(stage: Stage, server: LaunchedServer) {
    this.#stage = stage;
    this.#server = server;
  }

  /** A pass of the server's own project with a token as wished for. */
  async passFor(userID: string, roomID: string, wish: TokenWish = {}): Promise<Pass> {
    const { origin, demo } = this.#server;
    const token = await this.#server.token({ userID, ...wish });
    return { server: origin, appID: demo.appID, roomID, user: { userID, userName: userID }, token };
  }

  /** A user who is in the room. */
  async enter(roomID: string, wish: TokenWish = {}): Promise<TestUser & { readonly userID: string }> {
    const { origin, demo } = this.#server;
    const userID = this.#stage.fresh('user');
    const user = await this.#stage.arrive('chromium', { appID: demo.appID, server: origin });
    // Once the page is there, so that its loading takes nothing from the life of the token.
    const pass = await this.passFor(userID, roomID, wish);
    expect(await user.login(pass)).toMatchObject({ errorCode: 0 });
    return Object.assign(user, { userID });
  }
}
