import type { MediaPlane } from '@freshet/core';
import type { AboutServer } from '@freshet/protocol/console';
import type { Drain } from '../boot/drain.ts';
import type { ShownCertificate } from '../boot/https.ts';
import type { Settings } from '../boot/settings.ts';
import { VERSION } from '../boot/version.ts';

/** What there is to tell of a server. */
export type AboutServerOptions = {
  readonly settings: Pick<Settings, 'publicOrigin' | 'unknown'>;
  readonly origin: string;
  readonly mediaAddresses: readonly string[];
  readonly media: Pick<MediaPlane, 'load'>;
  readonly drain: Pick<Drain, 'isOn'>;
  readonly certificates: Pick<ShownCertificate, 'facts'>;
};

/** Tells of a server what concerns whoever runs it, as it is at each call. */
export function aboutServer(options: AboutServerOptions): () => AboutServer {
  const { settings, origin, mediaAddresses, media, drain, certificates } = options;
  const startedAt = Date.now();
  return () => ({
    version: VERSION,
    pid: process.pid,
    origin,
    ...(settings.publicOrigin && { publicOrigin: settings.publicOrigin }),
    startedAt,
    isDraining: drain.isOn,
    node: process.version,
    mediaAddresses: [...mediaAddresses],
    workers: media.load().workers.length,
    unknownSettings: [...settings.unknown],
    ...(certificates.facts && { certificate: certificates.facts }),
  });
}
