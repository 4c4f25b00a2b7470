import type { RuleView } from '@freshet/protocol/console';
import { expect, test } from 'vitest';
import { subjectText } from './subject-text.ts';

const rule = {
  id: '1',
  login: true,
  publish: true,
  address: '192.0.2.7',
  roomID: 'demo',
  userID: 'ann',
  streamID: 'cam',
};

test.each<[RuleView['kind'], string]>([
  ['address', '192.0.2.7'],
  ['room', 'demo'],
  ['user', 'ann'],
  ['roomUser', 'ann @ demo'],
  ['stream', 'cam @ demo'],
])('a rule about a %s names it', (kind, text) => {
  expect(subjectText({ ...rule, kind }, (subject, roomID) => `${subject} @ ${roomID}`)).toBe(text);
});
