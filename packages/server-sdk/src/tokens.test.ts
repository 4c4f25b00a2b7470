import { expect, test } from 'vitest';
import { explain, mint, verify } from './index.ts';

const project = { appID: 7, secret: 'fa94dd0f974cf2e293728a526b028271' };

test('what is minted is verified, and says what it allows', async () => {
  const privileges = { login: true, publish: true };
  const wish = { roomID: 'lobby', privileges, streamIDs: ['ann-main'] };
  const token = await mint({ ...project, ...wish, userID: 'ann', lifetime: 60 });
  expect(await verify(token, { ...project, userID: 'ann' })).toMatchObject({
    userID: 'ann',
    roomID: 'lobby',
    mayLogin: true,
    publish: ['ann-main'],
  });
});

test.each([
  ['another user', 1002077, { userID: 'bob' }],
  ['another AppID', 1002076, { appID: 8 }],
  ['another secret', 1002033, { secret: '0'.repeat(32) }],
  ['the privileges that it lacks', 1002033, { requirePrivileges: true }],
  ['an AppID that is none', 1001000, { appID: 0 }],
  ['a userID that is none', 1002005, { userID: '' }],
])('a token that is verified for %s is refused with %i', async (_what, code, changed) => {
  const token = await mint({ ...project, userID: 'ann', lifetime: 60 });
  await expect(verify(token, { ...project, userID: 'ann', ...changed })).rejects.toMatchObject({ code });
});

test('a token is explained rule by rule', async () => {
  const { appID, secret } = project;
  const token = await mint({ ...project, userID: 'ann', lifetime: 60 });
  const { code, findings } = await explain(token, { appID, secrets: [secret], userID: 'bob' });
  expect(code).toBe(1002077);
  expect(findings).toContainEqual(expect.objectContaining({ check: 'userID', verdict: 'failed' }));
});
