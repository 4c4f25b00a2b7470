import {
  PlayerState,
  PublisherState,
  RoomExtraInfo,
  RoomStateChangedReason,
  StreamInfo,
  UpdateType,
  User,
} from '@freshet/protocol';
import type { Callback } from '../in-page/index.ts';

/** What an application knows of its room and of itself, by nothing but the callbacks it got. */
export type RoomView = {
  /** Whether its last word of the room is that it is in. */
  readonly isIn: boolean;
  /** The others. */
  readonly userIDs: readonly string[];
  readonly userCount: number;
  /** Streams of the others, each with its extra info. */
  readonly streams: readonly string[];
  /** The room's extra info. */
  readonly notes: readonly string[];
  readonly publishing: readonly string[];
  readonly playing: readonly string[];
  /** What was told twice, or was told to have gone without having come. */
  readonly doubled: readonly string[];
};

const IN: readonly unknown[] = [RoomStateChangedReason.Logined, RoomStateChangedReason.Reconnected];

/** A stream with its extra info, as {@link RoomView} has it. */
export const streamText = ({ streamID, user, extraInfo }: StreamInfo): string =>
  `${streamID} of ${user.userID} (${extraInfo})`;

/** A note of the room, as {@link RoomView} has it. */
export const noteText = ({ key, value }: RoomExtraInfo): string => `${key}=${value}`;

/** Reads the view of `roomID` out of everything that was told, oldest first. */
export function readRoomView(roomID: string, callbacks: readonly Callback[]): RoomView {
  const reader = new Reader();
  for (const { name, args } of callbacks) reader.read(roomID, name, args);
  return reader.view;
}

class Reader {
  readonly #users = new Map<string, string>();
  readonly #streams = new Map<string, string>();
  readonly #notes = new Map<string, string>();
  readonly #publishing = new Map<string, unknown>();
  readonly #playing = new Map<string, unknown>();
  readonly #doubled: string[] = [];
  #isIn = false;
  #userCount = 0;

  get view(): RoomView {
    const having = (states: Map<string, unknown>, wanted: unknown): string[] =>
      [...states].filter(([, state]) => state === wanted).map(([streamID]) => streamID);
    return {
      isIn: this.#isIn,
      userIDs: [...this.#users.values()],
      userCount: this.#userCount,
      streams: [...this.#streams.values()],
      notes: [...this.#notes.values()],
      publishing: having(this.#publishing, PublisherState.Publishing),
      playing: having(this.#playing, PlayerState.Playing),
      doubled: this.#doubled,
    };
  }

  read(roomID: string, name: string, args: readonly unknown[]): void {
    const [subject, first, second] = args;
    if (name === 'onPublisherStateUpdate') this.#publishing.set(String(subject), first);
    if (name === 'onPlayerStateUpdate') this.#playing.set(String(subject), first);
    if (subject !== roomID) return;
    if (name === 'onRoomStateChanged') this.#isIn = IN.includes(first);
    if (name === 'onRoomOnlineUserCountUpdate') this.#userCount = Number(first);
    if (name === 'onRoomUserUpdate') this.#change(this.#users, first, list(second).map(userEntry));
    if (name === 'onRoomStreamUpdate') this.#change(this.#streams, first, list(second).map(streamEntry));
    if (name === 'onRoomStreamExtraInfoUpdate') keep(this.#streams, list(first).map(streamEntry));
    if (name === 'onRoomExtraInfoUpdate') keep(this.#notes, list(first).map(noteEntry));
  }

  #change(known: Map<string, string>, type: unknown, entries: readonly Entry[]): void {
    const isAdd = type === UpdateType.Add;
    for (const [id] of entries) {
      if (known.has(id) === isAdd) this.#doubled.push(`${id} ${isAdd ? 'came' : 'went'}`);
      known.delete(id);
    }
    if (isAdd) keep(known, entries);
  }
}

type Entry = readonly [id: string, text: string];

function keep(known: Map<string, string>, entries: readonly Entry[]): void {
  for (const [id, text] of entries) known.set(id, text);
}

function userEntry(value: unknown): Entry {
  const { userID } = User.parse(value);
  return [userID, userID];
}

function streamEntry(value: unknown): Entry {
  const stream = StreamInfo.parse(value);
  return [stream.streamID, streamText(stream)];
}

function noteEntry(value: unknown): Entry {
  const note = RoomExtraInfo.parse(value);
  return [note.key, noteText(note)];
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
