import type { Control, Log } from '@freshet/core';
import { Scope, seconds } from '@freshet/kit';
import type { View } from '@freshet/protocol/console';

/** How often an answer may change; also how often all of them are looked at, in one turn. */
const TICK = seconds(1);
/** What changes without news of its room, such as quality, is looked at so often at least. In ticks. */
const LAZY_TICKS = 5;

/** One who watches: gets the text of each answer. */
export type Watcher = (text: string) => void;

/** What watches need. */
export type WatchesOptions = {
  readonly events: Control['events'];
  readonly answer: (view: View) => unknown;
  readonly log: Pick<Log, 'error'>;
};

/** One view and all who watch it: it is worked out and written once for all of them. */
class Watch {
  readonly view: View;
  readonly watchers = new Set<Watcher>();
  stale = true;
  #text = '';

  constructor(view: View) {
    this.view = view;
  }

  get text(): string {
    return this.#text;
  }

  /** Tells everyone, where the answer is another one than before. */
  tell(answer: unknown): void {
    this.stale = false;
    const text = JSON.stringify(answer);
    if (text === this.#text) return;
    this.#text = text;
    for (const watcher of [...this.watchers]) watcher(text);
  }
}

/** Tells pages what they look at whenever it changes, at most once a tick. */
export class Watches {
  readonly #watches = new Map<string, Watch>();
  readonly #answer: (view: View) => unknown;
  readonly #log: Pick<Log, 'error'>;
  readonly #scope = new Scope();
  #timer: (() => void) | undefined;
  #ticks = 0;

  constructor({ events, answer, log }: WatchesOptions) {
    this.#answer = answer;
    this.#log = log;
    this.#scope.add(events.on('changed', ({ appID, roomID }) => this.#changed(appID, roomID)));
  }

  /** Tells the present answer at once, and each later one; the returned function ends it. */
  watch(view: View, watcher: Watcher): () => void {
    const key = JSON.stringify(view);
    const watch = this.#watches.get(key) ?? new Watch(view);
    this.#watches.set(key, watch);
    this.#timer ??= this.#scope.every(TICK, () => this.#look());
    // Whoever comes first asks for it; whoever joins gets what the others have, and is not early for the next.
    if (watch.watchers.size === 0) watch.tell(this.#answer(view));
    watch.watchers.add(watcher);
    watcher(watch.text);
    return () => this.#leave(key, watch, watcher);
  }

  close(): void {
    this.#scope.close();
    this.#watches.clear();
  }

  #leave(key: string, watch: Watch, watcher: Watcher): void {
    watch.watchers.delete(watcher);
    if (watch.watchers.size > 0) return;
    if (this.#watches.get(key) === watch) this.#watches.delete(key);
    if (this.#watches.size > 0) return;
    this.#timer?.();
    this.#timer = undefined;
  }

  #changed(appID: number, roomID: string): void {
    for (const watch of this.#watches.values()) {
      if (isAbout(watch.view, appID, roomID)) watch.stale = true;
    }
  }

  #look(): void {
    this.#ticks += 1;
    const everything = this.#ticks % LAZY_TICKS === 0;
    for (const watch of this.#watches.values()) {
      if (watch.stale || everything || watch.view.view === 'overview') this.#renew(watch);
    }
  }

  // One view that fails takes neither the others nor the server with it.
  #renew(watch: Watch): void {
    try {
      watch.tell(this.#answer(watch.view));
    } catch (error) {
      this.#log.error({ err: error, view: watch.view.view }, 'a live view failed');
    }
  }
}

function isAbout(view: View, appID: number, roomID: string): boolean {
  if (view.view === 'overview') return false;
  if (view.view === 'rooms') return view.appID === undefined || view.appID === appID;
  return view.appID === appID && view.roomID === roomID;
}
