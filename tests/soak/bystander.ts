import { eventually, type WireServer, WireSession } from '@freshet/testkit';

/** How often the one who has nothing to do with it asks and is told something. Milliseconds. */
const PERIOD = 50;
/** Far beyond what a busy machine takes. Milliseconds. */
const LONGEST_ANSWER = 10_000;
const ROOM = 'calm';
const NAME = 'bystander';

/** What a bystander noticed. */
export type Account = {
  /** How long an answer took at most. Milliseconds. */
  readonly longestAnswer: number;
  /** How many events were told to the bystander, one by one. */
  readonly told: number;
  readonly problems: readonly string[];
};

/** A user who is logged in all the while, is talked to by another, and should notice nothing of the rest. */
export class Bystander {
  /** How many sessions a bystander takes: one who listens, and one who talks. */
  static readonly sessions = 2;
  readonly #listener: WireSession;
  readonly #talker: WireSession;
  readonly #picture: string;
  readonly #begun: number;
  readonly #done: Promise<void>;
  readonly #problems: string[] = [];
  #said = 0;
  #longest = 0;
  #isOver = false;

  static async begin(server: WireServer): Promise<Bystander> {
    const listener = await WireSession.login(server, { roomID: ROOM, userID: NAME });
    const talker = await WireSession.login(server, { roomID: ROOM, userID: 'talker' });
    await talker.request('setRoomExtraInfo', { key: 'note', value: 'undisturbed' });
    const knowsAll = (): boolean => listener.view.picture.userCount === 2 && listener.view.picture.users.length === 2;
    await eventually(() => knowsAll() && listener.view.picture.extraInfo, 'the room in the view of the bystander');
    return new Bystander(listener, talker);
  }

  private constructor(listener: WireSession, talker: WireSession) {
    this.#listener = listener;
    this.#talker = talker;
    this.#picture = JSON.stringify(listener.view.picture);
    this.#begun = this.#heard;
    this.#done = this.#live();
  }

  /** Leaves, once everything that was said has been heard, and tells what there was to notice. */
  async end(): Promise<Account> {
    this.#isOver = true;
    await this.#done;
    const told = (): number => this.#heard - this.#begun;
    const heardAll = eventually(() => told() === this.#said, 'every event');
    await heardAll.catch(() => this.#problems.push(`${this.#said} events were sent, and ${told()} came`));
    const { faults, picture } = this.#listener.view;
    this.#problems.push(...faults);
    if (JSON.stringify(picture) !== this.#picture) this.#problems.push('the view of the bystander changed');
    const longestAnswer = this.#longest;
    if (longestAnswer > LONGEST_ANSWER) this.#problems.push(`the bystander waited ${longestAnswer.toFixed(0)} ms`);
    await this.#talker.logout();
    await this.#listener.logout();
    return { longestAnswer, told: told(), problems: this.#problems };
  }

  /** Its place among the events that are for itself alone; the view notes each that is left out. */
  get #heard(): number {
    return this.#listener.view.positions.session.seq;
  }

  async #live(): Promise<void> {
    try {
      while (!this.#isOver) {
        await this.#ask();
        this.#said += 1;
        await this.#talker.request('sendCustomCommand', { command: `${this.#said}`, toUserIDs: [NAME] });
        await new Promise((resolve) => setTimeout(resolve, PERIOD));
      }
    } catch (error) {
      this.#problems.push(`the bystander was not answered: ${String(error)}`);
    }
  }

  async #ask(): Promise<void> {
    const since = performance.now();
    await this.#listener.request('ping', {});
    this.#longest = Math.max(this.#longest, performance.now() - since);
  }
}
