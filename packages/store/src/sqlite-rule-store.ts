import type { DatabaseSync } from 'node:sqlite';
import type { RuleStore, Rules } from '@freshet/core';
import { millis } from '@freshet/kit';
import type { AppID, RoomID, StreamID, UserID } from '@freshet/protocol';
import * as z from 'zod';

const brand = <Name extends string>() => z.string().transform((text) => text as Name);
const roomID = brand<RoomID>();
const userID = brand<UserID>();
const streamID = brand<StreamID>();
const time = z.number().transform(millis);

const Kept = z.object({
  users: z.array(
    z.object({
      subject: z.discriminatedUnion('type', [
        z.object({ type: z.literal(1), address: z.string() }),
        z.object({ type: z.literal(2), roomID }),
        z.object({ type: z.literal(3), userID }),
        z.object({ type: z.literal(4), roomID, userID }),
      ]),
      login: z.boolean(),
      publish: z.boolean(),
      expires: time,
    }),
  ),
  streams: z.array(
    z.object({
      roomID,
      streamID,
      disableAudio: z.boolean(),
      disableVideo: z.boolean(),
      created: time,
      expires: time,
    }),
  ),
  forbidden: z.array(streamID),
}) satisfies z.ZodType<Rules>;

const Row = z.object({ app_id: z.number().transform((value) => value as AppID), rules: z.string() });

/** What is forbidden, one row for each project. A project that is removed takes its rules along. */
export class SqliteRuleStore implements RuleStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  load(): ReadonlyMap<AppID, Rules> {
    const rows = z.array(Row).parse(this.#database.prepare('SELECT app_id, rules FROM rules').all());
    return new Map(rows.map((row) => [row.app_id, Kept.parse(JSON.parse(row.rules))]));
  }

  save(appID: AppID, rules: Rules): void {
    // A project that was removed meanwhile has no rules to keep.
    const write = this.#database.prepare(
      `INSERT INTO rules (app_id, rules) SELECT app_id, ? FROM projects WHERE app_id = ?
       ON CONFLICT (app_id) DO UPDATE SET rules = excluded.rules`,
    );
    write.run(JSON.stringify(rules), appID);
  }
}
