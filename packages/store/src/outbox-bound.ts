import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { AppID } from '@freshet/protocol';
import * as z from 'zod';

/** How much of a project may wait, and how much of it gives way at once where more does. */
export type OutboxLimits = { readonly most: number; readonly step: number };

const Count = z.object({ count: z.number() });

/**
 * Holds what waits of each project to a number: where more comes, the oldest fails, and can be replayed. What waits is
 * counted only when so many letters were kept that there could be too many.
 */
export class OutboxBound {
  readonly #limits: OutboxLimits;
  readonly #count: StatementSync;
  readonly #fail: StatementSync;
  /** How many more letters of a project may be kept before they are counted again. */
  readonly #room = new Map<AppID, number>();

  constructor(database: DatabaseSync, limits: OutboxLimits) {
    this.#limits = limits;
    this.#count = database.prepare(`SELECT count(*) AS count FROM deliveries WHERE state = 'waiting' AND app_id = ?`);
    this.#fail = database.prepare(
      `UPDATE deliveries SET state = 'failed', last_result = 'too many waited' WHERE id IN (
         SELECT id FROM deliveries INDEXED BY deliveries_state
         WHERE state = 'waiting' AND app_id = ? ORDER BY id LIMIT ?)`,
    );
  }

  /** Holds a project of which `added` letters more wait now to its limit; answers how many gave way. */
  hold(appID: AppID, added: number): number {
    const room = (this.#room.get(appID) ?? 0) - added;
    this.#room.set(appID, room);
    if (room >= 0) return 0;
    const { most, step } = this.#limits;
    const { count } = Count.parse(this.#count.get(appID));
    const gaveWay = count <= most ? 0 : Number(this.#fail.run(appID, Math.max(count - most, step)).changes);
    this.#room.set(appID, most - count + gaveWay);
    return gaveWay;
  }

  /** Counts anew from here on: what was held may have been undone. */
  reset(): void {
    this.#room.clear();
  }
}
