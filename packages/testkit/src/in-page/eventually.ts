/**
 * How long a fact may take to come true, unless a test says otherwise: so long that only what never comes runs into it,
 * on a busy machine too. Milliseconds.
 */
const PATIENCE = 60_000;
const PERIOD = 50;

/** A fact did not come true in time. */
export class NeverHappened extends Error {
  override readonly name = 'NeverHappened';
}

/**
 * Asks `check` until it answers with something (neither `undefined` nor `false`), and hands that on. What `check`
 * throws counts as "not yet", and is told when time is up.
 *
 * @param what the fact that is waited for, in words
 * @throws NeverHappened after `within` milliseconds, with the last answer or failure
 */
export async function eventually<Fact>(
  check: () => Fact | undefined | false | Promise<Fact | undefined | false>,
  what: string,
  { within = PATIENCE }: { within?: number } = {},
): Promise<Fact> {
  const deadline = Date.now() + within;
  for (;;) {
    const outcome = await attempt(check);
    if ('fact' in outcome) return outcome.fact;
    if (Date.now() >= deadline) throw new NeverHappened(`${what}: not within ${within} ms; last: ${outcome.why}`);
    await new Promise((resolve) => setTimeout(resolve, PERIOD));
  }
}

type Outcome<Fact> = { fact: Fact } | { why: string };

async function attempt<Fact>(
  check: () => Fact | undefined | false | Promise<Fact | undefined | false>,
): Promise<Outcome<Fact>> {
  try {
    const answer = await check();
    return answer === undefined || answer === false ? { why: String(answer) } : { fact: answer };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * The promise's own outcome, if it comes in time.
 *
 * @param failure makes the words for the other case
 * @throws NeverHappened after `within` milliseconds
 */
export function inTime<Value>(promise: Promise<Value>, failure: () => string, within = PATIENCE): Promise<Value> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new NeverHappened(`${failure()} (waited ${within} ms)`)), within);
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
