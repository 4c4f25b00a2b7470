import type { ConnectionReport, PlayQuality, PublishQuality } from '@freshet/web';
import type { Fields } from './fields.ts';

/** How many entries the log keeps. */
export const LOG_LENGTH = 500;
/** How many messages are shown. */
export const TALK_LENGTH = 50;

/** Why something did not work: a code of the error table, 0 where it has none, and the SDK's own words. */
export type Fault = { readonly code: number; readonly words: string };

/** The way into the room and out of it. A fault while `entering` is what the SDK tries to overcome. */
type Visit =
  | { readonly name: 'out'; readonly fault: Fault | undefined }
  | { readonly name: 'entering'; readonly fault: Fault | undefined }
  | { readonly name: 'in-room'; readonly roomID: string; readonly link: 'up' | 'down' }
  | { readonly name: 'leaving' };

/** One's own stream. A fault while `requesting` is what the SDK tries to overcome. */
export type Publish =
  | { readonly name: 'idle'; readonly fault: Fault | undefined }
  | { readonly name: 'requesting'; readonly streamID: string; readonly fault: Fault | undefined }
  | { readonly name: 'publishing'; readonly streamID: string; readonly quality: PublishQuality | undefined };

/** What became of a play. A fault while `requesting` is what the SDK tries to overcome. */
type PlayStatus =
  | { readonly name: 'requesting'; readonly fault: Fault | undefined }
  | { readonly name: 'playing'; readonly quality: PlayQuality | undefined }
  | { readonly name: 'ended'; readonly fault: Fault };

/** A stream of another user. */
export type Play = {
  readonly streamID: string;
  readonly userID: string;
  /** Counts on with each wish to try again. */
  readonly attempt: number;
  readonly status: PlayStatus;
};

/** The ways to say something. */
export const sayKinds = ['broadcast', 'barrage', 'command'] as const;
export type SayKind = (typeof sayKinds)[number];

/** Something that was said in the room, or could not be. */
type Said = {
  readonly kind: SayKind;
  readonly userID: string;
  readonly text: string;
  /** Why one's own message did not get through. */
  readonly fault: Fault | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
};

/** Something the SDK was asked or has told. */
export type Happening = {
  readonly kind: 'call' | 'event';
  readonly name: string;
  /** A JSON text. */
  readonly args: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
};

/** The state of the debug page. */
export type DebugState = {
  readonly fields: Fields;
  readonly visit: Visit;
  readonly userCount: number;
  readonly publish: Publish;
  readonly plays: readonly Play[];
  /** Newest first. */
  readonly talk: readonly (Said & { readonly id: number })[];
  /** The connections as they were a moment ago. */
  readonly connection: ConnectionReport | undefined;
  /** The browser holds the sound back until it is asked by a click. */
  readonly isSoundBlocked: boolean;
  /** Newest first. */
  readonly log: readonly (Happening & { readonly id: number })[];
};

/** What the debug page is told. */
export type DebugFact =
  | { readonly type: 'fieldsChanged'; readonly fields: Partial<Fields> }
  | { readonly type: 'entering' }
  | { readonly type: 'entryDelayed'; readonly fault: Fault }
  | { readonly type: 'entered'; readonly roomID: string }
  | { readonly type: 'leaving' }
  | { readonly type: 'left'; readonly fault?: Fault }
  | { readonly type: 'linkChanged'; readonly link: 'up' | 'down' }
  | { readonly type: 'usersCounted'; readonly userCount: number }
  | { readonly type: 'publishChanged'; readonly publish: Publish }
  | { readonly type: 'publishReported'; readonly quality: PublishQuality }
  | { readonly type: 'streamsAdded'; readonly streams: readonly Pick<Play, 'streamID' | 'userID'>[] }
  | { readonly type: 'streamsDeleted'; readonly streamIDs: readonly string[] }
  | { readonly type: 'playChanged'; readonly streamID: string; readonly status: PlayStatus }
  | { readonly type: 'playReported'; readonly streamID: string; readonly quality: PlayQuality }
  | { readonly type: 'playAgain'; readonly streamID: string }
  | { readonly type: 'said'; readonly said: Said }
  | { readonly type: 'connectionReported'; readonly report: ConnectionReport }
  | { readonly type: 'soundBlocked'; readonly isBlocked: boolean }
  | { readonly type: 'happened'; readonly happening: Happening }
  | { readonly type: 'logCleared' };

