import { expect, test } from 'vitest';
import { EventRecorder } from './event-recorder.ts';

test('an event that has come already is found at once', async () => {
  const recorder = new EventRecorder<string>();
  recorder.add('joined');
  await expect(recorder.waitFor((event) => event === 'joined', 'joined')).resolves.toBe('joined');
});

test('an event that is still to come is waited for', async () => {
  const recorder = new EventRecorder<string>();
  const joined = recorder.waitFor((event) => event === 'joined', 'joined');
  recorder.add('other');
  recorder.add('joined');
  await expect(joined).resolves.toBe('joined');
});

test('a mark leaves out what came before it', async () => {
  const recorder = new EventRecorder<{ name: string; turn: number }>();
  recorder.add({ name: 'joined', turn: 1 });
  const again = recorder.waitFor(({ name }) => name === 'joined', 'joined again', { after: recorder.all.length });
  recorder.add({ name: 'joined', turn: 2 });
  await expect(again).resolves.toEqual({ name: 'joined', turn: 2 });
});

test('an event that never comes fails with the list of what did', async () => {
  const recorder = new EventRecorder<{ name: string }>();
  recorder.add({ name: 'left' });
  const joined = recorder.waitFor(({ name }) => name === 'joined', 'the user joins', { within: 5 });
  await expect(joined).rejects.toThrow(/the user joins: did not come; what came:\n {2}{"name":"left"}/);
});
