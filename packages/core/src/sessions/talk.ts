import { type Clock, millis } from '@freshet/kit';
import {
  FreshetError,
  limits,
  refuseAddressee,
  refuseMessage,
  refuseRoomExtraInfo,
  type User,
} from '@freshet/protocol';
import { Rate } from '../rate.ts';
import type { Room } from '../rooms/room.ts';
import { Spacing } from '../spacing.ts';

/** What a user's talking needs. */
export type TalkOptions = {
  readonly user: User;
  readonly room: Room;
  readonly clock: Clock;
  /** Sends a command to one user of the room; one who is not there misses it. */
  readonly sendTo: (userID: string, command: string) => void;
};

/** How much a message may be held up on its way: its sender has kept the gap all the same. */
const HELD_UP = millis(250);

/** What one user says in a room, as often as the limits let him. */
export class Talk {
  readonly #options: TalkOptions;
  readonly #broadcasts: Spacing;
  readonly #commandsToOne: Rate;
  readonly #commandsToMany: Rate;
  readonly #notes: Rate;

  constructor(options: TalkOptions) {
    const { clock } = options;
    this.#options = options;
    this.#broadcasts = new Spacing({ clock, gap: limits.broadcastGap, slack: HELD_UP });
    this.#commandsToOne = new Rate(clock, limits.commandsToOnePerSecond);
    this.#commandsToMany = new Rate(clock, limits.commandsToManyPerSecond);
    this.#notes = new Rate(clock, limits.roomExtraInfoPerSecond);
  }

  /**
   * Answers the number of the message.
   *
   * @throws FreshetError 1009001, 1009002; 1009015 for one too soon after the last, or too many in the room
   */
  broadcast(message: string): number {
    const { room, user } = this.#options;
    check(refuseMessage(message));
    if (!this.#broadcasts.take() || !room.rates.broadcasts.take()) throw new FreshetError(1009015);
    return room.broadcast(user, message);
  }

  /**
   * Answers the ID of the message.
   *
   * @throws FreshetError 1009001, 1009002; 1009015 for too many in the room
   */
  barrage(message: string): string {
    const { room, user } = this.#options;
    check(refuseMessage(message));
    if (!room.rates.barrages.take()) throw new FreshetError(1009015);
    const messageID = crypto.randomUUID();
    room.barrage(user, message, messageID);
    return messageID;
  }

  /**
   * Writes the room's extra info.
   *
   * @throws FreshetError 1002014 to 1002017; 1002072 for too many
   */
  note(key: string, value: string): void {
    const { room, user } = this.#options;
    check(refuseRoomExtraInfo(key, value));
    if (!this.#notes.take() || !room.rates.notes.take()) throw new FreshetError(1002072);
    room.setExtraInfo(key, value, user);
  }

  /**
   * Sends a command to users, or to everyone where none is named.
   *
   * @throws FreshetError 1009001, 1009002 for the command, 1009011, 1009012 for a userID; 1009015 for too many
   */
  command(command: string, toUserIDs: readonly string[]): void {
    const { room, user, sendTo } = this.#options;
    check(refuseMessage(command));
    for (const userID of toUserIDs) check(refuseAddressee(userID));
    const rate = toUserIDs.length === 1 ? this.#commandsToOne : this.#commandsToMany;
    const isForAll = toUserIDs.length === 0;
    if (!rate.take() || (isForAll && !room.rates.commands.take())) throw new FreshetError(1009015);
    if (isForAll) room.command(user, command);
    else for (const userID of new Set(toUserIDs)) sendTo(userID, command);
  }
}

function check(refused: ReturnType<typeof refuseMessage>): void {
  if (refused) throw new FreshetError(refused);
}
