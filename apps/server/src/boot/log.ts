import type { Log } from '@freshet/core';
import { pino } from 'pino';
import pretty from 'pino-pretty';
import type { Settings } from './settings.ts';

// Whatever carries a secret is cut out, wherever a mistake may put it.
const REDACTED = ['token', 'resumeSecret', 'serverSecret', 'appSign', 'invitation', '*.token', '*.serverSecret'];

/** The operator's log: JSON lines on standard error, or plain words where that is a terminal. */
export function makeLog({ logLevel }: Pick<Settings, 'logLevel'>): Log {
  // By its name, as the settings and the docs call it.
  const formatters = { level: (level: string) => ({ level }) };
  const options = { level: logLevel, redact: REDACTED, formatters };
  return process.stderr.isTTY
    ? pino(options, pretty({ destination: 2, colorize: true, ignore: 'pid,hostname', sync: true }))
    : pino(options, pino.destination(2));
}
