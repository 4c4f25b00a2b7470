import type { User } from '@freshet/protocol';
import type { RoomKey } from '../rooms/room-key.ts';

/** What is kept, and what to do when nobody holds it any more. */
export type ReservationOptions = { readonly room: RoomKey; readonly user: User; readonly ended: () => void };

/**
 * A streamID kept for the stream of one user in one room: held by the backend that announced it, and by the user while
 * the media is ours. Either may go first.
 */
export class Reservation {
  readonly room: RoomKey;
  readonly #options: ReservationOptions;
  #holders = 0;

  constructor(options: ReservationOptions) {
    this.room = options.room;
    this.#options = options;
  }

  isFor({ userID }: User, room: RoomKey): boolean {
    return this.room === room && this.#options.user.userID === userID;
  }

  /** Holds the streamID until the returned function is called, which is called once. */
  hold(): () => void {
    this.#holders += 1;
    return () => {
      this.#holders -= 1;
      if (this.#holders === 0) this.#options.ended();
    };
  }
}
