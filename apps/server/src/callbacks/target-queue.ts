import { type Clock, type Millis, millis, Scope } from '@freshet/kit';
import type { Delivery, SqliteOutbox, Target } from '@freshet/store';
import type { Outcome } from './poster.ts';

/** What a queue delivers from, with and by. */
export type QueueOptions = {
  readonly target: Target;
  readonly outbox: SqliteOutbox;
  readonly clock: Clock;
  /** Wait after the first attempt, doubled after each further one up to `longest`. */
  readonly retry: { readonly first: Millis; readonly longest: Millis };
  /** Makes one attempt; never rejects. */
  attempt(delivery: Delivery): Promise<Outcome>;
  /** Nothing waits for this target any more. */
  onIdle(): void;
  /** The receiver could not be reached, or can be again. */
  onReach(isReached: boolean, result: string): void;
  /** What came of an attempt could not be kept, so that it will be made again. */
  onUnkept(error: unknown): void;
};

/** Letters on their way to one target at once. */
const AT_ONCE = 8;
/** While no more of one room are due, they go one after the other, so that a healthy receiver gets them in order. */
const IN_ORDER = 50;

/** A letter on its way. */
type UnderWay = { readonly roomID: string; readonly done: Promise<void> };
type Reach = { readonly name: 'reached' } | { readonly name: 'away'; readonly times: number; readonly until: Millis };

/**
 * Delivers what one target is to be told. A letter that was refused waits by itself and others overtake it; while the
 * receiver cannot be reached, all wait, and one at a time tries whether it can be again.
 */
export class TargetQueue {
  readonly #options: QueueOptions;
  readonly #scope = new Scope();
  readonly #ready = new Set<string>();
  readonly #busy = new Map<number, UnderWay>();
  #reach: Reach = { name: 'reached' };
  #cancelAlarm = (): void => undefined;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** There is a letter of this room. */
  wake(roomID: string): void {
    this.#ready.add(roomID);
    this.#go();
  }

  /** Looks at all that waits. */
  look(): void {
    const { outbox, target, clock } = this.#options;
    for (const roomID of outbox.dueRooms(target, clock.now())) this.#ready.add(roomID);
    this.#go();
  }

  /** Looks at all that waits, and tries a receiver that is away without waiting further. */
  hurry(): void {
    if (this.#reach.name === 'away') this.#reach = { ...this.#reach, until: this.#options.clock.now() };
    this.look();
  }

  /** Resolves when no attempt of it is under way; whoever makes the attempts breaks them off. */
  async close(): Promise<void> {
    this.#scope.close();
    await Promise.all([...this.#busy.values()].map(({ done }) => done));
  }

  #go(): void {
    if (this.#scope.closed) return;
    const now = this.#options.clock.now();
    if (this.#reach.name === 'reached' || this.#reach.until <= now) this.#begin(now);
    this.#setAlarm(now);
  }

  #begin(now: Millis): void {
    const atOnce = this.#reach.name === 'reached' ? AT_ONCE : 1;
    for (const roomID of this.#ready) {
      if (this.#busy.size >= atOnce) return;
      if (this.#underWay(roomID).length > 0) continue;
      this.#ready.delete(roomID);
      this.#send(roomID, now);
    }
    this.#catchUp(atOnce, now);
  }

  // Of a room in which more happens than goes out one by one. It takes what the others leave, and holds up none of them.
  #catchUp(atOnce: number, now: Millis): void {
    const { outbox, target } = this.#options;
    const rooms = new Set([...this.#busy.values()].map(({ roomID }) => roomID));
    for (const roomID of rooms) {
      while (this.#busy.size < atOnce && outbox.isBehind(target, roomID, now, IN_ORDER)) this.#send(roomID, now);
    }
  }

  #send(roomID: string, now: Millis): void {
    const { outbox, target } = this.#options;
    const delivery = outbox.next(target, roomID, now, this.#underWay(roomID));
    if (delivery) this.#busy.set(delivery.id, { roomID, done: this.#deliver(delivery) });
  }

  #underWay(roomID: string): number[] {
    return [...this.#busy].filter(([, busy]) => busy.roomID === roomID).map(([id]) => id);
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const reach = this.#reach;
    const outcome = await this.#options.attempt(delivery);
    this.#busy.delete(delivery.id);
    // An attempt that was broken off by the close is made again after the next start.
    if (this.#scope.closed) return;
    const wasAway = this.#reach.name === 'away';
    try {
      this.#settle(delivery, outcome, reach);
    } catch (error) {
      this.#stopFor(error);
    }
    this.#ready.add(delivery.roomID);
    // Whatever was put off while the receiver was away goes out now.
    if (wasAway && this.#reach.name === 'reached') this.look();
    else this.#go();
  }

  #settle({ id, attempts }: Delivery, { name, result }: Outcome, reach: Reach): void {
    const { outbox, clock, retry } = this.#options;
    const now = clock.now();
    const after = (times: number): Millis => millis(now + Math.min(retry.longest, retry.first * 2 ** times));
    if (name !== 'away') {
      if (this.#reach.name === 'away') this.#setReach({ name: 'reached' }, result);
      if (name === 'taken') outbox.delivered(id, result);
      else outbox.missed(id, result, after(attempts));
      return;
    }
    // Attempts that were under way together met one absence, which counts once.
    if (reach === this.#reach) {
      const times = reach.name === 'away' ? reach.times : 0;
      this.#setReach({ name: 'away', times: times + 1, until: after(times) }, result);
    }
    outbox.missed(id, result, this.#reach.name === 'away' ? this.#reach.until : after(0));
  }

  #setReach(reach: Reach, result: string): void {
    const isNews = reach.name !== this.#reach.name;
    this.#reach = reach;
    if (isNews) this.#options.onReach(reach.name === 'reached', result);
  }

  // What came of an attempt could not be kept: without a rest the same letter would go out again and again.
  #stopFor(error: unknown): void {
    const { clock, retry, onUnkept } = this.#options;
    this.#reach = { name: 'away', times: 1, until: millis(clock.now() + retry.longest) };
    onUnkept(error);
  }

  #setAlarm(now: Millis): void {
    this.#cancelAlarm();
    const { outbox, target } = this.#options;
    const rest = this.#reach.name === 'away' && this.#reach.until > now ? this.#reach.until : undefined;
    const at = rest ?? outbox.nextDue(target, now);
    if (at !== undefined) this.#cancelAlarm = this.#scope.after(millis(at - now), () => this.look());
    else if (this.#ready.size === 0 && this.#busy.size === 0) this.#options.onIdle();
  }
}
