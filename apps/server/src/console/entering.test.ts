import { millis, seconds } from '@freshet/kit';
import { Secret, TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { Passwords } from './passwords.ts';
import type { ConsoleBrowser } from './testing/console-browser.ts';
import { ConsoleStage, type Person, secretOf } from './testing/console-stage.ts';

/** Longer than a test may take, as the clock of the stage runs on. Seconds. */
const WHILE = 600;

let stage: ConsoleStage;

beforeEach(async () => {
  stage = await ConsoleStage.open();
});
afterEach(() => stage.close());

const standing = async (browser: ConsoleBrowser) => (await browser.call('standing', {})).body.name;

async function signIn({ name, password }: Person, code?: string) {
  const browser = stage.browser();
  const { status, body } = await browser.call('signIn', { name, password, ...(code ? { code } : {}) });
  return { browser, status, body };
}

/** Holds up the next hashing of a new password. */
function holdHashing() {
  const [begun, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const hash = vi.spyOn(Passwords.prototype, 'hash').mockImplementationOnce(async function (this: Passwords, password) {
    begun.resolve();
    await released.promise;
    return this.hash(password);
  });
  onTestFinished(() => hash.mockRestore());
  return { begun: begun.promise, letGo: () => released.resolve() };
}

async function audited(person: Person) {
  const { body } = await person.browser.call('audit', { limit: 200 });
  return body.entries.map(({ actor, action, subject, detail }) => ({ actor, action, subject, detail }));
}

describe('the setup link', () => {
  test('makes the first owner, and is spent with it', async () => {
    const path = stage.console.setupPath ?? '';
    expect(path).toMatch(/^\/console#setup=[\w-]{43}$/);
    expect(await standing(stage.browser())).toBe('setup');
    const owner = await stage.owner();
    expect((await owner.browser.call('standing', {})).body).toMatchObject({
      name: 'signedIn',
      operator: { name: 'owner', role: 'owner', isInvited: false },
    });
    expect(stage.console.setupPath).toBeUndefined();
    expect(await standing(stage.browser())).toBe('signedOut');
    const again = { secret: secretOf(path), name: 'second', password: 'a long password' };
    expect(await stage.browser().call('setUp', again)).toMatchObject({ status: 410, body: { reason: 'linkSpent' } });
  });

  test('used twice at the same time makes one owner', async () => {
    const secret = secretOf(stage.console.setupPath ?? '');
    const calls = ['one', 'two', 'three'].map((name) =>
      stage.browser().call('setUp', { secret, name, password: 'a long password' }),
    );
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 410, 410]);
    expect(stage.store.operators.list()).toHaveLength(1);
  });

  test('with a guessed secret is refused, and guesses are limited', async () => {
    const guess = { secret: 'x'.repeat(43), name: 'me', password: 'a long password' };
    for (let count = 0; count < 10; count += 1) expect((await stage.browser().call('setUp', guess)).status).toBe(410);
    expect(await stage.browser().call('setUp', guess)).toMatchObject({ status: 429, body: { reason: 'tooMany' } });
  });
});

describe('an invitation', () => {
  test('lets one person in, once, in the role it names', async () => {
    const owner = await stage.owner();
    const { body } = await owner.browser.call('inviteOperator', { name: 'Vera', role: 'viewer' });
    const link = { secret: secretOf(body.path), name: 'Vera', password: 'a long password' };
    const browser = stage.browser();
    const wrongName = await browser.call('setUp', { ...link, name: 'Eve' });
    expect(wrongName).toMatchObject({ status: 400, body: { reason: 'invalid', field: 'name' } });
    expect(await browser.call('setUp', link)).toMatchObject({ status: 200, body: { operator: { role: 'viewer' } } });
    expect((await stage.browser().call('setUp', link)).status).toBe(410);
  });

  test('is too old after a day', async () => {
    const owner = await stage.owner();
    const { body } = await owner.browser.call('inviteOperator', { name: 'late', role: 'owner' });
    stage.clock.forward(seconds(24 * 3600));
    const link = { secret: secretOf(body.path), name: 'late', password: 'a long password' };
    expect((await stage.browser().call('setUp', link)).status).toBe(410);
  });

  test('for a name that an operator has is refused', async () => {
    const owner = await stage.owner();
    const answer = await owner.browser.call('inviteOperator', { name: 'OWNER', role: 'viewer' });
    expect(answer).toMatchObject({ status: 409, body: { reason: 'conflict', field: 'name' } });
  });
});

describe('signing in', () => {
  test('answers the same for a wrong password and for a name that nobody has, and both stand in the audit log', async () => {
    const owner = await stage.owner();
    const wrong = await stage.browser().call('signIn', { name: 'owner', password: 'wrong' });
    const unknown = await stage.browser().call('signIn', { name: 'hunter2-by-mistake', password: 'wrong' });
    expect(wrong.status).toBe(401);
    expect(unknown.status).toBe(401);
    expect(unknown.body).toEqual(wrong.body);
    expect(await audited(owner)).toMatchObject([
      { actor: '', action: 'signIn', subject: 'unknown name', detail: { refused: 'wrongPassword' } },
      { actor: '', action: 'signIn', subject: 'owner', detail: { refused: 'wrongPassword' } },
      { actor: 'owner', action: 'setUp', subject: 'owner' },
    ]);
  });

  test('is refused after ten wrong passwords from one address, the right one too, until a quarter of an hour is over', async () => {
    const owner = await stage.owner();
    const guess = () => stage.browser().call('signIn', { name: 'owner', password: 'wrong' });
    const statuses = (await Promise.all(Array.from({ length: 12 }, guess))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
    expect(await signIn(owner)).toMatchObject({ status: 429, body: { reason: 'tooMany' } });
    // Who is in stays in.
    expect(await standing(owner.browser)).toBe('signedIn');
  });

  test('behind a proxy that speaks TLS gives a cookie for this host and TLS alone', async () => {
    const owner = await stage.owner();
    const { name, password } = owner;
    const proxied = {
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'live.example',
      origin: 'https://live.example',
    };
    const browser = stage.browser();
    const { headers } = await browser.call('signIn', { name, password }, proxied);
    const [cookie = ''] = headers.getSetCookie();
    expect(cookie).toMatch(
      /^__Host-freshet_console=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect((await browser.call('projects', {}, proxied)).status).toBe(200);
    expect((await browser.call('projects', {}, { ...proxied, origin: 'https://evil.example' })).status).toBe(403);
    expect((await browser.call('projects', {})).status).toBe(401);
  });

  test('gives a fresh cookie that no script can read, whatever cookie was there before', async () => {
    const owner = await stage.owner();
    const browser = stage.browser();
    browser.cookie = 'freshet_console=chosen-by-an-attacker';
    const { headers } = await browser.call('signIn', { name: owner.name, password: owner.password });
    const [cookie = ''] = headers.getSetCookie();
    expect(cookie).toMatch(/^freshet_console=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
    const first = browser.copy();
    await browser.call('signIn', { name: owner.name, password: owner.password });
    expect(browser.cookie).not.toBe(first.cookie);
    expect(await standing(browser)).toBe('signedIn');
    expect(await standing(first)).toBe('signedOut');
  });
});

describe('a session', () => {
  test('ends after two hours without a call, and after twelve in any case', async () => {
    const owner = await stage.owner();
    stage.clock.forward(seconds(2 * 3600 - WHILE));
    expect(await standing(owner.browser)).toBe('signedIn');
    stage.clock.forward(seconds(2 * 3600));
    expect(await standing(owner.browser)).toBe('signedOut');
    const { browser } = await signIn(owner);
    for (let hour = 1; hour < 12; hour += 1) {
      stage.clock.forward(seconds(3600));
      expect(await standing(browser)).toBe('signedIn');
    }
    stage.clock.forward(seconds(3600));
    expect(await standing(browser)).toBe('signedOut');
    expect(await browser.call('projects', {})).toMatchObject({ status: 401, body: { reason: 'signedOut' } });
  });

  test('that is signed out is over for whoever stole its cookie', async () => {
    const { browser } = await stage.owner();
    const thief = browser.copy();
    await browser.call('signOut', {});
    expect(browser.cookie).toBeUndefined();
    expect((await thief.call('projects', {})).status).toBe(401);
  });

  test('ends everywhere else when the password is changed', async () => {
    const owner = await stage.owner();
    const { browser: elsewhere } = await signIn(owner);
    const next = 'another long password';
    const wrong = await owner.browser.call('changePassword', { current: 'wrong', next });
    expect(wrong).toMatchObject({ status: 401, body: { reason: 'wrongPassword' } });
    expect((await owner.browser.call('changePassword', { current: owner.password, next })).status).toBe(200);
    expect(await standing(owner.browser)).toBe('signedIn');
    expect(await standing(elsewhere)).toBe('signedOut');
    expect((await signIn(owner)).status).toBe(401);
    expect((await signIn({ ...owner, password: next })).status).toBe(200);
  });

  test('that changes the password of one who is removed meanwhile does not take the place of the next of that name', async () => {
    const owner = await stage.owner();
    const vera = await stage.invited(owner, 'Vera', 'viewer');
    const hashing = holdHashing();
    const change = vera.browser.call('changePassword', { current: vera.password, next: 'another long password' });
    await hashing.begun;
    await owner.browser.call('removeOperator', { name: 'Vera' });
    const { body } = await owner.browser.call('inviteOperator', { name: 'Vera', role: 'owner' });
    hashing.letGo();
    expect((await change).status).toBe(401);
    const secret = secretOf(body.path);
    const { status } = await stage.browser().call('setUp', { secret, name: 'Vera', password: 'hers from now on' });
    expect(status).toBe(200);
  });

  test('ends with a change of role and with its operator', async () => {
    const owner = await stage.owner();
    const vera = await stage.invited(owner, 'Vera', 'viewer');
    await owner.browser.call('setOperatorRole', { name: 'vera', role: 'operator' });
    expect(await standing(vera.browser)).toBe('signedOut');
    const { browser, body } = await signIn(vera);
    expect(body).toMatchObject({ operator: { role: 'operator' } });
    await owner.browser.call('removeOperator', { name: 'Vera' });
    expect(await standing(browser)).toBe('signedOut');
    expect((await signIn(vera)).status).toBe(401);
  });
});

test('the last owner can be neither removed nor given less, one of two can', async () => {
  const owner = await stage.owner();
  await owner.browser.call('inviteOperator', { name: 'never came', role: 'owner' });
  for (const role of ['viewer', 'operator'] as const) {
    const answer = await owner.browser.call('setOperatorRole', { name: 'owner', role });
    expect(answer).toMatchObject({ status: 409, body: { reason: 'conflict' } });
  }
  expect((await owner.browser.call('removeOperator', { name: 'owner' })).status).toBe(409);
  const second = await stage.invited(owner, 'second', 'owner');
  expect((await owner.browser.call('removeOperator', { name: 'owner' })).status).toBe(200);
  expect((await second.browser.call('removeOperator', { name: 'second' })).status).toBe(409);
});

describe('a second factor', () => {
  const code = (secret: string) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: stage.clock.now() });

  /** A code that is right neither now nor a little earlier or later. */
  function wrongCode(secret: string): string {
    const steps = [-60, -30, 0, 30, 60].map((length) => millis(stage.clock.now() + seconds(length)));
    const right = steps.map((timestamp) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp }));
    return ['000000', '000001', '000002', '000003', '000004', '000005'].find((each) => !right.includes(each)) ?? '';
  }

  async function withTotp() {
    const owner = await stage.owner();
    const { body: begun } = await owner.browser.call('beginTotp', {});
    expect(begun.uri).toContain('otpauth://totp/Freshet:owner?');
    expect((await owner.browser.call('confirmTotp', { code: wrongCode(begun.secret) })).status).toBe(401);
    const spent = code(begun.secret);
    const { body } = await owner.browser.call('confirmTotp', { code: spent });
    return { owner, secret: begun.secret, spent, recoveryCodes: body.recoveryCodes };
  }

  test('is asked for, and takes each code once', async () => {
    const { owner, secret, spent } = await withTotp();
    expect(await signIn(owner)).toMatchObject({ status: 401, body: { reason: 'codeNeeded' } });
    expect(await signIn(owner, spent)).toMatchObject({ status: 401, body: { reason: 'wrongCode' } });
    stage.clock.forward(seconds(30));
    const fresh = code(secret);
    const twice = await Promise.all([signIn(owner, fresh), signIn(owner, fresh)]);
    expect(twice.map(({ status }) => status).toSorted()).toEqual([200, 401]);
  });

  test('that is lost is made up for by each recovery code, once', async () => {
    const { owner, recoveryCodes } = await withTotp();
    expect(new Set(recoveryCodes).size).toBe(10);
    const [first = ''] = recoveryCodes;
    expect(first).toMatch(/^(\w{4}-){3}\w{4}$/);
    expect((await signIn(owner, first.toUpperCase().replaceAll('-', ' '))).status).toBe(200);
    expect((await signIn(owner, first)).status).toBe(401);
  });

  test('is neither replaced nor removed without the password', async () => {
    const { owner } = await withTotp();
    expect((await owner.browser.call('beginTotp', {})).status).toBe(409);
    expect((await owner.browser.call('removeTotp', { password: 'wrong' })).status).toBe(401);
    expect((await owner.browser.call('removeTotp', { password: owner.password })).status).toBe(200);
    expect((await signIn(owner)).status).toBe(200);
  });
});
