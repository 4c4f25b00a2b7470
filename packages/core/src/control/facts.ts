import type { Millis } from '@freshet/kit';
import type { AppID, RoomID, StreamID, User, UserID } from '@freshet/protocol';

/** A room, as those who run it see it. Times are milliseconds since the Unix epoch. */
export type RoomFacts = {
  readonly appID: AppID;
  readonly roomID: RoomID;
  readonly roomSessionID: string;
  readonly created: Millis;
  readonly userCount: number;
  readonly streamCount: number;
  /** The node that is its home. */
  readonly node: string;
};

/** A user in a room. */
export type UserFacts = {
  readonly user: User;
  readonly sessionID: string;
  readonly loginTime: Millis;
  /** Whether its socket is there; without one it is on its way back. */
  readonly attached: boolean;
  /** The address its socket came from. */
  readonly address: string;
  readonly publishing: readonly StreamID[];
  readonly playing: readonly StreamID[];
};

/** A stream in a room. */
export type StreamFacts = {
  readonly streamID: StreamID;
  readonly user: User;
  readonly extraInfo: string;
  readonly created: Millis;
  /** `announced` by a backend has no media of ours. */
  readonly state: 'flowing' | 'interrupted' | 'announced';
  /** How many users play it. */
  readonly viewerCount: number;
};

/** What became of a stream. */
export type StreamState =
  | { readonly name: 'active'; readonly created: Millis }
  | { readonly name: 'closed'; readonly created: Millis; readonly closed: Millis };

/** A piece of a long list. */
export type Page<Item> = {
  readonly items: readonly Item[];
  /** How many there are in all. */
  readonly total: number;
  /** Where the next piece begins; missing after the last. */
  readonly next?: string;
};

/**
 * Who a rule is about; numbers are the original's: 1 address, 2 room, 3 user, 4 user in a room. An address is one of
 * IPv4, or the /64 of one of IPv6, such as `2001:db8:1:2::/64`.
 */
export type RuleSubject =
  | { readonly type: 1; readonly address: string }
  | { readonly type: 2; readonly roomID: RoomID }
  | { readonly type: 3; readonly userID: UserID }
  | { readonly type: 4; readonly roomID: RoomID; readonly userID: UserID };

/** Keeps someone from logging in or publishing until it ends. */
export type UserRule = {
  readonly subject: RuleSubject;
  readonly login: boolean;
  readonly publish: boolean;
  /** Milliseconds since the Unix epoch. */
  readonly expires: Millis;
};

/** Keeps sound or picture of a stream from being played until it ends. */
export type StreamRule = {
  readonly roomID: RoomID;
  readonly streamID: StreamID;
  readonly disableAudio: boolean;
  readonly disableVideo: boolean;
  /** Milliseconds since the Unix epoch. */
  readonly created: Millis;
  readonly expires: Millis;
};
