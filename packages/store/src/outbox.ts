import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Notice, NoticeName } from '@freshet/core';
import type { Millis } from '@freshet/kit';
import type { AppID } from '@freshet/protocol';
import * as z from 'zod';
import { OutboxBound, type OutboxLimits } from './outbox-bound.ts';
import { appID, type Delivery, type DeliveryState, readDelivery, type Target, time } from './outbox-delivery.ts';
import { OutboxPast } from './outbox-past.ts';
import { type OpenRoom, OutboxRooms } from './outbox-rooms.ts';
import { OutboxTurns } from './outbox-turns.ts';

/** A notice and what is made of it. */
export type Letter = {
  readonly notice: Notice;
  /** Where it is told; without one, only what it begins or ends is taken down. */
  readonly url: string | undefined;
  /** @param seq its number in this life of its room, from 1 */
  body(seq: number): string;
};

const LIMITS: OutboxLimits = { most: 500_000, step: 1000 };

const Targets = z.array(z.object({ app_id: appID, origin: z.string() }));
const Rooms = z.array(z.object({ room_id: z.string() }));
const Count = z.object({ count: z.number() });
const Waiting = z.object({ count: z.number(), oldest: time.nullable() });
const Failed = z.array(z.object({ id: z.number(), created: time }));
const MaybeTime = z.object({ at: time.nullable() });

/**
 * What backends are to be told, until they were told. Every write is in the file when its call returns, whatever
 * becomes of the process afterwards.
 */
export class SqliteOutbox {
  readonly #database: DatabaseSync;
  readonly #rooms: OutboxRooms;
  readonly #bound: OutboxBound;
  readonly #past: OutboxPast;
  readonly #turns: OutboxTurns;
  readonly #insert: StatementSync;
  readonly #nextDue: StatementSync;
  readonly #deliver: StatementSync;
  readonly #miss: StatementSync;

