import type { Ingest, Log } from '@freshet/core';
import { FakeMediaPlane, launchServer, uniqueNames, WireClient, wireLogin } from '@freshet/testkit';
import { expect, test } from 'vitest';

type Line = { readonly level: string; readonly text: string; readonly [field: string]: unknown };

/** A log that keeps its lines, each with the fields of its parents. */
function keep(lines: Line[], inherited: Record<string, unknown> = {}): Log {
  const write = (level: string) => (fields: Record<string, unknown>, text: string) =>
    void lines.push({ ...inherited, ...fields, level, text });
  return {
    child: (fields) => keep(lines, { ...inherited, ...fields }),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
}

class BrokenMediaPlane extends FakeMediaPlane {
  override ingest(): Promise<Ingest> {
    return Promise.reject(new Error('the engine burst'));
  }
}

test('every line about a session names the session, its room and, at the gateway, its address', async () => {
  const lines: Line[] = [];
  const server = await launchServer({ media: new BrokenMediaPlane(), log: keep(lines) });
  const names = uniqueNames();
  const { client, answer } = await wireLogin(server, names);
  await expect(client.request('publish', { streamID: 's', extraInfo: '' })).rejects.toMatchObject({ code: 1002099 });
  await client.request('logout', {});
  await server.close();

  const ofSession = { session: answer.sessionID, room: `${server.demo.appID}/${names.roomID}` };
  const failure = lines.find(({ text }) => text === 'a request failed');
  expect(failure).toMatchObject({ ...ofSession, level: 'error', method: 'publish', address: expect.any(String) });
  expect(failure?.err).toMatchObject({ cause: expect.objectContaining({ message: 'the engine burst' }) });
  for (const text of ['logged in', 'left']) expect(lines.find((line) => line.text === text)).toMatchObject(ofSession);
});

test('what clients do wrong leaves no line', async () => {
  const lines: Line[] = [];
  const server = await launchServer({ media: new FakeMediaPlane(), log: keep(lines) });
  const before = lines.length;
  const client = await WireClient.connect(server.origin);
  await expect(client.request('ping', {})).rejects.toMatchObject({ code: 1000002 });
  client.sendRaw('x'.repeat(100_000));
  await client.closed;
  const other = await WireClient.connect(server.origin);
  other.sendRaw('not json');
  await other.closed;
  expect(lines.slice(before)).toEqual([]);
  await server.close();
  expect(lines.filter(({ level }) => level !== 'info')).toEqual([]);
});
