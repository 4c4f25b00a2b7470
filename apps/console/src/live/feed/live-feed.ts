import { Emitter, type Millis, millis, Scope } from '@freshet/kit';
import { type ConsoleRefusal, type View, ViewAnswer, WATCH_HEARTBEAT } from '@freshet/protocol/console';
import { type FeedEvent, type FeedState, nextFeedState } from './feed-state.ts';

/** The part of an EventSource that a feed uses. */
export interface Source {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: Event) => void): void;
  close(): void;
}

/** What a feed needs of the world around it. */
export type FeedWorld = {
  open(view: View): Source;
  /** Asks once: refuses as the server does, which an EventSource keeps to itself. */
  ask(view: View): Promise<ConsoleRefusal | undefined>;
  now(): number;
};

/** How long a view may change before it is asked for: a list that scrolls asks for where it comes to rest. */
const SETTLE: Millis = millis(120);
/** Longer than a server that is there keeps silent. */
const SILENCE: Millis = millis(3.5 * WATCH_HEARTBEAT);
const RETRY: Millis = millis(3000);
const CLOSED = 2;

/**
 * Tells what a page looks at, as the server tells it. One connection at a time; a view that changes takes over from the
 * one before, whose last answer stays until the new one has one.
 */
export class LiveFeed {
  readonly events = new Emitter<{ changed: FeedState }>();
  readonly #world: FeedWorld;
  readonly #scope = new Scope();
  #state: FeedState = { name: 'opening' };
  #view: View | undefined;
  /** Of the connection, and whatever waits to open one. */
  #turn = new Scope();

  constructor(world: FeedWorld) {
    this.#world = world;
  }

  get state(): FeedState {
    return this.#state;
  }

  /** Looks at something else from now on; at nothing without a view. The first view is asked for at once. */
  look(view: View | undefined): void {
    if (JSON.stringify(view) === JSON.stringify(this.#view)) return;
    const isFirst = this.#view === undefined;
    this.#view = view;
    this.#turn.close();
    this.#turn = new Scope();
    if (!view || this.#scope.closed) return;
    if (isFirst) this.#open(view);
    else this.#turn.after(SETTLE, () => this.#open(view));
  }

  close(): void {
    this.#view = undefined;
    this.#turn.close();
    this.#scope.close();
    this.events.clear();
  }

  #open(view: View): void {
    this.#turn.close();
    const turn = new Scope();
    this.#turn = turn;
    const source = this.#world.open(view);
    turn.add(() => source.close());
    const hearsFrom = this.#listenForSilence(turn, view);
    source.addEventListener('message', (event) => {
      if (turn.closed) return;
      hearsFrom();
      const answer = event instanceof MessageEvent ? readAnswer(event.data) : undefined;
      if (answer?.view === view.view) this.#become({ name: 'heard', heard: { view, answer, at: this.#world.now() } });
    });
    source.addEventListener('heartbeat', hearsFrom);
    source.addEventListener('ended', () => {
      source.close();
      if (!turn.closed) void this.#findOut(view, turn);
    });
    source.addEventListener('error', () => {
      if (turn.closed) return;
      this.#become({ name: 'lost' });
      if (source.readyState === CLOSED) void this.#findOut(view, turn);
    });
  }

  /** Opens again when nothing is heard for long: a link can die without a word. The result is told of each sign of life. */
  #listenForSilence(turn: Scope, view: View): () => void {
    const wait = (): (() => void) =>
      turn.after(SILENCE, () => {
        this.#become({ name: 'lost' });
        this.#open(view);
      });
    let stop = wait();
    return () => {
      if (turn.closed) return;
      stop();
      stop = wait();
    };
  }

  async #findOut(view: View, turn: Scope): Promise<void> {
    const refusal = await this.#world.ask(view);
    if (turn.closed) return;
    if (refusal && refusal.reason !== 'tooMany' && refusal.reason !== 'failed')
      this.#become({ name: 'refused', refusal });
    else turn.after(RETRY, () => this.#open(view));
  }

  #become(event: FeedEvent): void {
    this.#state = nextFeedState(this.#state, event);
    this.events.emit('changed', this.#state);
  }
}

/** An answer in its text; nothing where it is of another version of the server. */
function readAnswer(text: unknown): ViewAnswer | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const read = ViewAnswer.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
