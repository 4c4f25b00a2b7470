import type { AppID } from '@freshet/protocol';
import { Tally } from './tally.ts';

/** Counts what each project has of something, each name once, however many hold it. */
export class Holds<Name> {
  readonly #holders = new Tally<Name>();
  readonly #ofProject = new Tally<AppID>();

  /** How many names are held. */
  count(appID: AppID): number {
    return this.#ofProject.get(appID);
  }

  /** How many hold one name. */
  holders(name: Name): number {
    return this.#holders.get(name);
  }

  /** Holds a name until the returned function is called, which is called once. */
  hold(appID: AppID, name: Name): () => void {
    if (this.#holders.get(name) === 0) this.#ofProject.add(appID, 1);
    this.#holders.add(name, 1);
    return () => {
      this.#holders.add(name, -1);
      if (this.#holders.get(name) === 0) this.#ofProject.add(appID, -1);
    };
  }
}
