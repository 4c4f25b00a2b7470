import { FreshetError } from '@freshet/protocol';
import { isSameText } from './same-text.ts';

const HEX = 16;

/** Someone asked for a session with a secret that is not its own: a guess, other than asking for no session at all. */
export class WrongSecret extends FreshetError {
  constructor() {
    super(1002052);
  }
}

/** The secret before the one that stands: it counts until the client has shown that it got the other. */
type Former = { readonly value: string; readonly counts: boolean };

/**
 * The secret by which a session returns: random, known to one client, replaced at every use. An answer may be lost on
 * its way; then the client has the secret that it used, and no other.
 */
export class ResumeSecret {
  #value = draw();
  #former: Former | undefined;

  /** Hands out the secret, for the client to keep. */
  get value(): string {
    return this.#value;
  }

  /** Whether the session returns by `offered`; the time it takes says nothing about how much of it is right. */
  matches(offered: string): boolean {
    return isSameText(offered, this.#value) || (this.#former?.counts === true && this.#wasFormer(offered));
  }

  /**
   * Refuses a return by another secret.
   *
   * @throws FreshetError 1002052 where `offered` does not match; WrongSecret where it was guessed: the secret that was
   * spent last is no guess, since a request that was held up on its way shows it late
   */
  check(offered: string): void {
    if (!this.matches(offered)) throw this.#wasFormer(offered) ? new FreshetError(1002052) : new WrongSecret();
  }

  /** Replaces the secret after a return by `offered`, which counts until {@link arrived}. */
  spend(offered: string): void {
    this.#former = { value: offered, counts: true };
    this.#value = draw();
  }

  /** The client has shown that it got the secret: no other counts any more. */
  arrived(): void {
    if (this.#former?.counts) this.#former = { value: this.#former.value, counts: false };
  }

  #wasFormer(offered: string): boolean {
    return this.#former !== undefined && isSameText(offered, this.#former.value);
  }
}

function draw(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return Array.from(bytes, (byte) => byte.toString(HEX).padStart(2, '0')).join('');
}
