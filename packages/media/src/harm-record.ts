import { type Clock, type Millis, seconds } from '@freshet/kit';

/** Workers lost within {@link HARM_WINDOW} before an input is cut off. */
const HARM_LIMIT = 3;
/** How long a lost worker is held against the inputs that were on it. */
export const HARM_WINDOW = seconds(60);
/** How long an input stays cut off. */
export const CUT_OFF = seconds(600);

type Entry = { readonly deaths: readonly Millis[]; readonly cutOffUntil: Millis | undefined };

/** Remembers which inputs were on workers when these died, and so which of them to refuse. */
export class HarmRecord {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A worker died with `inputs` on it. Answers with those that are cut off from now on. */
  workerDied(inputs: Iterable<string>): string[] {
    this.#forget();
    return [...inputs].filter((input) => this.#count(input));
  }

  /** Whether a worker was lost with `input` on it a short while ago. */
  isSuspect(input: string): boolean {
    return (this.#entries.get(input)?.deaths ?? []).some((death) => this.#isRecent(death));
  }

  isCutOff(input: string): boolean {
    const until = this.#entries.get(input)?.cutOffUntil;
    return until !== undefined && until > this.#clock.now();
  }

  #count(input: string): boolean {
    const now = this.#clock.now();
    const entry = this.#entries.get(input);
    const deaths = [...(entry?.deaths ?? []).filter((death) => this.#isRecent(death)), now];
    const cutOffNow = deaths.length >= HARM_LIMIT;
    const cutOffUntil = cutOffNow ? ((now + CUT_OFF) as Millis) : entry?.cutOffUntil;
    this.#entries.set(input, { deaths, cutOffUntil });
    return cutOffNow;
  }

  #forget(): void {
    for (const input of this.#entries.keys()) {
      if (!this.isSuspect(input) && !this.isCutOff(input)) this.#entries.delete(input);
    }
  }

  #isRecent(death: Millis): boolean {
    return this.#clock.now() - death < HARM_WINDOW;
  }
}
