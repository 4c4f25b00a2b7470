import type { AboutServer, MediaWay } from '@freshet/protocol/console';

/** A port of this machine. */
export type Port = { readonly protocol: 'udp' | 'tcp'; readonly port: number };

/** What can be said of a server on a data folder. */
export type ServerState =
  | { readonly name: 'running'; readonly about: AboutServer }
  | { readonly name: 'not running' }
  | { readonly name: 'not allowed' };

/** A data folder. */
export type FolderState =
  | { readonly name: 'usable'; readonly freeBytes: number; readonly openToOthers: boolean }
  | { readonly name: 'missing' }
  | { readonly name: 'unusable'; readonly problem: string };

/** The certificate that a server shows, or would show. */
export type CertificateState =
  | { readonly name: 'none' }
  | { readonly name: 'shown'; readonly end: number; readonly names: readonly string[] }
  | { readonly name: 'unusable'; readonly problem: string };

/** How the doctor looks at a machine; each answers `undefined` for what this system does not tell. */
export interface Probes {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  nodeVersion(): string;
  server(): Promise<ServerState>;
  /** Ports that a server would take, of those that are taken by another. */
  takenPorts(): Promise<readonly Port[]>;
  ways(): Promise<readonly MediaWay[] | undefined>;
  /** Why the media worker does not run; `'good'` where it does. */
  worker(): Promise<string | undefined>;
  certificate(): Promise<CertificateState>;
  /** How many files and sockets a process may have open: of the server where it runs, else of this one. */
  openFiles(pid: number | undefined): number | undefined;
  /** Most bytes that one socket may buffer, on its way in and out. */
  socketBuffers(): { readonly receive: number; readonly send: number } | undefined;
  /** Whether the clock is kept by a time service. */
  isClockKept(): Promise<boolean | undefined>;
  folder(): Promise<FolderState>;
}
