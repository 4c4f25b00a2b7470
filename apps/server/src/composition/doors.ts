import type { Log, Sessions } from '@freshet/core';
import { seconds, systemClock } from '@freshet/kit';
import { usableAddresses } from '@freshet/media';
import type { ErrorCode } from '@freshet/protocol';
import type { FastifyInstance } from 'fastify';
import { Drain } from '../boot/drain.ts';
import { certificateFor, followCertificate } from '../boot/https.ts';
import type { Settings } from '../boot/settings.ts';
import { clientAddresses } from '../boot/trusted-proxies.ts';
import { Door, type DoorLimits } from '../gateway/door.ts';
import { Gateway } from '../gateway/gateway.ts';
import { createHttpApp } from '../http/http-app.ts';
import { RefusalCounts } from '../metrics/refusal-counts.ts';
import type { Own } from './own.ts';

const CONNECTION = {
  loginDeadline: seconds(10),
  // More than the limits let one user say: what is beyond those is refused by its code, and the link stands.
  messagesPerSecond: 300,
  messageBurst: 600,
  unreadBytes: 1024 * 1024,
} as const;

/** What the doors are made from. */
export type DoorsOptions = {
  readonly settings: Settings;
  readonly limits: DoorLimits;
  readonly sessions: Sessions;
  readonly log: Log;
};

/** By which clients come in. */
export type Doors = {
  readonly app: FastifyInstance;
  readonly certificates: ReturnType<typeof followCertificate>;
  readonly gateway: Gateway;
  readonly door: Door;
  readonly drain: Drain;
  readonly refusals: RefusalCounts;
};

// A viewer who waits for a stream asks again and again: an audience before a show is no trouble.
const NOT_THERE_YET = 1004002;

/** Opens HTTP and WebSocket, which do not listen yet. */
export async function openDoors(own: Own, { settings, limits, sessions, log }: DoorsOptions): Promise<Doors> {
  const { trustedProxies, publicOrigin } = settings;
  const certificate = await certificateFor(settings, usableAddresses());
  const refusals = new RefusalCounts();
  const refused = (code: ErrorCode): void => {
    if (code !== NOT_THERE_YET) refusals.count(code);
  };
  const app = own(await createHttpApp({ certificate, trustedProxies, refused, log }));
  const certificates = own(followCertificate(app.server, certificate, settings, log));
  const door = new Door(limits);
  const drain = own(new Drain());
  const gateway = own(
    new Gateway({
      server: app.server,
      sessions: drain.guard(sessions),
      door,
      clock: systemClock,
      limits: CONNECTION,
      addressOf: clientAddresses(trustedProxies),
      publicOrigin,
      refused,
      log,
    }),
  );
  return { app, certificates, gateway, door, drain, refusals };
}
