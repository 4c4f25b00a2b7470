import { millis, Scope, seconds } from '@freshet/kit';
import { expect, test } from 'vitest';
import { Alarm } from './alarm.ts';
import { listenTo } from './wake-ups.ts';
import { Ended } from './within.ts';

test('a sleep ends by itself', async () => {
  const alarm = new Alarm(new Scope());
  await expect(alarm.sleep(millis(1))).resolves.toBeUndefined();
});

test('a wake-up that is due ends the sleep at once', async () => {
  const scope = new Scope();
  const alarm = new Alarm(scope);
  const page = new EventTarget();
  let due = false;
  let woken = 0;
  listenTo([{ source: page, type: 'online', isDue: () => due }], scope, () => {
    woken += 1;
    alarm.wake();
  });
  const sleep = alarm.sleep(seconds(3600));
  page.dispatchEvent(new Event('online'));
  due = true;
  page.dispatchEvent(new Event('online'));
  await sleep;
  expect(woken).toBe(1);
  scope.close();
});

test('a sleeper whose owner is closed is told so', async () => {
  const scope = new Scope();
  const sleep = new Alarm(scope).sleep(seconds(3600));
  scope.close();
  await expect(sleep).rejects.toBeInstanceOf(Ended);
});
