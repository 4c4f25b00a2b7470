import type { ViewAnswer } from '@freshet/protocol/console';

/** One server-sent event. */
export type SentEvent = { readonly event: string; readonly data: unknown };

/** Reads a stream of server-sent events one after the other, as a page does. */
export class EventReader {
  /** Events so far, oldest first. */
  readonly heard: SentEvent[] = [];
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #rest = '';

  constructor(response: Response) {
    if (!response.body) throw new Error('the answer has no body');
    this.#chunks = response.body[Symbol.asyncIterator]();
  }

  /** The next answer of this view that is as wanted; those that are not are skipped. */
  async answer<Name extends ViewAnswer['view']>(
    view: Name,
    isWanted: (answer: Extract<ViewAnswer, { view: Name }>) => boolean = () => true,
  ): Promise<Extract<ViewAnswer, { view: Name }>> {
    for (;;) {
      const event = await this.next();
      if (event === undefined) throw new Error('the stream has ended');
      const answer = event.data as Extract<ViewAnswer, { view: Name }>;
      if (event.event === 'message' && answer.view === view && isWanted(answer)) return answer;
    }
  }

  /** The next event; nothing after the last. */
  async next(): Promise<SentEvent | undefined> {
    for (;;) {
      const end = this.#rest.indexOf('\n\n');
      if (end >= 0) {
        const event = readEvent(this.#rest.slice(0, end));
        this.#rest = this.#rest.slice(end + 2);
        if (event === undefined) continue;
        this.heard.push(event);
        return event;
      }
      const { done, value } = await this.#chunks.next();
      if (done) return undefined;
      this.#rest += this.#decoder.decode(value, { stream: true });
    }
  }

  /** Goes away in the middle. */
  async leave(): Promise<void> {
    await this.#chunks.return?.();
  }
}

// A line that begins with a colon says nothing: it keeps the stream alive.
function readEvent(text: string): SentEvent | undefined {
  const lines = text.split('\n').filter((line) => !line.startsWith(':'));
  if (lines.length === 0) return undefined;
  const field = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  return { event: field('event') ?? 'message', data: JSON.parse(field('data') ?? 'null') };
}
