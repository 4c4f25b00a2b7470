import { eventually, type WireServer, WireSession } from '@freshet/testkit';

/** How often the one who has nothing to do with it asks whether the server is there. Milliseconds. */
const PERIOD = 50;

/** A user who is logged in all the while, and whose view of his room must not change. */
export class Bystander {
  readonly problems: string[] = [];
  readonly #session: WireSession;
  readonly #timer: NodeJS.Timeout;
  readonly #before: string;
  #longest = 0;
  #pending: Promise<void> = Promise.resolve();

  static async begin(server: WireServer): Promise<Bystander> {
    const session = await WireSession.login(server, { roomID: 'calm', userID: 'bystander' });
    await session.request('setRoomExtraInfo', { key: 'note', value: 'undisturbed' });
    await eventually(() => session.view.picture.users.length === 1, 'the bystander in its own view');
    return new Bystander(session);
  }

  private constructor(session: WireSession) {
    this.#session = session;
    this.#before = JSON.stringify(session.view.picture);
    this.#timer = setInterval(() => {
      this.#pending = this.#ask();
    }, PERIOD);
  }

  /** Leaves, and answers how long it ever waited. Milliseconds. */
  async end(): Promise<number> {
    clearInterval(this.#timer);
    await this.#pending;
    if (JSON.stringify(this.#session.view.picture) !== this.#before) this.problems.push("the bystander's view changed");
    await this.#session.logout();
    return this.#longest;
  }

  async #ask(): Promise<void> {
    const since = performance.now();
    await this.#session.request('ping', {}).catch((error: unknown) => {
      this.problems.push(`the bystander was not answered: ${String(error)}`);
    });
    this.#longest = Math.max(this.#longest, performance.now() - since);
  }
}
