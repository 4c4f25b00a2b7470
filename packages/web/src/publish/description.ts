import { KeyedQueue } from '@freshet/kit';

/** What a publisher says of its stream, and how much of it the server knows. */
export class Description {
  readonly #ask: (text: string) => Promise<unknown>;
  readonly #turns = new KeyedQueue<'change'>();
  #text: string;
  #isHeld = false;
  /** What the server certainly knows. */
  #known: string | undefined;

  /** @param ask changes it at the server */
  constructor(text: string, ask: (text: string) => Promise<unknown>) {
    this.#text = text;
    this.#ask = ask;
  }

  get text(): string {
    return this.#text;
  }

  /** Whether the server holds the stream. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /**
   * The server has taken a publish with the text `sent`. Of a stream that it held already, it keeps the text it knows.
   * Resolves when it knows the right one.
   */
  async published(sent: string): Promise<void> {
    if (!this.#isHeld) this.#known = sent;
    this.#isHeld = true;
    await this.#settle();
  }

  /** The room was entered again. Resolves when a server that holds the stream knows the right text. */
  async returned(isHeld: boolean): Promise<void> {
    this.#isHeld = isHeld;
    if (isHeld) await this.#settle();
  }

  /**
   * Says something else from now on.
   *
   * @throws what the server's refusal is; the former text then stands
   */
  change(text: string): Promise<void> {
    return this.#turns.run('change', async () => {
      const former = this.#text;
      this.#text = text;
      try {
        if (this.#isHeld) await this.#settle();
      } catch (error) {
        this.#text = former;
        throw error;
      }
    });
  }

  async #settle(): Promise<void> {
    const text = this.#text;
    if (this.#known === text) return;
    // A change that is not answered may have been made.
    this.#known = undefined;
    await this.#ask(text);
    this.#known = text;
  }
}
