import { type Millis, millis, Scope, seconds } from '@freshet/kit';
import { FreshetError } from '@freshet/protocol';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Endeavour } from './endeavour.ts';
import { Gate } from './gate.ts';

type Attempt = (attempt: Scope) => Promise<void>;

function make(
  attempts: Attempt[],
  retryTime: Millis = seconds(300),
  isPatient = false,
): { endeavour: Endeavour; live: Gate; scope: Scope; told: string[] } {
  const told: string[] = [];
  const scope = new Scope();
  const live = new Gate();
  const endeavour = new Endeavour({
    scope,
    live,
    retryTime,
    attempt: (attempt) => {
      told.push('try');
      return attempts.shift()?.(attempt) ?? Promise.resolve();
    },
    troubled: ({ code }) => told.push(`trouble ${code}`),
    gaveUp: ({ code }) => {
      told.push(`gave up ${code}`);
      scope.close();
    },
    otherwise: 1004099,
    spent: 1004020,
    isPatient: () => isPatient,
  });
  return { endeavour, live, scope, told };
}

test('nothing is tried before the gate is open', async () => {
  const { endeavour, live, scope, told } = make([]);
  const run = endeavour.run();
  await Promise.resolve();
  expect(told).toEqual([]);
  live.open();
  await live.passage();
  await Promise.resolve();
  await Promise.resolve();
  expect(told).toEqual(['try']);
  scope.close();
  await run;
});

test('what passes is tried again, what does not ends it', async () => {
  const refuse =
    (code: 1004002 | 1004080): Attempt =>
    () =>
      Promise.reject(new FreshetError(code));
  const { endeavour, live, told } = make([refuse(1004002), () => Promise.reject(new Error('odd')), refuse(1004080)]);
  live.open();
  await endeavour.run();
  expect(told).toEqual(['try', 'trouble 1004002', 'try', 'trouble 1004099', 'try', 'gave up 1004080']);
});

test('a restart ends the standing attempt and begins the next at once', async () => {
  const ended: string[] = [];
  const again = Promise.withResolvers<void>();
  const { endeavour, live, scope, told } = make([
    (attempt) => {
      attempt.add(() => ended.push('first'));
      queueMicrotask(() => endeavour.restart(new FreshetError(1004020)));
      return Promise.resolve();
    },
    () => {
      again.resolve();
      return Promise.resolve();
    },
  ]);
  live.open();
  const run = endeavour.run();
  await again.promise;
  expect(ended).toEqual(['first']);
  expect(told).toEqual(['try', 'trouble 1004020', 'try']);
  scope.close();
  await run;
});

describe('by a clock of its own', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const pass = (time: Millis): Promise<unknown> => vi.advanceTimersByTimeAsync(time);
  const hanging = (): Promise<void> => new Promise(() => undefined);

  test('the time for trying runs on while the room is away', async () => {
    const { endeavour, live, told } = make([], seconds(5));
    live.open();
    void endeavour.run();
    await pass(seconds(1));
    live.shut();
    endeavour.restart(new FreshetError(1004020));
    await pass(millis(4999));
    expect(told).toEqual(['try', 'trouble 1004020']);
    await pass(millis(1));
    expect(told).toEqual(['try', 'trouble 1004020', 'gave up 1004020']);
  });

  test('the time for trying runs on while an attempt hangs', async () => {
    const { endeavour, live, told } = make([() => Promise.reject(new Error('odd')), hanging], seconds(5));
    live.open();
    void endeavour.run();
    await pass(seconds(4));
    expect(told).toEqual(['try', 'trouble 1004099', 'try']);
    await pass(seconds(1));
    expect(told.at(-1)).toBe('gave up 1004020');
  });

  test('what falters and does not recover in time is given up', async () => {
    const { endeavour, live, told } = make([], seconds(5));
    live.open();
    void endeavour.run();
    await pass(seconds(1));
    endeavour.falter();
    await pass(seconds(5));
    expect(told).toEqual(['try', 'gave up 1004020']);
  });

  test('what recovers in time goes on', async () => {
    const { endeavour, live, scope, told } = make([], seconds(5));
    live.open();
    void endeavour.run();
    await pass(seconds(1));
    endeavour.falter();
    await pass(seconds(4));
    endeavour.recover();
    await pass(seconds(3600));
    expect(told).toEqual(['try']);
    scope.close();
  });

  test('what is waited for with patience is tried without an end', async () => {
    const absent = (): Promise<void> => Promise.reject(new FreshetError(1004002));
    const { endeavour, live, scope, told } = make(Array<Attempt>(1000).fill(absent), seconds(5), true);
    live.open();
    void endeavour.run();
    await pass(seconds(3600));
    expect(new Set(told)).toEqual(new Set(['try', 'trouble 1004002']));
    scope.close();
  });
});
