import { StreamDeleteReason } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { endingOf } from './ending.ts';

const told = (code: number): string => JSON.stringify({ stream_delete_reason: [{ streamID: 's', code }] });

test.each([
  ['stopped', told(StreamDeleteReason.PublisherStopped)],
  ['stopped', told(StreamDeleteReason.RemovedByServer)],
  ['lost', told(StreamDeleteReason.HeartbeatTimeout)],
  ['lost', told(StreamDeleteReason.Disconnected)],
  ['stopped', '{}'],
  ['stopped', 'no JSON'],
  ['stopped', JSON.stringify({ stream_delete_reason: [{ streamID: 'other', code: 2 }] })],
] as const)('a stream is %s after %s', (ending, extendedData) => {
  expect(endingOf({ StreamDeleteReason }, 's', extendedData)).toBe(ending);
});
