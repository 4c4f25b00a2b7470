import type { Notice } from '@freshet/core';
import { type Millis, millis } from '@freshet/kit';
import type { AppID } from '@freshet/protocol';

type Common = { readonly appID: AppID; readonly roomID: string; readonly roomSessionID: string };

type Picture = { readonly videoCodec: string | undefined };

/** One life of a room, and what happens in it. */
export class RoomStory {
  readonly #common: Common;
  #now = 1_700_000_000_123;
  #userSeq = 0;
  #streamSeq = 0;

  constructor(appID: AppID, roomID: string, roomSessionID = '858012925204410401') {
    this.#common = { appID, roomID, roomSessionID };
  }

  created(creator = 'ann'): Notice {
    return { name: 'room_create', ...this.#event(), creator };
  }

  closed(): Notice {
    return { name: 'room_close', ...this.#event(), reason: 0 };
  }

  /** Closed by its backend, which does not want to be told. */
  closedQuietly(): Notice {
    return { name: 'room_close', ...this.#event(), reason: 3, isQuiet: true };
  }

  cameIn(userID: string): Notice {
    const rest = { authLevel: 4, relogin: false, userSeq: ++this.#userSeq } as const;
    return { name: 'room_login', ...this.#event(), user: userOf(userID), sessionID: `s-${userID}`, ...rest };
  }

  left(userID: string): Notice {
    const rest = { loginTime: millis(1_700_000_000_000), reason: 0, userSeq: ++this.#userSeq } as const;
    return { name: 'room_logout', ...this.#event(), user: userOf(userID), sessionID: `s-${userID}`, ...rest };
  }

  published(streamID: string, userID: string, picture: Picture = { videoCodec: 'VP8' }): Notice {
    const stream = { streamID, user: userOf(userID), extraInfo: 'extra' };
    const rest = { streamSID: `sid-${streamID}`, streamSeq: ++this.#streamSeq, recreate: false };
    return { name: 'stream_create', ...this.#event(), stream, title: `Title of ${streamID}`, ...picture, ...rest };
  }

  unpublished(streamID: string, userID: string): Notice {
    const stream = { streamID, user: userOf(userID), extraInfo: 'extra' };
    const rest = { createTime: millis(1_700_000_000_000), reason: 0 } as const;
    const seq = { streamSID: `sid-${streamID}`, streamSeq: ++this.#streamSeq };
    return { name: 'stream_close', ...this.#event(), stream, ...seq, ...rest };
  }

  #event(): Common & { readonly at: Millis } {
    return { ...this.#common, at: millis(this.#now++) };
  }
}

const userOf = (userID: string) => ({ userID, userName: `Name of ${userID}` });
