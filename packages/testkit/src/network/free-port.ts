import { once } from 'node:events';
import { createServer } from 'node:net';

// Below those that systems give to whoever asks for any port (Linux: from 32768 on): while a server that was killed is
// away, nobody is given its port by chance.
const FIRST = 20_000;
const COUNT = 12_000;

/** A port that nobody listens on at the moment, and so many after it, for what must come back on the same ones. */
export async function freePort(following = 0): Promise<number> {
  for (;;) {
    const first = FIRST + Math.floor(Math.random() * (COUNT - following));
    const ports = Array.from({ length: following + 1 }, (_, index) => first + index);
    const free = await Promise.all(ports.map(isFree));
    if (free.every(Boolean)) return first;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  const isListening = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  if (!isListening) return false;
  server.close();
  await once(server, 'close');
  return true;
}
