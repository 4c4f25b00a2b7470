import { seededRandom } from '../network/random.ts';
import type { WireServer } from '../server/launch-server.ts';
import { loginParams, wireLogin } from '../wire/wire-login.ts';
import { below, type Draw, pick } from './junk.ts';
import { handshakeText, holdHalfOpen, partOf, RawSocket } from './raw-socket.ts';

/** How many come to a server's door and go again. */
export type VisitOptions = {
  readonly server: WireServer;
  /** The same seed makes the same visits in the same order. */
  readonly seed: number;
  readonly visits: number;
  /** How many there are at a time. */
  readonly atOnce?: number;
};

type Visit = { readonly server: WireServer; readonly userID: string; readonly draw: Draw };

const room = (userID: string) => ({ roomID: `room-of-${userID}`, userID });

/** A text as a client's WebSocket frame, of up to 65,535 characters of ASCII. RFC 6455, section 5.2. */
function textFrame(text: string): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt8(0x81, 0);
  // Masked, with a length in the next two bytes; a mask of zeros leaves the text as it is.
  head.writeUInt8(0x80 | 126, 1);
  head.writeUInt16BE(text.length, 2);
  return Buffer.concat([head, Buffer.from(text, 'latin1')]);
}

async function hello({ server, userID }: Visit): Promise<Buffer> {
  const params = await loginParams(server, room(userID));
  return textFrame(JSON.stringify({ id: 1, method: 'login', params }));
}

async function upgraded({ server }: Visit): Promise<RawSocket> {
  const socket = await RawSocket.connect(server);
  await socket.upgrade();
  return socket;
}

const kinds = {
  'half a handshake': async ({ server, draw }: Visit) => {
    const socket = await RawSocket.connect(server);
    socket.say(partOf(handshakeText, draw));
    await socket.leave(draw);
  },
  'a WebSocket and no word': async (visit: Visit) => {
    const socket = await upgraded(visit);
    await socket.leave(visit.draw);
  },
  'half a frame': async (visit: Visit) => {
    const socket = await upgraded(visit);
    const frame = textFrame('x'.repeat(1 + below(visit.draw, 1000)));
    socket.say(frame.subarray(0, 1 + below(visit.draw, frame.length - 1)));
    await socket.leave(visit.draw);
  },
  'a login whose answer nobody awaits': async (visit: Visit) => {
    const frame = await hello(visit);
    const socket = await upgraded(visit);
    socket.say(frame);
    await socket.leave(visit.draw);
  },
  'a login and a logout': async ({ server, userID }: Visit) => {
    const { client } = await wireLogin(server, room(userID));
    await client.request('logout', {});
    client.close();
    await client.closed;
  },
} as const satisfies Record<string, (visit: Visit) => Promise<void>>;

/** How often each comes, of ten. */
const SHARES = [
  ...Array<keyof typeof kinds>(2).fill('half a handshake'),
  ...Array<keyof typeof kinds>(3).fill('a WebSocket and no word'),
  ...Array<keyof typeof kinds>(3).fill('half a frame'),
  'a login whose answer nobody awaits',
  'a login and a logout',
] as const;

/** Connections that stand beside the visits, each with a part of a handshake. */
const HALF_OPEN = 20;

/**
 * Lets clients connect and vanish; resolves when the last of them is gone, and rejects where one was not let in. Their
 * users are called `visit-…`.
 */
export async function visitDoor({ server, seed, visits, atOnce = 20 }: VisitOptions): Promise<void> {
  const draw = seededRandom(seed);
  const queue = Array.from({ length: visits }, (_, index) => ({
    kind: pick(draw, SHARES),
    visit: { server, userID: `visit-${seed}-${index}`, draw: seededRandom(below(draw, 2 ** 32)) },
  })).values();
  const visitor = async (): Promise<void> => {
    for (const { kind, visit } of queue) {
      await kinds[kind](visit).catch((cause: unknown) => {
        throw new Error(`"${kind}" of ${visit.userID} went wrong`, { cause });
      });
    }
  };
  const letGo = await holdHalfOpen(server, HALF_OPEN, draw);
  await Promise.all(Array.from({ length: atOnce }, visitor)).finally(letGo);
}