const outOfRoom = {
  userCount: 0,
  publish: { name: 'idle', fault: undefined },
  plays: [],
  talk: [],
  connection: undefined,
  isSoundBlocked: false,
} as const;
const asked: PlayStatus = { name: 'requesting', fault: undefined };

/** Nothing done yet. */
export function beginning(fields: Fields): DebugState {
  return { fields, visit: { name: 'out', fault: undefined }, log: [], ...outOfRoom };
}

/** The state after a fact. Facts of streams count while there is a room, or one is being entered. */
export function debugReducer(state: DebugState, fact: DebugFact): DebugState {
  switch (fact.type) {
    case 'fieldsChanged':
      return fieldsChanged(state, fact.fields);
    case 'entering':
      return { ...state, ...outOfRoom, visit: { name: 'entering', fault: undefined } };
    case 'entryDelayed':
      return state.visit.name === 'entering' ? { ...state, visit: { ...state.visit, fault: fact.fault } } : state;
    case 'entered':
      return { ...state, visit: { name: 'in-room', roomID: fact.roomID, link: 'up' } };
    case 'leaving':
      return { ...state, ...outOfRoom, visit: { name: 'leaving' } };
    case 'left':
      return { ...state, ...outOfRoom, visit: { name: 'out', fault: fact.fault } };
    case 'happened':
      return { ...state, log: prepended(state.log, fact.happening, LOG_LENGTH) };
    case 'logCleared':
      return { ...state, log: [] };
    default:
      return state.visit.name === 'entering' || state.visit.name === 'in-room' ? inRoom(state, fact) : state;
  }
}

// Another mode is another way to play, so every stream is asked for anew.
function fieldsChanged(state: DebugState, changed: Partial<Fields>): DebugState {
  const fields = { ...state.fields, ...changed };
  if (fields.mode === state.fields.mode) return { ...state, fields };
  return { ...state, fields, plays: state.plays.map((play) => ({ ...play, status: asked })) };
}

function prepended<T extends object>(
  list: readonly (T & { readonly id: number })[],
  one: T,
  most: number,
): readonly (T & { readonly id: number })[] {
  return [{ ...one, id: (list[0]?.id ?? 0) + 1 }, ...list.slice(0, most - 1)];
}

type RoomFact = Extract<
  DebugFact,
  {
    type:
      | 'linkChanged'
      | 'usersCounted'
      | 'said'
      | 'connectionReported'
      | 'soundBlocked'
      | `publish${string}`
      | `streams${string}`
      | `play${string}`;
  }
>;

function inRoom(state: DebugState, fact: RoomFact): DebugState {
  switch (fact.type) {
    case 'linkChanged':
      return state.visit.name === 'in-room' ? { ...state, visit: { ...state.visit, link: fact.link } } : state;
    case 'usersCounted':
      return { ...state, userCount: fact.userCount };
    case 'soundBlocked':
      return { ...state, isSoundBlocked: fact.isBlocked };
    case 'said':
      return { ...state, talk: prepended(state.talk, fact.said, TALK_LENGTH) };
    case 'connectionReported':
      return { ...state, connection: fact.report };
    case 'publishChanged':
      return { ...state, publish: fact.publish };
    case 'publishReported': {
      const { publish } = state;
      return publish.name === 'publishing' ? { ...state, publish: { ...publish, quality: fact.quality } } : state;
    }
    default:
      return { ...state, plays: playsAfter(state.plays, fact) };
  }
}

type StreamFact = Extract<RoomFact, { type: `streams${string}` | `play${string}` }>;

function playsAfter(plays: readonly Play[], fact: StreamFact): readonly Play[] {
  const change = (streamID: string, next: (play: Play) => Partial<Play>): readonly Play[] =>
    plays.map((play) => (play.streamID === streamID ? { ...play, ...next(play) } : play));
  switch (fact.type) {
    case 'streamsAdded': {
      const known = new Set(plays.map(({ streamID }) => streamID));
      const fresh = fact.streams.filter(({ streamID }) => !known.has(streamID));
      return [...plays, ...fresh.map((stream) => ({ ...stream, attempt: 1, status: asked }))];
    }
    case 'streamsDeleted':
      return plays.filter(({ streamID }) => !fact.streamIDs.includes(streamID));
    case 'playChanged':
      return change(fact.streamID, () => ({ status: fact.status }));
    case 'playReported':
      return change(fact.streamID, ({ status }) =>
        status.name === 'playing' ? { status: { ...status, quality: fact.quality } } : {},
      );
    case 'playAgain':
      return change(fact.streamID, ({ attempt }) => ({ attempt: attempt + 1, status: asked }));
  }
}
