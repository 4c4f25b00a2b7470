import { renderUnicodeCompact } from 'uqr';
import type { RunningServer } from '../server.ts';

/** The addresses to open, as printed at the end of a start. */
export async function banner(server: RunningServer, lan: boolean): Promise<string> {
  const origin = server.publicOrigin ?? (lan ? lanOrigin(server) : server.origin);
  const [host, audience] = await Promise.all([server.link('host', origin), server.link('audience', origin)]);
  const consolePath = server.consolePath();
  const lines = [
    '',
    '  Freshet is running.',
    '',
    `  Go live   ${host}`,
    `  Watch     ${audience}`,
    `  Console   ${origin}${consolePath}${consolePath.includes('#') ? '   (once, to make your account)' : ''}`,
    '',
    `  AppID     ${server.demo.appID}   (project "${server.demo.name}")`,
  ];
  if (lan) {
    lines.push('', '  Scan to make a phone the camera (accept the warning: the certificate is this server’s own):', '');
    lines.push(renderUnicodeCompact(host, { border: 2 }));
  }
  return [...lines, '', '  Ctrl-C stops it.', ''].join('\n');
}

function lanOrigin({ origin, mediaAddresses }: RunningServer): string {
  const outside = mediaAddresses.find((address) => !address.startsWith('127.') && !address.includes(':'));
  return outside ? origin.replace('localhost', outside) : origin;
}
