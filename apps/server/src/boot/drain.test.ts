import { closeCodes } from '@freshet/protocol';
import { FakeMediaPlane, launchServer, loginParams, uniqueNames, WireClient, wireLogin } from '@freshet/testkit';
import { describe, expect, onTestFinished, test } from 'vitest';

const launch = async (drainSeconds: string) => {
  const server = await launchServer({ media: new FakeMediaPlane(), env: { FRESHET_DRAIN_SECONDS: drainSeconds } });
  onTestFinished(() => server.close());
  return server;
};

describe('a server that drains', () => {
  test('is not ready, and refuses logins with a code after which the SDK comes back', async () => {
    const server = await launch('3600');
    await wireLogin(server, uniqueNames());
    void server.drain();
    const ready = await fetch(`${server.origin}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ status: 'draining' });
    expect(await (await fetch(`${server.origin}/metrics`)).text()).toContain('freshet_draining 1');
    const late = await WireClient.connect(server.origin);
    await expect(late.request('login', await loginParams(server, uniqueNames()))).rejects.toMatchObject({
      code: 1002099,
    });
  });

  test('lets those who are in go on, and return with a new socket', async () => {
    const server = await launch('3600');
    const { client, answer } = await wireLogin(server, uniqueNames());
    void server.drain();
    await expect(client.request('ping', {})).resolves.toMatchObject({ time: expect.any(Number) });
    client.cut();
    const back = await WireClient.connect(server.origin);
    const { sessionID, resumeSecret, positions } = answer;
    await expect(back.request('resume', { versions: [1], sessionID, resumeSecret, positions })).resolves.toMatchObject({
      publishing: [],
    });
  });

  test('has drained when the last one left', async () => {
    const server = await launch('3600');
    const { client } = await wireLogin(server, uniqueNames());
    const drained = server.drain();
    await client.request('logout', {});
    await drained;
    expect(server.sessions.load.sessions).toBe(0);
  });

  test('has drained when the time is over, and tells those who are left to come back', async () => {
    const server = await launch('0.1');
    const { client } = await wireLogin(server, uniqueNames());
    await server.drain();
    expect(server.sessions.load.sessions).toBe(1);
    await server.close();
    expect((await client.closed).code).toBe(closeCodes.goingAway);
  });

  test('stops waiting when it is closed', async () => {
    const server = await launch('3600');
    await wireLogin(server, uniqueNames());
    const drained = server.drain();
    await server.close();
    await drained;
  });
});
