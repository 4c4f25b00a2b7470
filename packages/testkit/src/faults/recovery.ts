import { RoomStateChangedReason } from '@freshet/protocol';
import { eventually } from '../in-page/eventually.ts';
import { differencesOf, SETTLING } from './room-truth.ts';
import { readRoomView, streamText } from './room-view.ts';
import { type Person, SHOWN_SOURCE, type Show, type Side } from './show.ts';

/** What came of a fault. */
export type Recovery = {
  /** From the moment from which it counts to moving pictures, and to the room where that was left. */
  readonly tookMs: number;
  /** What is not as it should be afterwards; empty where all is well. */
  readonly differences: readonly string[];
};

/** How many callbacks someone has got so far: those of a fault come after them. */
export async function markOf({ user }: Person): Promise<number> {
  return (await user.callbacks()).length;
}

/** When someone was told, after `mark`, that the room is there again. */
async function reconnectedAt({ user, pass }: Person, mark: number): Promise<number> {
  const args = [pass.roomID, RoomStateChangedReason.Reconnected];
  return (await user.callback({ name: 'onRoomStateChanged', args, after: mark })).at;
}

/** What recovery is asked for. */
export type RecoveryWish = {
  /** From when it counts, in `Date.now()`: the return of a link, or the fault. */
  readonly since: number;
  /** Those who were told that the room is lost, each with their mark from before the fault. */
  readonly returning?: readonly { readonly person: Person; readonly mark: number }[];
  /** What the pictures are to show. */
  readonly source?: number;
};

/** Waits for pictures that were drawn after the fault, looks at them, and compares both ends with the server. */
export async function recoveryOf(show: Show, wish: RecoveryWish): Promise<Recovery> {
  const { since, returning = [], source = SHOWN_SOURCE } = wish;
  const { venue, viewer } = show;
  const moments = await Promise.all([
    viewer.user.pictureAfter(venue.streamID, since),
    ...returning.map(({ person, mark }) => reconnectedAt(person, mark)),
  ]);
  const { sources } = await viewer.user.watch(venue.streamID, 1);
  const pictures = sources.filter((seen) => seen !== source).map((seen) => `pictures of source ${seen}`);
  const differences = [...(await roomDifferences(show)), ...(await mediaDifferences(show))];
  return { tookMs: Math.max(...moments) - since, differences: [...pictures, ...differences] };
}

async function roomDifferences(show: Show): Promise<readonly string[]> {
  const { publisher, viewer } = show;
  if (publisher.pass.roomID === viewer.pass.roomID) return differencesIn(show, ['publisher', 'viewer']);
  return [...(await differencesIn(show, ['publisher'])), ...(await differencesIn(show, ['viewer']))];
}

async function differencesIn(show: Show, sides: readonly [Side, ...Side[]]): Promise<readonly string[]> {
  return differencesOf({
    people: sides.map((side) => show[side]),
    newcomer: await show.venue.newcomer(sides[0]),
    streams: show.streams
      .filter(({ side }) => sides.includes(side))
      .map((stream) => streamText({ ...stream, user: show[stream.side].pass.user })),
  });
}

/** What is played according to the viewer, and what the server carries altogether. */
async function mediaDifferences({ venue, viewer, streams }: Show): Promise<string[]> {
  const wanted = `${venue.streamID}; freshet_streams ${streams.length}; freshet_media_playbacks 1`;
  const read = async (): Promise<string> => {
    const { playing } = readRoomView(viewer.pass.roomID, await viewer.user.callbacks());
    const metrics = await (await fetch(`${venue.origin}/metrics`)).text();
    return [playing, ...(metrics.match(/^freshet_(streams|media_playbacks) .*$/gm) ?? [])].join('; ');
  };
  const equal = async (): Promise<boolean> => (await read()) === wanted;
  return eventually(equal, 'the streams and one play', { within: SETTLING }).then(
    () => [],
    async () => [`played, and at the server: ${await read()}, where ${wanted} is wanted`],
  );
}
