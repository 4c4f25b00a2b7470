import { FreshetError } from '@freshet/protocol';
import { isSameText } from './same-text.ts';

const HEX = 16;

/** Someone asked for a session with a secret that is not its own: a guess, other than asking for no session at all. */
export class WrongSecret extends FreshetError {
  constructor() {
    super(1002052);
  }
}

/** The secret by which a session returns: random, known to one client, replaced at every use. */
export class ResumeSecret {
  #value = draw();

  /** Hands out the secret, for the client to keep. */
  get value(): string {
    return this.#value;
  }

  /** Whether `offered` is the secret; the time it takes says nothing about how much of it is right. */
  matches(offered: string): boolean {
    return isSameText(offered, this.#value);
  }

  rotate(): void {
    this.#value = draw();
  }
}

function draw(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return Array.from(bytes, (byte) => byte.toString(HEX).padStart(2, '0')).join('');
}
