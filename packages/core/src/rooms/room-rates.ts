import type { Clock } from '@freshet/kit';
import { limits } from '@freshet/protocol';
import { Rate } from '../rate.ts';

/** How much all users of a room together may say in it. */
export class RoomRates {
  readonly broadcasts: Rate;
  readonly barrages: Rate;
  readonly commands: Rate;
  readonly notes: Rate;

  constructor(clock: Clock) {
    this.broadcasts = new Rate(clock, limits.broadcastsOfRoomPerSecond);
    this.barrages = new Rate(clock, limits.barragesOfRoomPerSecond);
    this.commands = new Rate(clock, limits.commandsToManyPerSecond);
    this.notes = new Rate(clock, limits.roomExtraInfoOfRoomPerSecond);
  }
}
