import { Scope } from '@freshet/kit';
import { FreshetError } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { Endeavour } from './endeavour.ts';
import { Gate } from './gate.ts';

type Attempt = (attempt: Scope) => Promise<void>;

function make(attempts: Attempt[]): { endeavour: Endeavour; live: Gate; scope: Scope; told: string[] } {
  const told: string[] = [];
  const scope = new Scope();
  const live = new Gate();
  const endeavour = new Endeavour({
    scope,
    live,
    attempt: (attempt) => {
      told.push('try');
      return attempts.shift()?.(attempt) ?? Promise.resolve();
    },
    troubled: ({ code }) => told.push(`trouble ${code}`),
    gaveUp: ({ code }) => told.push(`gave up ${code}`),
    otherwise: 1004099,
    spent: 1004020,
    isPatient: () => false,
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
