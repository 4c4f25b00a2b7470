import type { Params } from '@freshet/protocol';
import type { WireServer } from '../server/launch-server.ts';
import { WireClient, WireClosed, WireRefusal } from '../wire/wire-client.ts';
import { loginParams } from '../wire/wire-login.ts';
import { below, type Draw, deepJson, hostileRequest, junk, pick, randomBytes } from './junk.ts';
import { handshake, handshakeText, partOf, RawSocket } from './raw-socket.ts';

/** Whom an attack is made on, and by which user. */
export type Target = { readonly server: WireServer; readonly userID: string };

/** Something that a client should not do. Resolves when the client is gone. */
export type Attack = (target: Target, draw: Draw) => Promise<void>;

/** The last thing a client says where the server has not closed it before: then it was answered. */
async function sayGoodbye(client: WireClient): Promise<void> {
  await client.request('ping', {}).catch(ignoreRefusal);
  client.close();
  await client.closed;
}

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof WireRefusal || error instanceof WireClosed)) throw error;
}

/** A client that is logged in, and one that is not. */
const entering = async (target: Target, draw: Draw): Promise<WireClient> =>
  draw() < 0.5 ? (await enter(target)).client : WireClient.connect(target.server.origin);

async function enter({ server, userID }: Target) {
  const client = await WireClient.connect(server.origin);
  const params = await loginParams(server, { roomID: `room-of-${userID}`, userID });
  return { client, params, answer: await client.request('login', params) };
}

/** Opens a bare TCP connection, writes, and goes in one of the ways there are. */
async function writeRaw({ server }: Target, draw: Draw, chunks: readonly (string | Uint8Array)[]): Promise<void> {
  const socket = await RawSocket.connect(server);
  for (const chunk of chunks) socket.say(chunk);
  await socket.leave(draw);
}

/** A WebSocket frame as nobody should send it. */
function badFrame(draw: Draw): Uint8Array {
  const opcode = below(draw, 16) | (below(draw, 8) << 4);
  const length = pick(draw, [0x00, 0x7d, 0x7e, 0x7f, 0xfd, 0xfe, 0xff]);
  return Uint8Array.from([opcode, length, ...randomBytes(draw, below(draw, 200))]);
}

/** Everything that is tried at the door, by name. */
export const attacks = {
  'random bytes': async (target, draw) => {
    const client = await entering(target, draw);
    const bytes = randomBytes(draw, below(draw, 2000));
    client.sendRaw(draw() < 0.5 ? bytes : Buffer.from(bytes).toString('latin1'));
    await sayGoodbye(client);
  },
  'huge frames': async (target, draw) => {
    const client = await entering(target, draw);
    client.sendRaw('x'.repeat(64 * 1024 + 1 + below(draw, 1024 * 1024)));
    await sayGoodbye(client);
  },
  'wrong types': async (target, draw) => {
    const client = await entering(target, draw);
    for (let count = below(draw, 30); count > 0; count -= 1) client.sendRaw(hostileRequest(draw));
    await sayGoodbye(client);
  },
  'JSON of anything': async (target, draw) => {
    const client = await entering(target, draw);
    client.sendRaw(JSON.stringify(junk(draw)) ?? 'undefined');
    await sayGoodbye(client);
  },
  'deep JSON': async (target, draw) => {
    const client = await entering(target, draw);
    const depth = pick(draw, [1000, 30_000, 100_000]);
    const data = deepJson(depth);
    const offer = `{"target":{"kind":"viewer"},"offer":{"engine":"mediasoup","data":${data}}}`;
    client.sendRaw(pick(draw, [data, `{"id":1,"method":"negotiate","params":${offer}}`, '{"a":'.repeat(depth)]));
    await sayGoodbye(client);
  },
  replays: async (target, draw) => {
    const { client, params, answer } = await enter(target);
    const { sessionID, resumeSecret, positions } = answer;
    const resume = { versions: [1], sessionID, resumeSecret, positions };
    client.sendRaw(JSON.stringify({ id: 1, method: 'login', params }));
    const back = await WireClient.connect(target.server.origin);
    await back.request('resume', resume);
    // The answer was heard: from now on the secret is spent.
    await back.request('ping', {});
    for (const at of [await WireClient.connect(target.server.origin), back]) {
      const text = JSON.stringify({ id: below(draw, 3), method: 'resume', params: resume });
      at.sendRaw(text);
      at.sendRaw(text);
      const replayed = await at.request('resume', resume).then(() => true, ignoreRefusal);
      if (replayed) throw new Error('a spent secret let someone in');
    }
    await back.request('logout', {}).catch(ignoreRefusal);
    await sayGoodbye(back);
    await client.closed;
  },
  'impossible positions': async (target, draw) => {
    const { client, answer } = await enter(target);
    client.cut();
    const { sessionID, resumeSecret, positions } = answer;
    const wrong = { ...positions, [pick(draw, ['room', 'session'])]: { epoch: junk(draw), seq: junk(draw) } };
    const back = await WireClient.connect(target.server.origin);
    const params = { versions: [1], sessionID, resumeSecret, positions: wrong } as Params<'resume'>;
    await back.request('resume', params).catch(ignoreRefusal);
    await back.request('logout', {}).catch(ignoreRefusal);
    await sayGoodbye(back);
  },
  'offers of anything': async (target, draw) => {
    const { client } = await enter(target);
    await client.request('publish', { streamID: `${target.userID}-s`, extraInfo: '' });
    const targets = [{ kind: 'viewer' }, { kind: 'publish', streamID: `${target.userID}-s` }] as const;
    for (const one of targets) {
      const step = pick(draw, ['connect', 'produce', 'closeTrack', 'restartIce']);
      const data = { step, dtlsParameters: junk(draw), rtpCapabilities: junk(draw), producers: [junk(draw)] };
      const offer = { engine: 'mediasoup', data };
      await client.request('negotiate', { target: one, offer }).catch(ignoreRefusal);
    }
    await sayGoodbye(client);
  },
  'more messages than allowed': async (target, draw) => {
    const client = await entering(target, draw);
    for (let id = 0; id < 500; id += 1) client.sendRaw(JSON.stringify({ id, method: 'ping', params: {} }));
    await client.closed;
  },
  'frames that are none': async (target, draw) => {
    const frames = Array.from({ length: 1 + below(draw, 5) }, () => badFrame(draw));
    await writeRaw(target, draw, [handshakeText, ...frames]);
  },
  'handshakes that are none': async (target, draw) => {
    const lines = handshake.filter(() => draw() < 0.8);
    const path = pick(draw, ['/ws', '/', '//', '/%', 'http://[', '/ws?'.padEnd(2000, 'x'), '*']);
    await writeRaw(target, draw, [`${lines.join('\r\n').replace('/ws', path)}\r\n\r\n`, randomBytes(draw, 100)]);
  },
  'half a request': async (target, draw) => {
    await writeRaw(target, draw, [partOf(handshakeText, draw)]);
  },
  'coming and going': async (target, draw) => {
    const client = await WireClient.connect(target.server.origin);
    if (draw() < 0.5) client.cut();
    else client.close();
    await client.closed;
  },
  'leaving amid the login': async ({ server, userID }, draw) => {
    const client = await WireClient.connect(server.origin);
    const params = await loginParams(server, { roomID: `room-of-${userID}`, userID });
    client.sendRaw(JSON.stringify({ id: 1, method: 'login', params }));
    if (draw() < 0.5) client.cut();
    else client.close();
    await client.closed;
  },
} as const satisfies Record<string, Attack>;
