import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '@freshet/core';
import { type Millis, millis, seconds } from '@freshet/kit';
import { FreshetError } from '@freshet/protocol';
import { onTestFinished } from 'vitest';
import type { SessionsDoor } from '../connection.ts';
import { Door, type DoorLimits } from '../door.ts';
import { Gateway } from '../gateway.ts';

/** A log that nobody reads. */
export const silent: Log = {
  child: () => silent,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
/** Limits of each socket. */
export const limits = { messagesPerSecond: 50, messageBurst: 50, unreadBytes: 10_000 };
const doorLimits: DoorLimits = {
  sockets: 4,
  toldSockets: 1,
  refusedLogins: 1000,
  userLogins: 1000,
  projectLogins: 1000,
  roomLogins: 1000,
  exchanges: 10,
};
/** As long as a test may take, and longer. */
export const UNHURRIED = seconds(600);

/** A gateway by itself, in front of `sessions`, whose clock stands. */
export async function openGateway(
  sessions: Partial<SessionsDoor>,
  loginDeadline: Millis = UNHURRIED,
  door: Partial<DoorLimits> = {},
): Promise<{ origin: string; port: number; gateway: Gateway }> {
  const server = createServer();
  const refuse = () => Promise.reject(new FreshetError(1002033));
  const gateway = new Gateway({
    server,
    sessions: { login: refuse, resume: () => ({}) as never, logout: async () => undefined, ...sessions },
    door: new Door({ ...doorLimits, ...door }),
    clock: { now: () => millis(0) },
    limits: { ...limits, loginDeadline },
    addressOf: ({ socket }) => socket.remoteAddress ?? '',
    publicOrigin: undefined,
    refused: () => undefined,
    log: silent,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    await gateway.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, port, gateway };
}

/** Of someone whom the sessions are to judge. */
export const credentials = {
  versions: [1],
  appID: 1,
  roomID: 'r',
  user: { userID: 'u', userName: 'u' },
  token: '',
  config: { isUserStatusNotify: false, maxMemberCount: 0 },
};
