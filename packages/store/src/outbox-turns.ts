import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Millis } from '@freshet/kit';
import { type Delivery, readDelivery, type Target } from './outbox-delivery.ts';

const FRESH = `deliveries INDEXED BY deliveries_fresh WHERE state = 'waiting' AND attempts = 0
  AND app_id = :project AND origin = :origin AND room_id = :room`;
const AGAIN = `deliveries INDEXED BY deliveries_again WHERE state = 'waiting' AND attempts > 0
  AND app_id = :project AND origin = :origin AND room_id = :room AND next_attempt <= :now`;

/**
 * Whose turn it is of what waits in one room. Letters that were tried are looked for apart from those that were not,
 * which are always due: a receiver may refuse all there are, and none is gone through for each that is sent.
 */
export class OutboxTurns {
  readonly #next: StatementSync;
  readonly #behind: StatementSync;

  constructor(database: DatabaseSync) {
    const other = 'AND id NOT IN (SELECT value FROM json_each(:besides))';
    this.#next = database.prepare(
      `SELECT * FROM deliveries WHERE id = (SELECT min(id) FROM (
         SELECT id FROM (SELECT id FROM ${FRESH} ${other} ORDER BY id LIMIT 1)
         UNION ALL SELECT id FROM (SELECT id FROM ${AGAIN} ${other} ORDER BY next_attempt, id LIMIT 1)))`,
    );
    this.#behind = database.prepare(
      `SELECT 1 FROM (SELECT id FROM ${FRESH} UNION ALL SELECT id FROM ${AGAIN}) LIMIT 1 OFFSET :most`,
    );
  }

  /** The first letter of a room that is due, but for those with the IDs `besides`. */
  next({ appID, origin }: Target, room: string, now: Millis, besides: readonly number[]): Delivery | undefined {
    const row = this.#next.get({ project: appID, origin, room, now, besides: JSON.stringify(besides) });
    return row && readDelivery(row);
  }

  /** Whether more than `most` letters of a room are due. */
  isBehind({ appID, origin }: Target, room: string, now: Millis, most: number): boolean {
    return this.#behind.get({ project: appID, origin, room, now, most }) !== undefined;
  }
}
