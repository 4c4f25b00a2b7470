import type { AboutServer } from '@freshet/protocol/console';
import { examineMedia } from './examine-media.ts';
import { type Finding, failure, good, unknown, warning } from './finding.ts';
import type { CertificateState, FolderState, Port, Probes, ServerState } from './probes.ts';

const OLDEST_NODE = 24;
const DAY = 86_400_000;
const SOON = 14 * DAY;
/** Two for each user, and what the server itself has open. */
const FEW_FILES = 8192;
/** What the server asks of the system for each media socket. */
const SOCKET_BUFFER = 4 * 1024 * 1024;
const LITTLE_SPACE = 512 * 1024 * 1024;

/** Looks at everything; the order is that in which things are set up. */
export async function examine(probes: Probes): Promise<readonly Finding[]> {
  const server = await probes.server();
  const pid = server.name === 'running' ? server.about.pid : undefined;
  return [
    examineNode(server.name === 'running' ? server.about.node : probes.nodeVersion()),
    examineFolder(await probes.folder()),
    examineServer(server),
    ...(server.name === 'running' ? [examineSettings(server.about)] : []),
    examineWorker(server, server.name === 'running' ? 'good' : await probes.worker()),
    ...(server.name === 'not running' ? [examinePorts(await probes.takenPorts())] : []),
    ...examineMedia(server, await probes.ways()),
    examineCertificate(await probes.certificate(), server, probes.now()),
    examineOpenFiles(probes.openFiles(pid)),
    examineBuffers(probes.socketBuffers()),
    examineClock(await probes.isClockKept()),
  ];
}

function examineNode(version: string): Finding {
  const says = `Node ${version}`;
  if (Number.parseInt(version.replace(/^v/, ''), 10) >= OLDEST_NODE) return good('node', says);
  return failure('node', says, `Run it with Node ${OLDEST_NODE} or newer.`);
}

function examineFolder(folder: FolderState): Finding {
  switch (folder.name) {
    case 'missing':
      return good('data folder', 'not there yet: the server makes it at its first start');
    case 'unusable':
      return failure('data folder', folder.problem, "Give it to the server's user, or name another one: FRESHET_DATA.");
    case 'usable': {
      if (folder.openToOthers) {
        return warning('data folder', 'other users of this machine can look into it', 'chmod 700 the folder.');
      }
      const free = `${Math.round(folder.freeBytes / 1024 / 1024)} MiB free`;
      if (folder.freeBytes >= LITTLE_SPACE) return good('data folder', `writable, ${free}`);
      return warning('data folder', free, 'Make room: without it nothing can be kept.');
    }
  }
}

function examineServer(server: ServerState): Finding {
  switch (server.name) {
    case 'not running':
      return unknown(
        'server',
        'not running on this data folder',
        'Start it with `freshet start` to have more examined.',
      );
    case 'not allowed':
      return unknown('server', 'running, but this user may not reach it', "Run the doctor as the server's user.");
    case 'running': {
      const { version, origin, publicOrigin, isDraining } = server.about;
      const says = `version ${version} at ${publicOrigin ?? origin}`;
      if (!isDraining) return good('server', says);
      return warning('server', `${says} is draining and lets nobody in`, 'Wait until it has ended, then start it.');
    }
  }
}

function examineSettings({ unknownSettings }: AboutServer): Finding {
  if (unknownSettings.length === 0) return good('settings', 'every FRESHET_ variable of the server is a setting');
  const names = unknownSettings.map(({ name, meant }) => (meant === undefined ? name : `${name} (${meant}?)`));
  const cure = 'Correct or remove them where the server is started from, then restart it: see docs/configuration.md.';
  return warning('settings', `no settings of this version: ${names.join(', ')}`, cure);
}

function examineWorker(server: ServerState, problem: string | undefined): Finding {
  if (server.name === 'running') {
    const { workers } = server.about;
    if (workers > 0) return good('media worker', `${workers} running`);
    return failure('media worker', 'none is running', 'See the log of the server for why they end.');
  }
  if (problem === undefined) {
    return unknown(
      'media worker',
      'not looked for',
      'Run the doctor as `npm run freshet -- doctor`, which brings one.',
    );
  }
  if (problem === 'good') return good('media worker', 'it runs on this machine');
  return failure('media worker', problem, 'Run `npm run build`, which brings or builds one that runs here.');
}

