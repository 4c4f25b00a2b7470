import type { StreamInfo, User } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { Roster } from './roster.ts';

const user = (userID: string): User => ({ userID, userName: userID });
const stream = (streamID: string, userID: string): StreamInfo => ({ streamID, user: user(userID), extraInfo: '' });

test('the first snapshot adds everyone else and their streams, and never oneself', () => {
  const roster = new Roster('me');
  const change = roster.replace({ users: [user('me'), user('a')], streams: [stream('s', 'a'), stream('mine', 'me')] });
  expect(change.usersAdded).toEqual([user('a')]);
  expect(change.streamsAdded).toEqual([stream('s', 'a')]);
});

test('a snapshot after a return tells the difference alone', () => {
  const roster = new Roster('me');
  roster.replace({ users: [user('a'), user('b')], streams: [stream('s', 'a')] });
  const change = roster.replace({ users: [user('b'), user('c')], streams: [stream('t', 'c')] });
  expect(change.usersAdded).toEqual([user('c')]);
  expect(change.usersRemoved).toEqual([user('a')]);
  expect(change.streamsAdded).toEqual([stream('t', 'c')]);
  expect(change.streamsRemoved.map((one) => one.stream.streamID)).toEqual(['s']);
});

test('a stream that went and came in one event is told both ways', () => {
  const roster = new Roster('me');
  roster.replace({ users: [], streams: [stream('s', 'a')] });
  const change = roster.streams({ added: [stream('s', 'a')], removed: [{ stream: stream('s', 'a'), reason: 1 }] });
  expect(change.streamsRemoved).toHaveLength(1);
  expect(change.streamsAdded).toHaveLength(1);
});

test('a removal of what is not known is not told', () => {
  const roster = new Roster('me');
  expect(roster.users({ added: [], removed: [user('x')] })).toEqual({ usersAdded: [], usersRemoved: [] });
});

test('what a publisher says of its stream is told where it differs, however it was learnt', () => {
  const roster = new Roster('me');
  const said = (extraInfo: string): StreamInfo => ({ ...stream('s', 'a'), extraInfo });
  roster.replace({ users: [], streams: [said('one')] });
  expect(roster.describe({ streams: [said('one')] }).streamsDescribed).toEqual([]);
  expect(roster.describe({ streams: [said('two'), stream('mine', 'me')] }).streamsDescribed).toEqual([said('two')]);
  const change = roster.replace({ users: [], streams: [said('three')] });
  expect(change.streamsDescribed).toEqual([said('three')]);
  expect(change.streamsAdded).toEqual([]);
  expect(roster.knownStreams).toEqual([said('three')]);
});

test('a stream that has another publisher after a return went and came', () => {
  const roster = new Roster('me');
  roster.replace({ users: [], streams: [stream('s', 'a')] });
  const change = roster.replace({ users: [], streams: [stream('s', 'b')] });
  expect(change.streamsRemoved.map((one) => one.stream.user.userID)).toEqual(['a']);
  expect(change.streamsAdded).toEqual([stream('s', 'b')]);
});
