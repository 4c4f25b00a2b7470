import { inTime } from './eventually.ts';

type Wait<Event> = { matches: (event: Event) => boolean; found: (event: Event) => void };

/** Keeps every event of a source in order, and waits for those to come. */
export class EventRecorder<Event> {
  readonly #events: Event[] = [];
  readonly #waits = new Set<Wait<Event>>();

  /** Everything so far, oldest first. Its length is a mark for {@link EventRecorder.waitFor}. */
  get all(): readonly Event[] {
    return this.#events;
  }

  add(event: Event): void {
    this.#events.push(event);
    for (const wait of [...this.#waits]) {
      if (!wait.matches(event)) continue;
      this.#waits.delete(wait);
      wait.found(event);
    }
  }

  /**
   * The first event that matches, whether it has come already or not.
   *
   * @param what the event that is waited for, in words
   * @param options `after` leaves out the first so many events; `within` is the patience in milliseconds
   * @throws NeverHappened with the list of what did come
   */
  async waitFor(
    matches: (event: Event) => boolean,
    what: string,
    { after = 0, within }: { after?: number; within?: number } = {},
  ): Promise<Event> {
    const past = this.#events.slice(after).find(matches);
    if (past !== undefined) return past;
    const { promise, resolve } = Promise.withResolvers<Event>();
    const wait: Wait<Event> = { matches, found: resolve };
    this.#waits.add(wait);
    return inTime(promise, () => this.#missing(what, after), within).finally(() => this.#waits.delete(wait));
  }

  #missing(what: string, after: number): string {
    const lines = this.#events.slice(after).map((event) => `  ${JSON.stringify(event)}`);
    return [`${what}: did not come; what came:`, ...(lines.length > 0 ? lines : ['  nothing'])].join('\n');
  }
}
