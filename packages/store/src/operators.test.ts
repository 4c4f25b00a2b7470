import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { millis } from '@freshet/kit';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { DataStore } from './data-store.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'freshet-operators-'));
  return () => rm(folder, { recursive: true });
});

async function openStore(): Promise<DataStore> {
  const store = await DataStore.open({ folder });
  onTestFinished(() => store.close());
  return store;
}

const now = millis(1_700_000_000_000);
const later = (length: number) => millis(now + length);
const factor = { name: 'on', secret: 'JBSWY3DPEHPK3PXP', lastStep: 7, recoveryHashes: ['a', 'b'] } as const;

describe('operators', () => {
  test('are there again after the store was closed and opened', async () => {
    const store = await openStore();
    expect(store.operators.isEmpty).toBe(true);
    expect(store.operators.add('Ann', 'owner', now, 'hash')).toBe(true);
    store.operators.setSecondFactor('Ann', { ...factor, recoveryHashes: [...factor.recoveryHashes] });
    store.operators.signedIn('Ann', later(1), '192.0.2.1');
    store.close();
    const { operators } = await openStore();
    expect(operators.isEmpty).toBe(false);
    expect(operators.list()).toEqual([
      {
        name: 'Ann',
        role: 'owner',
        created: now,
        passwordHash: 'hash',
        secondFactor: factor,
        lastSignIn: { at: later(1), address: '192.0.2.1' },
      },
    ]);
  });

  test('have names that differ in more than capitals', async () => {
    const { operators } = await openStore();
    operators.add('Ann', 'owner', now, 'hash');
    expect(operators.add('ann', 'viewer', now, 'other')).toBe(false);
    expect(operators.get('ANN')).toMatchObject({ name: 'Ann', role: 'owner' });
  });

  test('keep the secret of their second factor sealed, each for itself', async () => {
    const store = await openStore();
    for (const name of ['Ann', 'Bob']) store.operators.add(name, 'owner', now, 'hash');
    store.operators.setSecondFactor('Ann', { name: 'begun', secret: factor.secret });
    store.close();
    expect((await readFile(join(folder, 'freshet.db'), 'latin1')).includes(factor.secret)).toBe(false);
    const database = new DatabaseSync(join(folder, 'freshet.db'));
    database.exec(
      `UPDATE operators SET second_factor = (SELECT second_factor FROM operators WHERE name = 'Ann') WHERE name = 'Bob'`,
    );
    database.close();
    const { operators } = await openStore();
    expect(operators.get('Ann')?.secondFactor).toEqual({ name: 'begun', secret: factor.secret });
    expect(() => operators.get('Bob')).toThrow();
  });

  test('who are invited come once, in time, and another link takes the place of the first', async () => {
    const { operators } = await openStore();
    const invitation = { name: 'Vera', role: 'viewer', created: now, linkHash: 'one', until: later(100) } as const;
    expect(operators.invite(invitation)).toBe(true);
    expect(operators.isEmpty).toBe(true);
    expect(operators.invite({ ...invitation, role: 'owner', linkHash: 'two' })).toBe(true);
    expect(operators.invited('one', now)).toBeUndefined();
    expect(operators.invited('two', later(100))).toBeUndefined();
    expect(operators.invited('two', later(99))).toMatchObject({ name: 'Vera', role: 'owner' });
    operators.setPassword('Vera', 'hash');
    expect(operators.invited('two', now)).toBeUndefined();
    expect(operators.invite(invitation)).toBe(false);
  });

  test('cannot lose their last owner; one who has not come yet does not count', async () => {
    const { operators } = await openStore();
    operators.add('Ann', 'owner', now, 'hash');
    operators.invite({ name: 'Vera', role: 'owner', created: now, linkHash: 'one', until: later(100) });
    expect(operators.refusal('ann')).toBe('lastOwner');
    expect(operators.refusal('Ann', 'operator')).toBe('lastOwner');
    expect(operators.refusal('Ann', 'owner')).toBeUndefined();
    expect(operators.refusal('Vera')).toBeUndefined();
    expect(operators.refusal('nobody')).toBe('missing');
    operators.setPassword('Vera', 'hash');
    expect(operators.refusal('Ann')).toBeUndefined();
  });
});

describe('sessions of operators', () => {
  const session = (hash: string, used = now) => ({ hash, operator: 'Ann', created: now, used });

  test('end with their operator', async () => {
    const { operators, operatorSessions } = await openStore();
    operators.add('Ann', 'owner', now, 'hash');
    operatorSessions.add(session('a'));
    operators.remove('ann');
    expect(operatorSessions.find('a')).toBeUndefined();
  });

  test('are twenty at most, and the oldest gives way', async () => {
    const { operators, operatorSessions } = await openStore();
    operators.add('Ann', 'owner', now, 'hash');
    for (let count = 0; count < 20; count += 1) expect(operatorSessions.add(session(`s${count}`))).toEqual([]);
    expect(operatorSessions.add(session('newest'))).toEqual(['s0']);
    expect(operatorSessions.removeOf('ANN', 'newest')).toHaveLength(19);
    expect(operatorSessions.find('newest')).toEqual(session('newest'));
  });

  test('are pruned by their age and by their last use', async () => {
    const { operators, operatorSessions } = await openStore();
    operators.add('Ann', 'owner', now, 'hash');
    operatorSessions.add(session('idle'));
    operatorSessions.add(session('used'));
    operatorSessions.touch('used', later(50));
    expect(operatorSessions.prune(millis(0), now)).toEqual(['idle']);
    expect(operatorSessions.prune(now, millis(0))).toEqual(['used']);
  });
});

test('the audit log is told newest first, from anywhere on', async () => {
  const { audit } = await openStore();
  for (let count = 0; count < 5; count += 1) {
    audit.record({
      ...{ kind: 'operator', at: later(count), actor: 'Ann', address: '192.0.2.1', action: 'kick', subject: '7' },
      detail: { count },
    });
  }
  const first = audit.list({ limit: 2 });
  expect(first.map(({ detail }) => detail)).toEqual([{ count: 4 }, { count: 3 }]);
  const rest = audit.list({ before: first[1]?.id, limit: 10 });
  expect(rest.map(({ detail }) => detail.count)).toEqual([2, 1, 0]);
  expect(rest[2]).toMatchObject({ at: now, actor: 'Ann', address: '192.0.2.1', action: 'kick', subject: '7' });
});
