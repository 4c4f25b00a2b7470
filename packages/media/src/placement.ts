/** How much stands on a worker. */
export type WorkerLoad = { readonly ingests: number; readonly viewers: number; readonly playbacks: number };

/** A worker as the policy sees it. */
export type Place = {
  readonly load: WorkerLoad;
  /** Whether something of the same affinity is there already. */
  readonly isHome: boolean;
};

/**
 * Up to how much a worker takes in because of affinity alone. 250 viewers of a 720p stream (some 350 packets a second
 * at about 8 µs each) keep two thirds of a core busy, which leaves room for key frames and newcomers.
 */
export const ROOM_FOR_AFFINITY: WorkerLoad = { ingests: 60, viewers: 250, playbacks: 250 };

/** The place for something new: at home while there is room, else where least is going on. Nothing where there is none. */
export function choosePlace<P extends Place>(places: readonly P[]): P | undefined {
  const homes = places.filter((place) => place.isHome && hasRoom(place.load));
  return leastLoaded(homes.length > 0 ? homes : places);
}

function hasRoom(load: WorkerLoad): boolean {
  return (
    load.ingests < ROOM_FOR_AFFINITY.ingests &&
    load.viewers < ROOM_FOR_AFFINITY.viewers &&
    load.playbacks < ROOM_FOR_AFFINITY.playbacks
  );
}

function leastLoaded<P extends Place>(places: readonly P[]): P | undefined {
  return places.reduce<P | undefined>(
    (best, place) => (best && weight(best.load) <= weight(place.load) ? best : place),
    undefined,
  );
}

// A viewer that plays nothing yet is about to; one that plays is not counted twice.
const weight = (load: WorkerLoad): number => load.ingests + Math.max(load.viewers, load.playbacks);
