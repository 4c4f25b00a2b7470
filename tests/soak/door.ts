import { eventually, fuzzDoor, WireClient, type WireServer } from '@freshet/testkit';
import { mint } from '@freshet/token';
import { Bystander } from './bystander.ts';
import type { Holdings } from './holdings.ts';
import { SoakServer } from './soak-server.ts';

const MEGABYTE = 1024 * 1024;
const AT_ONCE = 50;

/** How long and how hard a door is tried. */
export type DoorTrial = {
  readonly seed: number;
  /** Rounds of clients that do what they should not. */
  readonly rounds: number;
  /** Clients that connect and vanish. */
  readonly visits: number;
};

/** What a trial came to: what the server held at ten moments of each half, and how long the bystander ever waited. */
export type DoorReport = {
  readonly measures: readonly { readonly done: string; readonly server: Holdings }[];
  readonly longestAnswer: number;
  readonly problems: readonly string[];
};

/** Tries the door of a server in a process of its own, beside a user who must not notice. */
export async function tryDoor({ seed, rounds, visits }: DoorTrial, say: (line: string) => void): Promise<DoorReport> {
  await using opened = new AsyncDisposableStack();
  const process = opened.adopt(await SoakServer.start('door'), (server) => server.close());
  const server = wireServer(process);
  const bystander = await Bystander.begin(server);
  const measures: DoorReport['measures'][number][] = [];
  const measure = async (done: string): Promise<void> => {
    const holdings = await atRest(process);
    measures.push({ done, server: holdings });
    say(line(done, holdings));
  };
  for (let part = 1; part <= 10; part++) {
    await fuzzDoor({ server, seed: seed * 1000 + part, rounds: Math.ceil(rounds / 10) });
    await measure(`${part * Math.ceil(rounds / 10)} rounds`);
  }
  for (let part = 1; part <= 10; part++) {
    await comeAndGo(server, Math.ceil(visits / 10));
    await measure(`${part * Math.ceil(visits / 10)} visits`);
  }
  const longestAnswer = await bystander.end();
  return { measures, longestAnswer, problems: [...bystander.problems, ...problemsOf(measures)] };
}

function wireServer({ issuer: { origin, appID, serverSecret: secret } }: SoakServer): WireServer {
  return {
    origin,
    demo: { appID: appID as WireServer['demo']['appID'] },
    token: (wish) => mint({ lifetime: 36_000, ...wish, appID, secret }),
  };
}

async function comeAndGo(server: WireServer, visits: number): Promise<void> {
  for (let left = visits; left > 0; left -= AT_ONCE) {
    const count = Math.min(left, AT_ONCE);
    const clients = await Promise.all(Array.from({ length: count }, () => WireClient.connect(server.origin)));
    for (const [index, client] of clients.entries()) {
      if (index % 2) client.cut();
      else client.close();
    }
    await Promise.all(clients.map((client) => client.closed));
  }
}

/** What the server holds once everyone but the bystander is gone. */
async function atRest(server: SoakServer): Promise<Holdings> {
  const isAtRest = ({ left }: Holdings): boolean => left.sessions === 1 && left.rooms === 1;
  await eventually(async () => isAtRest(await server.look()), 'the bystander alone', { within: 60_000 });
  return server.look();
}

// Each kind of trial is held against its own middle: what is loaded and compiled once is there by then.
function problemsOf(measures: DoorReport['measures']): readonly string[] {
  const halves = [measures.slice(0, 10), measures.slice(10)];
  return halves.flatMap((half) => {
    const [middle, last] = [half[4], half[9]];
    if (!middle || !last) return ['too little was measured'];
    const grows = last.server.heap > middle.server.heap * 1.1 ? [`the heap grew until ${last.done}`] : [];
    const resident = last.server.resident > middle.server.resident * 1.15;
    return [...grows, ...(resident ? [`the process grew until ${last.done}`] : [])];
  });
}

const megabytes = (bytes: number): string => (bytes / MEGABYTE).toFixed(1).padStart(8);

function line(done: string, { heap, resident, workers }: Holdings): string {
  return `${done.padEnd(16)} heap ${megabytes(heap)} MB, resident ${megabytes(resident)} MB, workers ${megabytes(workers)} MB`;
}
