import { expect, test } from 'vitest';
import { Emitter } from './emitter.ts';

type Events = { joined: { userID: string }; closed: { reason: string } };

test('listeners hear events in order until they leave', () => {
  const events = new Emitter<Events>();
  const heard: string[] = [];
  const off = events.on('joined', ({ userID }) => heard.push(`a:${userID}`));
  events.once('joined', ({ userID }) => heard.push(`b:${userID}`));
  events.emit('joined', { userID: '1' });
  off();
  events.emit('joined', { userID: '2' });
  expect(heard).toEqual(['a:1', 'b:1']);
});

test('a listener that throws is reported and the others are still told', () => {
  const failures: string[] = [];
  const events = new Emitter<Events>((error, event) => failures.push(`${event}: ${String(error)}`));
  let told = false;
  events.on('closed', () => {
    throw new Error('broken');
  });
  events.on('closed', () => {
    told = true;
  });
  events.emit('closed', { reason: 'test' });
  expect(told).toBe(true);
  expect(failures).toEqual(['closed: Error: broken']);
});
