import { expect, test } from 'vitest';
import { socketAddress } from './address.ts';

test.each([
  ['http://localhost:8420', 'ws://localhost:8420/ws'],
  ['https://live.example.org', 'wss://live.example.org/ws'],
  ['https://live.example.org/watch?x=1', 'wss://live.example.org/ws'],
  ['wss://live.example.org:444/ws', 'wss://live.example.org:444/ws'],
])('%s leads to %s', (server, expected) => {
  expect(socketAddress(server)).toBe(expected);
});

test.each(['', 'live.example.org', 'ftp://live.example.org'])('%o is refused with 1000017', (server) => {
  expect(() => socketAddress(server)).toThrow(expect.objectContaining({ code: 1000017 }));
});
