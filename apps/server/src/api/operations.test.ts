import { type OperationName, operationNames, operations } from '@freshet/protocol/server-api';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiStage } from './testing/api-stage.ts';
import { type Case, cases } from './testing/cases.ts';
import { refusals } from './testing/refusals.ts';
import { ScriptedControl } from './testing/scripted-control.ts';

let control: ScriptedControl;
let stage: ApiStage;

beforeEach(async () => {
  control = new ScriptedControl();
  stage = await ApiStage.open(control);
});
afterEach(() => stage.close());

async function prepare(before: Case['before'] = []): Promise<void> {
  for (const [name, params] of before) {
    expect(await stage.bearer(name, params)).toMatchObject({ status: 200 });
  }
}

describe.each(operationNames)('%s', (name) => {
  const { action, rates, tooOften } = operations[name];
  const one = cases[name];

  test('answers the signed form with the names of the original', async () => {
    await prepare(one.before);
    const reply = await stage.signed(action, one.query);
    expect(reply).toMatchObject({ Code: one.code ?? 0, Data: one.data });
    expect(control.done).toEqual(one.done ?? []);
  });

  test('takes the signed form as a JSON body too', async () => {
    await prepare(one.before);
    const reply = await stage.signed(action, '', { body: one.body });
    expect(reply).toMatchObject({ Code: one.code ?? 0, Data: one.data });
  });

  test('answers the bearer form with what the table promises', async () => {
    await prepare(one.before);
    const { status, body } = await stage.bearer(name, one.params);
    expect({ status, body }).toEqual({ status: 200, body: one.result });
    expect(operations[name].result.parse(body)).toEqual(body);
    expect(control.done).toEqual(one.done ?? []);
  });

  test('is refused beyond its rate, in both forms together, until the second is over', async () => {
    for (let call = 0; call < rates.project.calls; call += 1) {
      const { body } = await stage.bearer(name, {});
      expect(body).not.toMatchObject({ code: tooOften });
    }
    expect(await stage.signed(action, one.query)).toMatchObject({ Code: tooOften });
    expect(await stage.bearer(name, one.params)).toMatchObject({ status: 429, body: { code: tooOften } });
    stage.pass(1);
    await prepare(one.before);
    expect(await stage.bearer(name, one.params)).toMatchObject({ status: 200 });
  });
});

test('a rule about an IPv6 address shows the network it is held against, and is found by any address of it', async () => {
  const about = (ip: string) => ({ ruleType: 1 as const, ip });
  await stage.bearer('setForbidUserRule', { ...about('2001:DB8:1:2::7'), disabledPrivileges: [1], effectiveTime: 60 });
  const shown = [expect.objectContaining({ ip: '2001:db8:1:2::/64' })];
  for (const [ip, ruleList] of [
    ['2001:db8:1:2:3::9', shown],
    ['2001:db8:1:2::/64', shown],
    ['2001:db8:1:3::7', []],
  ] as const) {
    expect(await stage.bearer('describeForbidUserRules', about(ip))).toEqual({ status: 200, body: { ruleList } });
  }
  expect(await stage.bearer('delForbidUserRule', about('2001:db8:1:2::/64'))).toEqual({ status: 200, body: {} });
});

test('changes stand in the audit log with who made them, and questions, messages and refused calls do not', async () => {
  const kick = { roomID: 'lobby', userIDs: ['bob'] };
  await stage.bearer('kickoutUser', kick);
  await stage.signed('ForbidRTCStream', 'StreamId=main&Sequence=1');
  await stage.bearer('closeRoom', { roomID: 'empty' });
  await stage.bearer('kickoutUser', kick, 'guess');
  for (const name of operationNames) {
    if (name.startsWith('describe') || name.startsWith('send')) await stage.bearer(name, cases[name].params);
  }
  const subject = String(stage.project.appID);
  expect(stage.store.audit.list({ limit: 9 })).toMatchObject([
    { actor: 'signed request', action: 'forbidRTCStream', subject, detail: { streamID: 'main' } },
    { actor: 'api key test', address: '127.0.0.1', action: 'kickoutUser', subject, at: stage.now, detail: kick },
  ]);
});

test.each(operationNames.filter((name) => !name.startsWith('describe') && !name.startsWith('send')))(
  '%s is a change that the audit log tells of',
  async (name) => {
    await prepare(cases[name].before);
    await stage.bearer(name, cases[name].params);
    expect(stage.store.audit.list({ limit: 1 })).toMatchObject([{ action: name }]);
  },
);

test('a change that cannot be written down is made all the same, and logged', async () => {
  vi.spyOn(stage.store.audit, 'record').mockImplementation(() => {
    throw new Error('database or disk is full');
  });
  expect(await stage.bearer('kickoutUser', { roomID: 'lobby', userIDs: ['bob'] })).toMatchObject({ status: 200 });
  expect(stage.faults).toHaveLength(1);
});

describe.each<OperationName>(['describeUserList', 'describeSimpleStreamList'])('%s', (name) => {
  test('is refused where one room is asked for too often', async () => {
    const { action, rates } = operations[name];
    expect(await stage.bearer(name, { roomID: 'lobby' })).toMatchObject({ status: 200 });
    expect(await stage.bearer(name, { roomID: 'lobby' })).toMatchObject({ status: 429, body: { code: 207 } });
    expect(await stage.signed(action, 'RoomId=lobby')).toMatchObject({ Code: 207 });
    expect(await stage.bearer(name, { roomID: 'other' })).toMatchObject({ status: 200 });
    stage.pass('room' in rates ? rates.room.seconds : 0);
    expect(await stage.signed(action, 'RoomId=lobby')).toMatchObject({ Code: 0 });
  });
});

test.for(refusals)('%s: %s is refused with %i', async ([name, , code, params, ...before]) => {
  await prepare(before);
  const { body } = await stage.bearer(name, params);
  expect(body).toMatchObject({ code });
});

test('every code that an operation names is met by it', () => {
  const met = (name: OperationName) => refusals.filter(([of]) => of === name).map(([, , code]) => code);
  for (const name of operationNames) {
    const { codes } = operations[name];
    const common: readonly number[] = [207];
    expect({ name, missing: codes.filter((code) => !common.includes(code) && !met(name).includes(code)) }).toEqual({
      name,
      missing: [],
    });
  }
});
