import { eventually } from '../in-page/eventually.ts';
import type { Pass } from '../users/pass.ts';
import type { RoomPicture } from '../wire/room-view.ts';
import { Bystander } from './bystander.ts';
import { noteText, type RoomView, readRoomView, streamText } from './room-view.ts';
import type { Person } from './show.ts';

/** Far longer than what is under way takes to arrive: what differs then will differ for good. Milliseconds. */
export const SETTLING = 20_000;

/** What is compared. */
type Comparison = {
  /** Those of one room. */
  readonly people: readonly Person[];
  /** Someone else, who enters it. */
  readonly newcomer: Pass;
  /** The streams that are published in it, each with its extra info. */
  readonly streams: readonly string[];
};

/**
 * How what people know of their room differs from what the server tells a newcomer to it, and that from what is
 * published in it, once all that is under way has arrived; empty where all are equal.
 */
export async function differencesOf({ people, newcomer, streams }: Comparison): Promise<readonly string[]> {
  const bystander = await Bystander.enter(newcomer);
  let differences: readonly string[] = [];
  const look = async (person: Person): Promise<readonly string[]> => {
    const view = readRoomView(person.pass.roomID, await person.user.callbacks());
    return compare(person, view, truth(person, newcomer, bystander.room));
  };
  const equal = async (): Promise<boolean> => {
    const told = bystander.room.streams.map(streamText);
    const [said, heard] = [[...streams].sort(), told.sort()].map((texts) => JSON.stringify(texts));
    const unsaid = said === heard ? [] : [`streams at the server: ${heard}, where ${said} is published`];
    differences = [...unsaid, ...(await Promise.all(people.map(look))).flat()];
    return differences.length === 0;
  };
  await eventually(equal, 'equality', { within: SETTLING }).catch(() => undefined);
  await bystander.leave();
  return differences;
}

type Truth = Pick<RoomView, 'userIDs' | 'userCount' | 'streams' | 'notes' | 'publishing'>;

function truth(person: Person, newcomer: Pass, room: RoomPicture): Truth {
  const self = person.pass.user.userID;
  const everyone = new Set([...room.users.map(({ userID }) => userID), newcomer.user.userID]);
  everyone.delete(self);
  const isOwn = ({ user }: { readonly user: { readonly userID: string } }): boolean => user.userID === self;
  return {
    userIDs: [...everyone],
    userCount: room.userCount,
    streams: room.streams.filter((stream) => !isOwn(stream)).map(streamText),
    notes: room.extraInfo ? [noteText(room.extraInfo)] : [],
    publishing: room.streams.filter(isOwn).map(({ streamID }) => streamID),
  };
}

function compare({ pass }: Person, view: RoomView, actual: Truth): string[] {
  const said: [keyof Truth, unknown, unknown][] = [
    ['userIDs', [...view.userIDs].sort(), [...actual.userIDs].sort()],
    ['userCount', view.userCount, actual.userCount],
    ['streams', [...view.streams].sort(), [...actual.streams].sort()],
    ['notes', [...view.notes].sort(), [...actual.notes].sort()],
    ['publishing', [...view.publishing].sort(), [...actual.publishing].sort()],
  ];
  const who = pass.user.userID;
  return [
    ...(view.isIn ? [] : [`${who} is not in the room`]),
    ...view.doubled.map((what) => `${who} was told wrongly that ${what}`),
    ...said.flatMap(([name, told, is]) => {
      const [here, there] = [JSON.stringify(told), JSON.stringify(is)];
      return here === there ? [] : [`${name} of ${who}: ${here}, and at the server ${there}`];
    }),
  ];
}