function examinePorts(taken: readonly Port[]): Finding {
  if (taken.length === 0) return good('ports', 'those that the server takes are free');
  const names = taken.map(({ protocol, port }) => `${port}/${protocol}`).join(', ');
  return failure('ports', `taken by another program: ${names}`, 'Stop it, or set FRESHET_PORT and FRESHET_MEDIA_PORT.');
}

function examineCertificate(certificate: CertificateState, server: ServerState, now: number): Finding {
  switch (certificate.name) {
    case 'none':
      return examinePlain(server);
    case 'unusable':
      return failure('certificate', certificate.problem, 'Correct FRESHET_CERT and FRESHET_KEY.');
    case 'shown': {
      const days = Math.floor((certificate.end - now) / DAY);
      if (days < 0)
        return failure('certificate', `ended ${-days} days ago`, 'Renew it; the server takes it up by itself.');
      const host = publicHost(server);
      if (host !== undefined && !certificate.names.some((name) => covers(name, host))) {
        const says = `it is for ${certificate.names.join(', ')}, not for ${host}`;
        return failure('certificate', says, `Have one made for ${host}, or correct FRESHET_PUBLIC_ORIGIN.`);
      }
      if (certificate.end - now < SOON) return warning('certificate', `ends in ${days} days`, 'Renew it.');
      return good('certificate', `good for ${days} days`);
    }
  }
}

function examinePlain(server: ServerState): Finding {
  if (server.name !== 'running') return unknown('certificate', 'none is named: plain HTTP');
  const { publicOrigin } = server.about;
  if (publicOrigin?.startsWith('https:')) return good('certificate', 'that of the proxy in front');
  const cure = 'Set FRESHET_CERT and FRESHET_KEY, or put a proxy in front: see docs/deploying.md.';
  return warning('certificate', 'plain HTTP: browsers give no camera except on localhost', cure);
}

// RFC 9525, section 6.3: an asterisk stands for one label, the first.
function covers(name: string, host: string): boolean {
  if (name.toLowerCase() === host.toLowerCase()) return true;
  return name.startsWith('*.') && host.slice(host.indexOf('.')).toLowerCase() === name.slice(1).toLowerCase();
}

function publicHost(server: ServerState): string | undefined {
  if (server.name !== 'running' || server.about.publicOrigin === undefined) return undefined;
  return new URL(server.about.publicOrigin).hostname;
}

function examineOpenFiles(limit: number | undefined): Finding {
  if (limit === undefined) return unknown('open files', 'this system does not tell the limit');
  if (limit >= FEW_FILES) return good('open files', `at most ${limit}`);
  const cure = 'Raise it: LimitNOFILE in the systemd unit, or `ulimit -n 65536`.';
  return warning('open files', `at most ${limit}: each user needs two`, cure);
}

function examineBuffers(buffers: { readonly receive: number; readonly send: number } | undefined): Finding {
  if (buffers === undefined) return unknown('socket buffers', 'this system does not tell the limit');
  const least = Math.min(buffers.receive, buffers.send);
  const says = `at most ${Math.round(least / 1024)} KiB`;
  if (least >= SOCKET_BUFFER) return good('socket buffers', says);
  const cure = `sysctl -w net.core.rmem_max=${SOCKET_BUFFER} net.core.wmem_max=${SOCKET_BUFFER}, and deploy/sysctl.conf to keep it.`;
  return warning('socket buffers', `${says}: packets are lost when a key frame goes to many`, cure);
}

function examineClock(isKept: boolean | undefined): Finding {
  if (isKept === undefined) return unknown('clock', 'this system does not tell whether its clock is kept');
  if (isKept) return good('clock', 'kept by a time service');
  return warning('clock', 'not kept by a time service', 'Tokens live by the clock: `timedatectl set-ntp true`.');
}
