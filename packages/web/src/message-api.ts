import type { User } from '@freshet/protocol';

type Message = {
  readonly fromUser: User;
  readonly message: string;
  /** When the server took it. Milliseconds since the Unix epoch. */
  readonly sendTime: number;
};

/** A message that reaches everyone in the room. */
export type BroadcastMessage = Message & {
  /** Grows within the room. */
  readonly messageID: number;
};

/** A message of many, such as the words that fly over a picture: in a busy room some are missed. */
export type BarrageMessage = Message & { readonly messageID: string };

/** What became of a broadcast. 0 is success; `messageID` is 0 without it. */
export type BroadcastResult = { readonly errorCode: number; readonly messageID: number };

/** What became of a barrage message. 0 is success; `messageID` is empty without it. */
export type BarrageResult = { readonly errorCode: number; readonly messageID: string };
