import { renderUnicodeCompact } from 'uqr';
import type { RunningServer } from '../server.ts';

/** Where the lines go. */
export type BannerPlace = {
  readonly lan: boolean;
  /** A person reads them, and no journal keeps them. */
  readonly isTerminal: boolean;
};

/** The addresses to open, as printed at the end of a start. */
export async function banner(server: RunningServer, { lan, isTerminal }: BannerPlace): Promise<string> {
  const origin = server.publicOrigin ?? (lan ? lanOrigin(server) : server.origin);
  const consolePath = server.consolePath();
  const isFirst = consolePath.includes('#');
  // Each is a right for days: once there are operators, no journal shall collect one at every start.
  const [host, audience] = isFirst || isTerminal ? await links(server, origin) : [];
  const lines = [
    '',
    '  Freshet is running.',
    '',
    ...(host ? [`  Go live   ${host}`] : []),
    ...(audience ? [`  Watch     ${audience}`] : []),
    `  Console   ${origin}${consolePath}${isFirst ? '   (once, to make your account)' : ''}`,
    ...(server.demo ? ['', `  AppID     ${server.demo.appID}   (project "${server.demo.name}")`] : []),
  ];
  if (lan && host) {
    lines.push('', '  Scan to make a phone the camera (accept the warning: the certificate is this server’s own):', '');
    lines.push(renderUnicodeCompact(host, { border: 2 }));
  }
  return [...lines, '', '  Ctrl-C stops it.', ''].join('\n');
}

const links = (server: RunningServer, origin: string) =>
  Promise.all([server.link('host', origin), server.link('audience', origin)]);

function lanOrigin({ origin, mediaAddresses }: RunningServer): string {
  const outside = mediaAddresses.find((address) => !address.startsWith('127.') && !address.includes(':'));
  return outside ? origin.replace('localhost', outside) : origin;
}
