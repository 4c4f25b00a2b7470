import type { Log } from '@freshet/core';

/** What the media plane tells its operator. */
export type MediaLog = Pick<Log, 'info' | 'warn' | 'error'>;
