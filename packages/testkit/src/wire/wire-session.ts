import { type MediaTarget, type Method, type Params, protocolVersions, type Result } from '@freshet/protocol';
import type { WireServer } from '../server/launch-server.ts';
import { RoomView } from './room-view.ts';
import { WireClient, WireClosed, WireRefusal } from './wire-client.ts';
import { type LoginWish, wireLogin } from './wire-login.ts';

/**
 * One login over all the sockets it needs, without an SDK: it is cut and returns when a test says so, and keeps what
 * it was told. For tests of the server's side.
 */
export class WireSession {
  readonly roomID: string;
  readonly userID: string;
  readonly view: RoomView;
  /** Media that the server has lost, and that was not opened again yet. */
  readonly lost: MediaTarget[] = [];
  readonly #server: WireServer;
  readonly #sessionID: string;
  #client: WireClient;
  #secret: string;
  #state: 'in' | 'cut' | 'over' = 'in';

  static async login(server: WireServer, wish: LoginWish): Promise<WireSession> {
    const { client, answer } = await wireLogin(server, wish);
    return new WireSession(server, wish, client, answer);
  }

  private constructor(server: WireServer, wish: LoginWish, client: WireClient, answer: Result<'login'>) {
    this.#server = server;
    this.roomID = wish.roomID;
    this.userID = wish.userID;
    this.#sessionID = answer.sessionID;
    this.#secret = answer.resumeSecret;
    this.view = new RoomView(wish.config?.isUserStatusNotify ?? true, answer.room, answer.positions);
    this.#client = client;
    this.#follow(client);
  }

  /** Whether it has a socket, has lost it, or is not a session any more. */
  get state(): 'in' | 'cut' | 'over' {
    return this.#state;
  }

  /** Asks the server, on the socket there is. Rejects as {@link WireClient.request} does. */
  request<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    return this.#client.request(method, params);
  }

  /** Loses the socket. */
  cut(): void {
    if (this.#state !== 'in') return;
    this.#state = 'cut';
    this.#client.cut();
  }

  /** Returns on a new socket; answers what the server holds of it, or nothing where the session is over. */
  async resume(): Promise<Result<'resume'> | undefined> {
    const client = await WireClient.connect(this.#server.origin);
    const answer = await this.#ask(client);
    if (!answer) return undefined;
    this.#secret = answer.resumeSecret;
    this.view.resume(answer.room, answer.positions);
    this.#state = 'in';
    this.#client = client;
    this.#follow(client);
    return answer;
  }

  /** Returns, and loses the socket before it has heard the answer, and anything that followed it. */
  async resumeUnheard(): Promise<void> {
    const client = await WireClient.connect(this.#server.origin);
    await this.#ask(client);
    client.cut();
  }

  async #ask(client: WireClient): Promise<Result<'resume'> | undefined> {
    const request = {
      versions: [...protocolVersions],
      sessionID: this.#sessionID,
      resumeSecret: this.#secret,
      positions: this.view.positions,
    };
    try {
      return await client.request('resume', request);
    } catch (error) {
      client.close();
      if (!(error instanceof WireRefusal || error instanceof WireClosed)) throw error;
      this.#state = 'over';
      return undefined;
    }
  }

  async logout(): Promise<void> {
    await this.request('logout', {});
    this.#state = 'over';
  }

  #follow(client: WireClient): void {
    client.follow((heard) => {
      const told = this.view.read(heard);
      if (told?.name === 'mediaLost') this.lost.push(told.data.target);
    });
    void client.closed.then(() => {
      if (this.#client === client && this.#state === 'in') this.#state = 'over';
    });
  }
}
