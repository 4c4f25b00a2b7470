import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Notice } from '@freshet/core';
import { millis } from '@freshet/kit';
import type { AppID } from '@freshet/protocol';
import * as z from 'zod';

const User = z.object({ userID: z.string(), userName: z.string() });

/** The begin of something that has not ended, as it was told. */
const Begun = z.discriminatedUnion('name', [
  z.object({ name: z.literal('room_create'), at: z.number().transform(millis) }),
  z.object({ name: z.literal('room_login'), at: z.number().transform(millis), user: User, sessionID: z.string() }),
  z.object({
    name: z.literal('stream_create'),
    at: z.number().transform(millis),
    stream: z.object({ streamID: z.string(), user: User, extraInfo: z.string() }),
    streamSID: z.string(),
  }),
]);
type Begun = z.infer<typeof Begun>;

/** One life of a room in which something has not ended. */
export type OpenRoom = {
  readonly appID: AppID;
  readonly roomID: string;
  readonly roomSessionID: string;
  /** The last number that a coming or going user had. */
  readonly userSeq: number;
  /** The last number that a coming or going stream had. */
  readonly streamSeq: number;
  /** In the order they began. */
  readonly begun: readonly Begun[];
};

const Life = z.object({
  app_id: z.number().transform((value) => value as AppID),
  room_id: z.string(),
  room_session_id: z.string(),
  user_seq: z.number(),
  stream_seq: z.number(),
});
const Count = z.object({ notice_seq: z.number() });
const Text = z.object({ notice: z.string() });

/** What has begun in rooms and not ended, and how far each room's numbers have come. */
export class OutboxRooms {
  readonly #database: DatabaseSync;
  readonly #count: StatementSync;
  readonly #begin: StatementSync;
  readonly #end: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#count = database.prepare(
      `INSERT INTO outbox_rooms (app_id, room_session_id, room_id, notice_seq, user_seq, stream_seq)
       VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
         notice_seq = notice_seq + excluded.notice_seq,
         user_seq = max(user_seq, excluded.user_seq),
         stream_seq = max(stream_seq, excluded.stream_seq)
       RETURNING notice_seq`,
    );
    this.#begin = database.prepare(
      'INSERT OR REPLACE INTO outbox_begun (app_id, room_session_id, subject, notice) VALUES (?, ?, ?, ?)',
    );
    this.#end = database.prepare('DELETE FROM outbox_begun WHERE app_id = ? AND room_session_id = ? AND subject = ?');
  }

  /** Every room in which something has not ended. */
  open(): readonly OpenRoom[] {
    const lives = z.array(Life).parse(this.#database.prepare('SELECT * FROM outbox_rooms').all());
    const begun = this.#database.prepare(
      'SELECT notice FROM outbox_begun WHERE app_id = ? AND room_session_id = ? ORDER BY id',
    );
    return lives.map((life) => ({
      appID: life.app_id,
      roomID: life.room_id,
      roomSessionID: life.room_session_id,
      userSeq: life.user_seq,
      streamSeq: life.stream_seq,
      begun: z
        .array(Text)
        .parse(begun.all(life.app_id, life.room_session_id))
        .map(({ notice }) => Begun.parse(JSON.parse(notice))),
    }));
  }

  /**
   * Takes down what the notice begins or ends.
   *
   * @param isTold whether it has a number among those that are told of its room
   * @returns that number; the last one where it has none
   */
  note(notice: Notice, isTold: boolean): number {
    const { appID, roomSessionID, roomID } = notice;
    if (notice.name === 'room_create') this.#forgetLives(appID, roomID);
    const [userSeq, streamSeq] = [
      'userSeq' in notice ? notice.userSeq : 0,
      'streamSeq' in notice ? notice.streamSeq : 0,
    ];
    const row = this.#count.get(appID, roomSessionID, roomID, isTold ? 1 : 0, userSeq, streamSeq);
    const subject = subjectOf(notice);
    if (isBegin(notice)) this.#begin.run(appID, roomSessionID, subject, JSON.stringify(notice));
    else this.#end.run(appID, roomSessionID, subject);
    if (notice.name === 'room_close') this.#forgetLives(appID, roomID);
    return Count.parse(row).notice_seq;
  }

  /** Forgets everything of a project. */
  forget(appID: AppID): void {
    this.#database.prepare('DELETE FROM outbox_rooms WHERE app_id = ?').run(appID);
  }

  /** Forgets everything, once all of it was told as ended. */
  clear(): void {
    this.#database.exec('DELETE FROM outbox_rooms');
  }

  // A room has one life at a time: the last one may have ended untold.
  #forgetLives(appID: AppID, roomID: string): void {
    this.#database.prepare('DELETE FROM outbox_rooms WHERE app_id = ? AND room_id = ?').run(appID, roomID);
  }
}

const isBegin = ({ name }: Notice): boolean =>
  name === 'room_create' || name === 'room_login' || name === 'stream_create';

function subjectOf(notice: Notice): string {
  if ('sessionID' in notice) return `user ${notice.sessionID}`;
  return 'streamSID' in notice ? `stream ${notice.streamSID}` : 'room';
}
