import type { Page, RoomFacts, StreamFacts, StreamRule, UserFacts, UserRule } from '@freshet/core';
import { millis } from '@freshet/kit';
import type { RoomID, StreamID, User, UserID } from '@freshet/protocol';
import type { ApiControl } from '../handlers/handler.ts';

const SINCE = millis(1_700_000_000_123);
/** Rules of one project in a scripted control. */
const MOST_RULES = 3;
const MOST_FORBIDDEN = 20;
const MOST_STREAMS = 4;

const userFacts = (userID: string, order: number): UserFacts => ({
  user: { userID, userName: `name of ${userID}` },
  sessionID: `session of ${userID}`,
  loginTime: millis(SINCE + order),
  attached: true,
  address: '192.0.2.1',
  publishing: [],
  playing: [],
});

const streamFacts = (streamID: string, user: User): StreamFacts => ({
  streamID: streamID as StreamID,
  user,
  extraInfo: '',
  created: SINCE,
  state: 'flowing',
  viewerCount: 0,
});

/** A control with one room, `lobby`, of three users and one stream; it takes down what it is told to do. */
export class ScriptedControl implements ApiControl {
  /** What was done, in order. */
  readonly done: unknown[][] = [];
  readonly #users = ['ann', 'bob', 'cy'].map(userFacts);
  #streams = [streamFacts('main', { userID: 'ann', userName: 'name of ann' })];
  #rules: UserRule[] = [];
  #streamRules: StreamRule[] = [];
  readonly #forbidden = new Set<string>();

  room(appID: RoomFacts['appID'], roomID: RoomID): RoomFacts | undefined {
    if (roomID !== 'lobby') return undefined;
    return { appID, roomID, roomSessionID: '1', created: SINCE, userCount: 3, streamCount: 1, node: 'here' };
  }
  users(_app: unknown, roomID: RoomID, { limit, after, order }: Parameters<ApiControl['users']>[2]): Page<UserFacts> {
    const all = roomID === 'lobby' ? this.#users : [];
    const ordered = order === 'oldest' ? all : all.toReversed();
    const start = Number(after ?? 0);
    const next = start + limit < ordered.length ? { next: String(start + limit) } : {};
    return { items: ordered.slice(start, start + limit), total: ordered.length, ...next };
  }
  user(_app: unknown, roomID: RoomID, userID: UserID): UserFacts | undefined {
    return roomID === 'lobby' ? this.#users.find(({ user }) => user.userID === userID) : undefined;
  }
  streams(_app: unknown, roomID: RoomID): readonly StreamFacts[] {
    return roomID === 'lobby' ? this.#streams : [];
  }
  streamState(_app: unknown, streamID: StreamID): ReturnType<ApiControl['streamState']> {
    if (streamID === 'main') return { name: 'active', created: SINCE };
    return streamID === 'over' ? { name: 'closed', created: SINCE, closed: millis(SINCE + 60_000) } : undefined;
  }

  async kick(_app: unknown, ...what: unknown[]): Promise<void> {
    this.done.push(['kick', ...what]);
  }
  async closeRoom(_app: unknown, roomID: RoomID, wish: object): Promise<boolean> {
    this.done.push(['closeRoom', roomID, wish]);
    return roomID === 'lobby';
  }
  broadcast(_app: unknown, roomID: RoomID, from: User, message: string): number | undefined {
    this.done.push(['broadcast', from, message]);
    return roomID === 'lobby' ? 7 : undefined;
  }
  barrage(_app: unknown, roomID: RoomID, from: User, message: string): string | undefined {
    this.done.push(['barrage', from, message]);
    return roomID === 'lobby' ? 'seven' : undefined;
  }
  command(
    _app: unknown,
    roomID: RoomID,
    ...what: Parameters<ApiControl['command']> extends [unknown, unknown, ...infer R] ? R : never
  ) {
    this.done.push(['command', ...what]);
    if (roomID !== 'lobby') return undefined;
    return (what[1] ?? []).filter((userID) => !this.#users.some(({ user }) => user.userID === userID));
  }
  async addStream(
    _app: unknown,
    roomID: RoomID,
    { streamID, user, title }: Parameters<ApiControl['addStream']>[2],
  ): ReturnType<ApiControl['addStream']> {
    this.done.push(['addStream', streamID, title]);
    if (roomID !== 'lobby') return 'noRoom';
    if (this.#streams.some((stream) => stream.streamID === streamID)) return 'clash';
    if (this.#streams.length >= MOST_STREAMS) return 'tooMany';
    this.#streams.push(streamFacts(streamID, user));
    return 'added';
  }
  async deleteStream(
    _app: unknown,
    roomID: RoomID,
    { streamID, userID }: Parameters<ApiControl['deleteStream']>[2],
  ): ReturnType<ApiControl['deleteStream']> {
    if (roomID !== 'lobby') return 'noRoom';
    const left = this.#streams.filter((stream) => stream.streamID !== streamID || stream.user.userID !== userID);
    if (left.length === this.#streams.length) return 'noStream';
    this.#streams = left;
    return 'deleted';
  }

  forbidStreams(_app: unknown, streamIDs: readonly StreamID[]): 'forbidden' | 'tooMany' {
    if (this.#forbidden.size + streamIDs.length > MOST_FORBIDDEN) return 'tooMany';
    for (const streamID of streamIDs) {
      this.#forbidden.add(streamID);
      this.done.push(['forbid', streamID]);
    }
    return 'forbidden';
  }
  resumeStream(_app: unknown, streamID: StreamID): boolean {
    this.done.push(['resume', streamID]);
    return this.#forbidden.delete(streamID);
  }

  setUserRule(_app: unknown, rule: UserRule): 'set' | 'tooMany' {
    if (this.#rules.length >= MOST_RULES) return 'tooMany';
    this.#rules.push(rule);
    return 'set';
  }
  userRules(): readonly UserRule[] {
    return this.#rules;
  }
  deleteUserRule(_app: unknown, subject: UserRule['subject']): boolean {
    const left = this.#rules.filter((rule) => JSON.stringify(rule.subject) !== JSON.stringify(subject));
    const found = left.length < this.#rules.length;
    this.#rules = left;
    return found;
  }
  setStreamRule(_app: unknown, rule: StreamRule): 'set' | 'tooMany' {
    if (this.#streamRules.length >= MOST_RULES) return 'tooMany';
    this.#streamRules.push(rule);
    return 'set';
  }
  streamRules(_app: unknown, roomID: RoomID | undefined): readonly StreamRule[] {
    return this.#streamRules.filter((rule) => rule.roomID === roomID);
  }
  deleteStreamRule(_app: unknown, roomID: RoomID, streamID: StreamID): boolean {
    const left = this.#streamRules.filter((rule) => rule.roomID !== roomID || rule.streamID !== streamID);
    const found = left.length < this.#streamRules.length;
    this.#streamRules = left;
    return found;
  }
}
