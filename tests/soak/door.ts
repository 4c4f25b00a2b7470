import { eventually, fuzzDoor, visitDoor, wireServer } from '@freshet/testkit';
import { type Account, Bystander } from './bystander.ts';
import type { Holdings } from './holdings.ts';
import { SoakServer } from './soak-server.ts';

const MEGABYTE = 1024 * 1024;

/** How long and how hard a door is tried. */
export type DoorTrial = {
  readonly seed: number;
  /** Rounds of clients that do what they should not. */
  readonly rounds: number;
  /** Clients that connect and vanish. */
  readonly visits: number;
  /** How many parts each of the two is made in; after each the server is measured. An even number. */
  readonly parts: number;
};

/** What the server held once everyone but the bystander was gone. */
export type DoorMeasure = { readonly done: string; readonly server: Holdings };

/** What a trial came to: the measures of each kind, in order, and what the bystander noticed. */
export type DoorReport = {
  readonly rounds: readonly DoorMeasure[];
  readonly visits: readonly DoorMeasure[];
  readonly bystander: Account;
};

/** Tries the door of a server in a process of its own, beside a user who must not notice. */
export async function tryDoor(trial: DoorTrial, say: (line: string) => void): Promise<DoorReport> {
  await using opened = new AsyncDisposableStack();
  const process = opened.adopt(await SoakServer.start('door'), (server) => server.close());
  const server = wireServer(process.issuer);
  const bystander = await Bystander.begin(server);
  const measure = async (done: string): Promise<DoorMeasure> => {
    const measured = { done, server: await atRest(process) };
    say(line(measured));
    return measured;
  };
  await measure('nothing');
  const inParts = async (what: 'rounds' | 'visits', make: (count: number, seed: number) => Promise<void>) => {
    const measures: DoorMeasure[] = [];
    const count = Math.ceil(trial[what] / trial.parts);
    for (let part = 1; count > 0 && part <= trial.parts; part++) {
      await make(count, trial.seed * 1000 + part);
      measures.push(await measure(`${part * count} ${what}`));
    }
    return measures;
  };
  const rounds = await inParts('rounds', (count, seed) => fuzzDoor({ server, seed, rounds: count }));
  const visits = await inParts('visits', (count, seed) => visitDoor({ server, seed, visits: count }));
  return { rounds, visits, bystander: await bystander.end() };
}

/** By how much the second half of such measures holds more than the first; 1 where it is the same. */
export function growth(measures: readonly DoorMeasure[], of: 'heap' | 'resident'): number {
  // Each kind of trial is held against its own middle: what is loaded and compiled once is there by then.
  const [middle, last] = [measures[measures.length / 2 - 1], measures.at(-1)];
  return middle && last ? last.server[of] / middle.server[of] : 1;
}

/** What the server holds once everyone but the bystander is gone. */
async function atRest(server: SoakServer): Promise<Holdings> {
  const { sessions } = Bystander;
  return eventually(async () => {
    const holdings = await server.look();
    const { rooms, ...left } = holdings.left;
    const isAlone = rooms === 1 && left.sessions === sessions && left.viewers === sessions;
    return isAlone && holdings.sockets === sessions && holdings;
  }, 'the bystander alone');
}

const megabytes = (bytes: number): string => (bytes / MEGABYTE).toFixed(1).padStart(8);

function line({ done, server: { heap, resident, workers } }: DoorMeasure): string {
  return `${done.padEnd(16)} heap ${megabytes(heap)} MB, resident ${megabytes(resident)} MB, workers ${megabytes(workers)} MB`;
}
