import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { Port } from './probes.ts';

/** Whether another program has a port of this machine. */
export function isTaken({ protocol, port }: Port): Promise<boolean> {
  return protocol === 'tcp' ? isTakenByTcp(port) : isTakenByUdp(port);
}

function isTakenByTcp(port: number): Promise<boolean> {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<boolean>();
  server.once('error', () => resolve(true));
  server.listen({ port, host: '0.0.0.0' }, () => server.close(() => resolve(false)));
  return promise;
}

function isTakenByUdp(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  const { promise, resolve } = Promise.withResolvers<boolean>();
  socket.once('error', () => {
    socket.close();
    resolve(true);
  });
  socket.bind({ port, exclusive: true }, () => socket.close(() => resolve(false)));
  return promise;
}