  constructor(database: DatabaseSync, limits = LIMITS) {
    this.#database = database;
    this.#bound = new OutboxBound(database, limits);
    this.#past = new OutboxPast(database);
    this.#rooms = new OutboxRooms(database);
    this.#turns = new OutboxTurns(database);
    this.#insert = database.prepare(
      `INSERT INTO deliveries (app_id, event, room_id, url, origin, body, created, next_attempt, give_up)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#nextDue = database.prepare(
      `SELECT min(next_attempt) AS at FROM deliveries
       WHERE state = 'waiting' AND app_id = ? AND origin = ? AND next_attempt > ?`,
    );
    this.#deliver = database.prepare(
      `UPDATE deliveries SET state = 'delivered', attempts = attempts + 1, last_result = ? WHERE id = ?`,
    );
    this.#miss = database.prepare(
      `UPDATE deliveries SET attempts = attempts + 1, last_result = ?, next_attempt = ?
       WHERE id = ? AND state = 'waiting'`,
    );
  }

  /** Who has something to be told. */
  targets(): readonly Target[] {
    const rows = this.#database.prepare(`SELECT DISTINCT app_id, origin FROM deliveries WHERE state = 'waiting'`);
    return Targets.parse(rows.all()).map(({ app_id, origin }) => ({ appID: app_id, origin }));
  }

  /** Rooms of which the target has something to be told now. */
  dueRooms({ appID, origin }: Target, now: Millis): readonly string[] {
    const rows = this.#database.prepare(
      `SELECT DISTINCT room_id FROM deliveries
       WHERE state = 'waiting' AND app_id = ? AND origin = ? AND next_attempt <= ?`,
    );
    return Rooms.parse(rows.all(appID, origin, now)).map(({ room_id }) => room_id);
  }

  /** When the target has something to be told that is not due at `now`. */
  nextDue({ appID, origin }: Target, now: Millis): Millis | undefined {
    const row = this.#nextDue.get(appID, origin, now);
    return MaybeTime.parse(row).at ?? undefined;
  }

  /** The first letter of a room that is due, but for those with the IDs `besides`. */
  next(target: Target, roomID: string, now: Millis, besides: readonly number[]): Delivery | undefined {
    return this.#turns.next(target, roomID, now, besides);
  }

  /** Whether more than `most` letters of a room are due. */
  isBehind(target: Target, roomID: string, now: Millis, most: number): boolean {
    return this.#turns.isBehind(target, roomID, now, most);
  }

  /** Newest first; those before the one with the ID `before`. */
  list(
    appID: AppID,
    wish: { readonly before?: number | undefined; readonly state?: DeliveryState | undefined; readonly limit: number },
  ): readonly Delivery[] {
    const { before = Number.MAX_SAFE_INTEGER, state, limit } = wish;
    const ofState = state ? 'AND state = ?' : '';
    const rows = this.#database.prepare(
      `SELECT * FROM deliveries WHERE app_id = ? AND id < ? ${ofState} ORDER BY id DESC LIMIT ?`,
    );
    return rows.all(appID, before, ...(state ? [state] : []), limit).map(readDelivery);
  }

  /** The first `limit` of a project that have failed, of those after the one with the ID `after`; oldest first. */
  failedAfter(
    appID: AppID,
    after: number,
    limit: number,
  ): readonly { readonly id: number; readonly created: Millis }[] {
    const rows = this.#database.prepare(
      `SELECT id, created FROM deliveries WHERE app_id = ? AND state = 'failed' AND id > ? ORDER BY id LIMIT ?`,
    );
    return Failed.parse(rows.all(appID, after, limit));
  }

  /** How much waits, and since when the oldest of it does. */
  waiting(): { readonly count: number; readonly oldest: Millis | undefined } {
    const row = this.#database.prepare(
      `SELECT count(*) AS count, (SELECT min(created) FROM deliveries WHERE state = 'waiting') AS oldest
       FROM deliveries WHERE state = 'waiting'`,
    );
    const { count, oldest } = Waiting.parse(row.get());
    return { count, oldest: oldest ?? undefined };
  }

  /** How many have failed and were not sent again, of those that are kept. */
  failed(): number {
    const row = this.#database.prepare(`SELECT count(*) AS count FROM deliveries WHERE state = 'failed'`);
    return Count.parse(row.get()).count;
  }

  /** Rooms in which something has begun and not ended. */
  openRooms(): readonly OpenRoom[] {
    return this.#rooms.open();
  }

  /** When the server was last known to run. */
  lastBeat(): Millis | undefined {
    const row = this.#database.prepare('SELECT max(at) AS at FROM outbox_beat');
    return MaybeTime.parse(row.get()).at ?? undefined;
  }

  /** Takes down that the server runs. */
  beat(now: Millis): void {
    this.#database.prepare('INSERT OR REPLACE INTO outbox_beat (id, at) VALUES (1, ?)').run(now);
  }

  /**
   * Keeps letters in their order, all or none.
   *
   * @param giveUp when they are given up
   * @returns how many failed for them: where too many of a project wait, its oldest give way
   */
  keep(letters: readonly Letter[], now: Millis, giveUp: Millis): number {
    return this.#atOnce(() => this.#keep(letters, now, giveUp));
  }

  /** {@link keep} for the letters that tell the end of everything in {@link openRooms}; takes it for ended. */
  keepEnds(letters: readonly Letter[], now: Millis, giveUp: Millis): number {
    return this.#atOnce(() => {
      const gaveWay = this.#keep(letters, now, giveUp);
      this.#rooms.clear();
      return gaveWay;
    });
  }

  delivered(id: number, result: string): void {
    this.#deliver.run(result, id);
  }

  /** It was not taken, and waits for its next attempt, unless it failed meanwhile for another reason. */
  missed(id: number, result: string, nextAttempt: Millis): void {
    this.#miss.run(result, nextAttempt, id);
  }

  /** Lets everything that waits have its next attempt now, and a new time until it is given up. */
  hurry(now: Millis, giveUp: Millis): void {
    const update = this.#database.prepare(
      `UPDATE deliveries SET next_attempt = ?, give_up = ? WHERE state = 'waiting'`,
    );
    update.run(now, giveUp);
  }

  /** Sends what waits of one event to another place; without one it fails. */
  redirect(appID: AppID, event: NoticeName, url: string | undefined): void {
    const which = `WHERE state = 'waiting' AND app_id = ? AND event = ?`;
    if (url === undefined) {
      const words = 'callbacks of this event are switched off';
      const fail = this.#database.prepare(`UPDATE deliveries SET state = 'failed', last_result = ? ${which}`);
      fail.run(words, appID, event);
    } else {
      const move = this.#database.prepare(`UPDATE deliveries SET url = ?, origin = ? ${which} AND url <> ?`);
      move.run(url, new URL(url).origin, appID, event, url);
    }
  }

  /** Lets letters of one event wait again, whatever became of them; answers how many there are. */
  replay(
    appID: AppID,
    ids: readonly number[],
    event: NoticeName,
    url: string,
    times: { readonly now: Millis; readonly giveUp: Millis },
  ): number {
    const update = this.#database.prepare(
      `UPDATE deliveries SET state = 'waiting', attempts = 0, url = ?, origin = ?, next_attempt = ?, give_up = ?
       WHERE app_id = ? AND event = ? AND id IN (SELECT value FROM json_each(?))`,
    );
    const { now, giveUp } = times;
    return this.#atOnce(() => {
      const { changes } = update.run(url, new URL(url).origin, now, giveUp, appID, event, JSON.stringify(ids));
      this.#bound.hold(appID, Number(changes));
      return Number(changes);
    });
  }

  /** Gives up what has waited too long. */
  expire(now: Millis): void {
    const update = this.#database.prepare(
      `UPDATE deliveries SET state = 'failed',
         last_result = CASE last_result WHEN '' THEN 'the receiver was out of reach' ELSE last_result END
       WHERE state = 'waiting' AND give_up <= ?`,
    );
    update.run(now);
  }

  /**
   * Forgets what is settled and older than `before`, or not among the newest `most` that were delivered or the newest
   * `most` that failed of its project; a part of it at each call.
   *
   * @returns whether there is more to forget
   */
  prune(before: Millis, most: number): boolean {
    return this.#past.prune(before, most);
  }

  /** Forgets everything of a project. */
  forget(appID: AppID): void {
    this.#atOnce(() => {
      this.#database.prepare('DELETE FROM deliveries WHERE app_id = ?').run(appID);
      this.#rooms.forget(appID);
    });
  }

  #keep(letters: readonly Letter[], now: Millis, giveUp: Millis): number {
    const kept = new Map<AppID, number>();
    for (const { notice, url, body } of letters) {
      const seq = this.#rooms.note(notice, url !== undefined);
      if (url === undefined) continue;
      const { appID, name, roomID } = notice;
      this.#insert.run(appID, name, roomID, url, new URL(url).origin, body(seq), now, now, giveUp);
      kept.set(appID, (kept.get(appID) ?? 0) + 1);
    }
    for (const [appID, count] of kept) this.#past.grew(appID, count);
    return [...kept].reduce((sum, [appID, count]) => sum + this.#bound.hold(appID, count), 0);
  }

  #atOnce<Answer>(change: () => Answer): Answer {
    this.#database.exec('BEGIN');
    try {
      const answer = change();
      this.#database.exec('COMMIT');
      return answer;
    } catch (error) {
      this.#bound.reset();
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}
