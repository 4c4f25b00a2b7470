import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Millis, millis } from '@freshet/kit';
import * as z from 'zod';
import { BootError } from './boot-error.ts';
import { file, list, networks, origin, port, secondsFrom, secret } from './setting-schemas.ts';
import { type UnknownSetting, unknownSettings } from './unknown-settings.ts';

type Row = {
  readonly env: string;
  readonly says: string;
  readonly initial: string;
  readonly schema: z.ZodType;
  /** Its value is never printed. */
  readonly isSecret?: true;
};

/** Every setting of the server: its environment variable, its default and what it does. The docs are made from it. */
export const settingsTable = {
  host: {
    env: 'FRESHET_HOST',
    initial: '127.0.0.1',
    says: 'Address that HTTP and WebSocket listen on. `--lan` makes it `0.0.0.0`.',
    schema: z.string().min(1),
  },
  port: {
    env: 'FRESHET_PORT',
    initial: '8420',
    says: 'TCP port of HTTP and WebSocket; 0 for any free one.',
    schema: port,
  },
  dataFolder: {
    env: 'FRESHET_DATA',
    initial: 'data',
    says: 'Folder of the database, its key and the certificate; kept over restarts.',
    schema: z
      .string()
      .min(1)
      .transform((folder) => resolve(folder)),
  },
  mediaPort: {
    env: 'FRESHET_MEDIA_PORT',
    initial: '44400',
    says: 'UDP and TCP port of the first media worker; each further worker takes the next. 0 for any free ones.',
    schema: port,
  },
  announce: {
    env: 'FRESHET_ANNOUNCE',
    initial: '',
    says: 'Addresses told to clients for media, separated by commas, such as the public one behind a NAT. Empty: loopback and every usable interface.',
    schema: list,
  },
  workers: {
    env: 'FRESHET_WORKERS',
    initial: '0',
    says: 'Media workers; 0 for one per core.',
    schema: z.coerce.number().int().min(0).max(256),
  },
  heartbeatPeriod: {
    env: 'FRESHET_HEARTBEAT_SECONDS',
    initial: '100',
    says: 'Seconds without a sign of life after which a user is gone.',
    schema: secondsFrom(1, 3600),
  },
  linkLifetime: {
    env: 'FRESHET_LINK_DAYS',
    initial: '7',
    says: 'Days that the links printed at the start, and those a host hands on, stay valid.',
    schema: z.coerce
      .number()
      .min(0.01)
      .max(366)
      .transform((days) => millis(days * 86_400_000)),
  },
  certFile: {
    env: 'FRESHET_CERT',
    initial: '',
    says: 'File with the certificate and its chain, in PEM, for HTTPS; goes with `FRESHET_KEY`. Read again when it changes, and on SIGHUP.',
    schema: file,
  },
  keyFile: {
    env: 'FRESHET_KEY',
    initial: '',
    says: 'File with the private key of `FRESHET_CERT`, in PEM, without a passphrase.',
    schema: file,
  },
  trustedProxies: {
    env: 'FRESHET_TRUSTED_PROXIES',
    initial: '',
    says: 'Addresses of proxies in front, such as `127.0.0.1,10.0.0.0/8`; what they say in `X-Forwarded-For` and `X-Forwarded-Proto` counts. Empty: nobody’s word does.',
    schema: networks,
  },
  publicOrigin: {
    env: 'FRESHET_PUBLIC_ORIGIN',
    initial: '',
    says: 'Where users open the server, such as `https://live.example.org`, for the links it prints. Empty: its own address.',
    schema: origin,
  },
  drainPeriod: {
    env: 'FRESHET_DRAIN_SECONDS',
    initial: '5',
    says: 'Seconds that users who are in may stay after a SIGTERM; nobody new is let in. 0 closes at once.',
    schema: secondsFrom(0, 86_400),
  },
  metricsToken: {
    env: 'FRESHET_METRICS_TOKEN',
    initial: '',
    says: 'At least 16 characters that open `/metrics` from anywhere, as `Authorization: Bearer …`. Empty: it is open to this machine alone.',
    schema: secret,
    isSecret: true,
  },
  callbackPrivate: {
    env: 'FRESHET_CALLBACK_PRIVATE',
    initial: '',
    says: 'Private addresses and networks that callbacks may go to, such as `127.0.0.1,10.0.0.0/8`. Empty: callbacks go to public addresses alone.',
    schema: networks,
  },
  logLevel: {
    env: 'FRESHET_LOG',
    initial: 'info',
    says: 'Least level that is logged: `debug`, `info`, `warn`, `error` or `silent`.',
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']),
  },
} as const satisfies Record<string, Row>;

type Name = keyof typeof settingsTable;
/** The settings, read and checked. */
export type Settings = { readonly [N in Name]: z.output<(typeof settingsTable)[N]['schema']> } & {
  /** Serve HTTPS with a certificate of our own making, to the local network. */
  readonly lan: boolean;
  /** Variables that look like settings and are none. */
  readonly unknown: readonly UnknownSetting[];
};

const flagNames: { readonly [N in Name]?: string } = { port: '--port', host: '--host', dataFolder: '--data' };

/** How long things take and how much is kept; tests shorten them. */
export type Periods = {
  readonly presenceTick: Millis;
  readonly countTick: Millis;
  readonly playPatience: Millis;
};

/**
 * Reads the settings from the environment and the command line; the command line wins.
 *
 * @throws BootError with one line for the first setting that makes no sense
 */
export function readSettings(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Settings {
  const { lan, flags } = readFlags(args);
  const given = (name: Name): string | undefined => flags[name] ?? env[settingsTable[name].env];
  const read = Object.fromEntries(
    (Object.keys(settingsTable) as Name[]).map((name) => {
      const fallback = name === 'host' && lan ? '0.0.0.0' : settingsTable[name].initial;
      const source = (flags[name] && flagNames[name]) || settingsTable[name].env;
      // A variable that is set to nothing is not set.
      return [name, readOne(name, given(name) || fallback, source)];
    }),
  );
  const known = Object.values(settingsTable).map((row) => row.env);
  const settings = { ...(read as Omit<Settings, 'lan' | 'unknown'>), lan, unknown: unknownSettings(env, known) };
  checkPair(settings);
  return settings;
}

function readOne(name: Name, text: string, source: string): unknown {
  const row: Row = settingsTable[name];
  const result = row.schema.safeParse(text);
  if (!result.success) throw new BootError(`${source}=${row.isSecret ? '…' : text} makes no sense. ${row.says}`);
  return result.data;
}

function checkPair({ certFile, keyFile }: Settings): void {
  if ((certFile === undefined) === (keyFile === undefined)) return;
  const missing = certFile === undefined ? 'FRESHET_CERT' : 'FRESHET_KEY';
  throw new BootError(`${missing} is missing. A certificate and its private key are named together.`);
}

function readFlags(args: readonly string[]): { lan: boolean; flags: Partial<Record<Name, string>> } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        lan: { type: 'boolean' },
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
      },
    });
    const { lan = false, port, host, data } = values;
    return { lan, flags: { ...(port && { port }), ...(host && { host }), ...(data && { dataFolder: data }) } };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('.')[0] : String(error);
    throw new BootError(`${reason}. The options are --lan, --port N, --host ADDRESS and --data FOLDER.`);
  }
}
