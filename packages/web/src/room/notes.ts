import type { RoomExtraInfo } from '@freshet/protocol';

/** The room's extra info, as this client knows it. What it has set itself is no news to it. */
export class Notes {
  readonly #self: string;
  #known: Map<string, RoomExtraInfo> | undefined;

  constructor(self: string) {
    this.#self = self;
  }

  /** Takes in an event, and answers with what the application is told of it. */
  take(items: readonly RoomExtraInfo[]): readonly RoomExtraInfo[] {
    this.#known ??= new Map();
    const known = this.#known;
    const changed = items.filter((item) => {
      const before = known.get(item.key);
      return before?.value !== item.value || before.updateTime !== item.updateTime;
    });
    for (const item of changed) known.set(item.key, item);
    return changed.filter(({ updateUser }) => updateUser.userID !== this.#self);
  }

  /**
   * Takes over what a whole room has. The first time all of it is told; later on what differs, and what is there no
   * longer is told with an empty value.
   */
  replace(items: readonly RoomExtraInfo[]): readonly RoomExtraInfo[] {
    const before = this.#known;
    if (!before) {
      this.#known = new Map(items.map((item) => [item.key, item]));
      return items;
    }
    const keys = new Set(items.map(({ key }) => key));
    const gone = [...before.values()].filter(({ key }) => !keys.has(key));
    for (const { key } of gone) before.delete(key);
    return [...gone.map((item) => ({ ...item, value: '' })), ...this.take(items)];
  }
}
