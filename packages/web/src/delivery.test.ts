import { expect, test } from 'vitest';
import { Delivery } from './delivery.ts';

test('events reach the handler in order, after the work that told them', async () => {
  const delivery = new Delivery();
  const heard: number[] = [];
  delivery.setHandler({ onRoomOnlineUserCountUpdate: (_roomID, count) => heard.push(count) });
  delivery.tell('onRoomOnlineUserCountUpdate', 'r', 1);
  delivery.tell('onRoomOnlineUserCountUpdate', 'r', 2);
  expect(heard).toEqual([]);
  await Promise.resolve();
  expect(heard).toEqual([1, 2]);
});

test('a second handler is refused with 1000008 until the first is taken away', () => {
  const delivery = new Delivery();
  delivery.setHandler({});
  expect(() => delivery.setHandler({})).toThrow(expect.objectContaining({ code: 1000008 }));
  delivery.setHandler(null);
  expect(() => delivery.setHandler({})).not.toThrow();
});

test('nothing is told once the handler is taken away', async () => {
  const delivery = new Delivery();
  let told = 0;
  delivery.setHandler({
    onAutoplayFailed: () => {
      told += 1;
    },
  });
  delivery.tell('onAutoplayFailed', 's');
  delivery.setHandler(null);
  await Promise.resolve();
  expect(told).toBe(0);
});
