import { type Method, type Params, requests } from '@freshet/protocol';

/** Numbers in [0, 1), the same for the same seed. */
export type Draw = () => number;

export const pick = <T>(draw: Draw, from: readonly T[]): T => {
  const one = from[Math.floor(draw() * from.length)];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
};

export const below = (draw: Draw, end: number): number => Math.floor(draw() * end);

export const randomBytes = (draw: Draw, length: number): Uint8Array =>
  Uint8Array.from({ length }, () => below(draw, 256));

const NUMBERS = [0, -0, -1, 0.5, 1e308, -1e308, 2 ** 31, 2 ** 53, 2 ** 64, Number.NaN, Number.POSITIVE_INFINITY];
const TEXTS = [
  '',
  '\0',
  '__proto__',
  'constructor',
  'toString',
  '../..',
  '%00',
  '\ud800',
  '💥',
  'null',
  '<script>',
  ' ',
];
const KEYS = [
  'id',
  'method',
  'params',
  '__proto__',
  'constructor',
  'length',
  'then',
  'toJSON',
  'kind',
  'streamID',
  '0',
];

/** A value that nobody asked for; JSON, but for numbers that have none. */
export function junk(draw: Draw, depth = 0): unknown {
  const kind = below(draw, depth > 3 ? 5 : 8);
  switch (kind) {
    case 0:
      return pick(draw, NUMBERS);
    case 1:
      return pick(draw, TEXTS);
    case 2:
      return 'x'.repeat(below(draw, 10_000));
    case 3:
      return pick(draw, [null, true, false]);
    case 4:
      return Array.from({ length: below(draw, 20) }, (_, index) => index);
    case 5:
      return Array.from({ length: below(draw, 4) }, () => junk(draw, depth + 1));
    default:
      return Object.fromEntries(
        Array.from({ length: below(draw, 5) }, () => [pick(draw, KEYS), junk(draw, depth + 1)]),
      );
  }
}

/** JSON of `depth` arrays in each other. */
export const deepJson = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

const nowhere = { epoch: 0, seq: 0 };
const report = { streamID: 'fuzz', kbps: 1, fps: 1, lossPercent: 0, rttMs: 1, freezeMs: 0, delayMs: 1 };
const offer = { engine: 'mediasoup', data: { step: 'restartIce' } };

/** Parameters of each request that are right in themselves; whether they are granted is another matter. */
const ordinary: { readonly [M in Method]: Params<M> } = {
  login: {
    versions: [1],
    appID: 1,
    roomID: 'fuzz',
    user: { userID: 'fuzz', userName: 'fuzz' },
    token: '04x',
    config: { isUserStatusNotify: true, maxMemberCount: 0 },
  },
  resume: { versions: [1], sessionID: 'x', resumeSecret: 'x', positions: { room: nowhere, session: nowhere } },
  logout: {},
  ping: {},
  viewer: {},
  negotiate: { target: { kind: 'viewer' }, offer },
  publish: { streamID: 'fuzz', extraInfo: '' },
  unpublish: { streamID: 'fuzz' },
  play: { streamID: 'fuzz', resourceMode: 0 },
  playReady: { streamID: 'fuzz' },
  stopPlay: { streamID: 'fuzz' },
  renewToken: { token: '04x' },
  setRoomExtraInfo: { key: 'k', value: 'v' },
  setStreamExtraInfo: { streamID: 'fuzz', extraInfo: '' },
  sendBroadcastMessage: { message: 'm' },
  sendBarrageMessage: { message: 'm' },
  sendCustomCommand: { command: 'c', toUserIDs: ['fuzz'] },
  report: { publishes: [report], plays: [report] },
};

const METHODS = Object.keys(requests) as Method[];

/** A text that looks like a request, with something wrong in it. */
export function hostileRequest(draw: Draw): string {
  const method = pick(draw, METHODS);
  const params = structuredClone(ordinary[method]) as Record<string, unknown>;
  const frame: Record<string, unknown> = { id: below(draw, 1000), method, params };
  const victim = pick(draw, [frame, params, ...nested(params)]);
  victim[pick(draw, [...Object.keys(victim), ...KEYS])] = junk(draw);
  return JSON.stringify(frame);
}

function nested(params: Record<string, unknown>): Record<string, unknown>[] {
  return Object.values(params).filter((value): value is Record<string, unknown> => {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  });
}
