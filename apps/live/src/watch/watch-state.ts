import type { PlayQuality } from '@freshet/web';
import type { Trouble } from '../admission/trouble.ts';
import type { Kick } from '../engine/kick.ts';

/** The path that a stream takes to this page. */
export type Path = 'l3' | 'rtc' | 'cdn' | 'unknown';
/** A report on the stream that is played. */
export type PlayReport = { readonly quality: PlayQuality; readonly path: Path };

/** `blocked`: the browser plays silently until the user touches the page. */
export type Sound = 'on' | 'muted' | 'blocked';

/** What becomes of the room's stream here. */
export type Play =
  | { readonly name: 'waiting' }
  | { readonly name: 'starting' }
  | { readonly name: 'playing'; readonly hasPicture: boolean }
  | { readonly name: 'interrupted'; readonly hasPicture: boolean }
  | { readonly name: 'ended'; readonly why: 'stopped' | 'lost' }
  | { readonly name: 'refused'; readonly trouble: Trouble };

type InRoom = {
  readonly name: 'in-room';
  readonly roomID: string;
  readonly link: 'up' | 'down';
  /** Users in the room, oneself and publishers included. */
  readonly userCount: number;
  readonly publisherCount: number;
  readonly play: Play;
  readonly sound: Sound;
  /** 0 to 100. */
  readonly volume: number;
  /** None before the first report on the stream. */
  readonly report: PlayReport | undefined;
};

/** The state of the audience page. */
export type WatchState =
  | { readonly name: 'opening' }
  | InRoom
  | { readonly name: 'refused'; readonly trouble: Trouble }
  | { readonly name: 'kicked'; readonly why: Kick }
  | { readonly name: 'left' };

/** What the audience page is told. */
export type WatchFact =
  | { readonly type: 'entered'; readonly roomID: string; readonly userCount: number }
  | { readonly type: 'refused'; readonly trouble: Trouble }
  | { readonly type: 'kicked'; readonly why: Kick }
  | { readonly type: 'left' }
  | RoomFact;

type RoomFact =
  | { readonly type: 'linkChanged'; readonly link: 'up' | 'down' }
  | { readonly type: 'usersCounted'; readonly userCount: number }
  | { readonly type: 'publishersCounted'; readonly publisherCount: number }
  | { readonly type: 'playStarted' }
  | { readonly type: 'soundArrived' }
  | { readonly type: 'pictureShown' }
  | { readonly type: 'playInterrupted' }
  | { readonly type: 'playResumed' }
  | { readonly type: 'playEnded'; readonly why: 'stopped' | 'lost' }
  | { readonly type: 'playRefused'; readonly trouble: Trouble }
  | { readonly type: 'soundChanged'; readonly sound: Sound }
  | { readonly type: 'volumeChanged'; readonly volume: number }
  | { readonly type: 'reported'; readonly report: PlayReport };

export const opening: WatchState = { name: 'opening' };

/** The state after a fact. Facts of a room that has been left change nothing. */
export function watchReducer(state: WatchState, fact: WatchFact): WatchState {
  switch (fact.type) {
    case 'entered':
      return { ...entered(fact), ...(state.name === 'in-room' && keptOnReturn(state)) };
    case 'refused':
      return { name: 'refused', trouble: fact.trouble };
    case 'kicked':
      return { name: 'kicked', why: fact.why };
    case 'left':
      return { name: 'left' };
    default:
      return state.name === 'in-room' ? inRoom(state, fact) : state;
  }
}

function entered({ roomID, userCount }: { roomID: string; userCount: number }): InRoom {
  return {
    name: 'in-room',
    roomID,
    link: 'up',
    userCount,
    publisherCount: 0,
    play: { name: 'waiting' },
    sound: 'on',
    volume: 100,
    report: undefined,
  };
}

function keptOnReturn({ sound, volume }: InRoom): Partial<InRoom> {
  return { sound, volume };
}

function inRoom(state: InRoom, fact: RoomFact): InRoom {
  switch (fact.type) {
    case 'linkChanged':
      return { ...state, link: fact.link };
    case 'usersCounted':
      return { ...state, userCount: fact.userCount };
    case 'publishersCounted':
      return { ...state, publisherCount: fact.publisherCount };
    case 'soundChanged':
      return { ...state, sound: fact.sound };
    case 'volumeChanged':
      return { ...state, volume: fact.volume };
    case 'reported':
      return { ...state, report: fact.report };
    default: {
      const play = playAfter(state.play, fact);
      return { ...state, play, report: isUnderWay(play) ? state.report : undefined };
    }
  }
}

type PlayFact = Extract<RoomFact, { type: `play${string}` | 'soundArrived' | 'pictureShown' }>;

function playAfter(play: Play, fact: PlayFact): Play {
  switch (fact.type) {
    case 'playStarted':
      return { name: 'starting' };
    case 'soundArrived':
      return play.name === 'starting' ? { name: 'playing', hasPicture: false } : play;
    case 'pictureShown':
      return isUnderWay(play) ? { name: 'playing', hasPicture: true } : play;
    case 'playInterrupted':
      return play.name === 'playing' ? { ...play, name: 'interrupted' } : play;
    case 'playResumed':
      return play.name === 'interrupted' ? { ...play, name: 'playing' } : play;
    case 'playEnded':
      return isUnderWay(play) ? { name: 'ended', why: fact.why } : play;
    case 'playRefused':
      return { name: 'refused', trouble: fact.trouble };
  }
}

/** Whether a stream is shown here, or about to be. */
export function isUnderWay({ name }: Play): boolean {
  return name === 'starting' || name === 'playing' || name === 'interrupted';
}
