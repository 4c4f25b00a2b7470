import { millis, seconds, systemClock } from '@freshet/kit';
import type { AppID, RoomID, StreamID, UserID } from '@freshet/protocol';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { RuleStore, Rules } from '../ports/rule-store.ts';
import type { RuleSubject, UserRule } from './facts.ts';
import { isAbout, RuleBook, type RuleEvents } from './rule-book.ts';

const appID = 7 as AppID;
const who = { roomID: 'room' as RoomID, userID: 'ann' as UserID, address: '192.0.2.1' };
const streamID = 's' as StreamID;

class KeptRules implements RuleStore {
  readonly kept = new Map<AppID, Rules>();

  load(): ReadonlyMap<AppID, Rules> {
    return this.kept;
  }

  save(id: AppID, rules: Rules): void {
    this.kept.set(id, structuredClone(rules));
  }
}

function open(store: RuleStore = new KeptRules()): RuleBook {
  const book = new RuleBook(store, systemClock);
  onTestFinished(() => book.close());
  return book;
}

const rule = (subject: RuleSubject, rights: Partial<UserRule> = {}): UserRule => ({
  subject,
  login: true,
  publish: false,
  expires: millis(systemClock.now() + 60_000),
  ...rights,
});

test.each<[string, RuleSubject, RuleSubject]>([
  ['an address', { type: 1, address: '192.0.2.1' }, { type: 1, address: '192.0.2.2' }],
  ['a room', { type: 2, roomID: who.roomID }, { type: 2, roomID: 'other' as RoomID }],
  ['a user', { type: 3, userID: who.userID }, { type: 3, userID: 'bob' as UserID }],
  [
    'a user in a room',
    { type: 4, roomID: who.roomID, userID: who.userID },
    { type: 4, roomID: 'other' as RoomID, userID: who.userID },
  ],
])('a rule about %s bars whom it is about, from what it says, in its project', (_what, subject, other) => {
  const book = open();
  book.setUserRule(appID, rule(other, { publish: true }));
  expect([book.bars(appID, who, 'login'), book.bars(appID, who, 'publish')]).toEqual([false, false]);
  book.setUserRule(appID, rule(subject));
  expect([book.bars(appID, who, 'login'), book.bars(appID, who, 'publish')]).toEqual([true, false]);
  expect(book.bars(8 as AppID, who, 'login')).toBe(false);
  expect(book.deleteUserRule(appID, subject)).toBe(true);
  expect(book.deleteUserRule(appID, subject)).toBe(false);
  expect(book.bars(appID, who, 'login')).toBe(false);
});

test.each([
  [
    '2001:db8:1:2::7',
    '2001:db8:1:2::/64',
    ['2001:db8:1:2:ffff::1', '2001:DB8:1:2::7'],
    ['2001:db8:1:3::7', '192.0.2.1'],
  ],
  ['::ffff:192.0.2.1', '192.0.2.1', ['192.0.2.1'], ['192.0.2.2']],
])('a rule about the address %s says that it is about %s, and is', (address, shown, its, others) => {
  const book = open();
  const heard: RuleSubject[] = [];
  book.events.on('userRuleSet', ({ rule: { subject } }) => void heard.push(subject));
  book.setUserRule(appID, rule({ type: 1, address }));
  expect(book.userRules(appID).map(({ subject }) => subject)).toEqual([{ type: 1, address: shown }]);
  const barred = (one: string) => book.bars(appID, { ...who, address: one }, 'login');
  expect([its.every(barred), others.some(barred)]).toEqual([true, false]);
  const [subject] = heard;
  const named = (one: string) => subject !== undefined && isAbout(subject, { ...who, address: one });
  expect([its.every(named), others.some(named)]).toEqual([true, false]);
  expect(book.deleteUserRule(appID, { type: 1, address: its[0] ?? '' })).toBe(true);
  expect(barred(address)).toBe(false);
});

test('a rule about an IPv6 address that was kept before is about its network', () => {
  const store = new KeptRules();
  const kept = rule({ type: 1, address: '2001:db8:1:2::7' });
  store.save(appID, { users: [kept], streams: [], forbidden: [] });
  const book = open(store);
  expect(book.userRules(appID)).toEqual([{ ...kept, subject: { type: 1, address: '2001:db8:1:2::/64' } }]);
  expect(book.bars(appID, { ...who, address: '2001:db8:1:2::8' }, 'login')).toBe(true);
});

test.each(['as they were kept', 'the other way round'])(
  'rules about addresses of one network that were kept before are one, which bars from all of it to the last end: %s',
  (order) => {
    const store = new KeptRules();
    const at = (end: number, rights: Partial<UserRule> = {}) =>
      rule({ type: 1, address: `2001:db8:1:2::${end}` }, { login: false, ...rights });
    const last = millis(systemClock.now() + 120_000);
    const other = rule({ type: 3, userID: 'bob' as UserID });
    const users = [at(1, { login: true }), at(2, { publish: true, expires: last }), at(3), other];
    if (order === 'the other way round') users.reverse();
    store.save(appID, { users, streams: [], forbidden: [streamID] });
    const book = open(store);
    const one = { subject: { type: 1, address: '2001:db8:1:2::/64' }, login: true, publish: true, expires: last };
    expect(book.userRules(appID)).toHaveLength(2);
    expect(book.userRules(appID)).toEqual(expect.arrayContaining([one, other]));
    expect(store.kept.get(appID)).toEqual({ users: book.userRules(appID), streams: [], forbidden: [streamID] });
  },
);

test.each(['before', 'after'])(
  'a rule about an address that has ended takes nothing from one of its network kept %s it, and adds nothing',
  (place) => {
    const store = new KeptRules();
    const standing = rule({ type: 1, address: '2001:db8:1:2::1' });
    const ended = rule({ type: 1, address: '2001:db8:1:2::2' }, { login: false, publish: true, expires: millis(1) });
    const users = place === 'before' ? [standing, ended] : [ended, standing];
    store.save(appID, { users, streams: [], forbidden: [] });
    const one = { ...standing, subject: { type: 1, address: '2001:db8:1:2::/64' } };
    expect(open(store).userRules(appID)).toEqual([one]);
    expect(store.kept.get(appID)?.users).toEqual([one]);
  },
);

test('a project has room for 100 rules about addresses and 200 of each other kind; a rule that stands can be changed', () => {
  const book = open();
  const address = (n: number): RuleSubject => ({ type: 1, address: `192.0.2.${n}` });
  const user = (n: number): RuleSubject => ({ type: 3, userID: `user-${n}` as UserID });
  for (let n = 0; n < 100; n += 1) expect(book.setUserRule(appID, rule(address(n)))).toBe('set');
  for (let n = 0; n < 200; n += 1) expect(book.setUserRule(appID, rule(user(n)))).toBe('set');
  expect(book.setUserRule(appID, rule(address(100)))).toBe('tooMany');
  expect(book.setUserRule(appID, rule(user(200)))).toBe('tooMany');
  expect(book.setUserRule(appID, rule(address(1), { publish: true }))).toBe('set');
  expect(book.userRules(appID)).toHaveLength(300);
});

test('what is forbidden is there again after a restart, but for what has ended meanwhile', () => {
  const store = new KeptRules();
  const book = open(store);
  book.setUserRule(appID, rule({ type: 3, userID: who.userID }));
  book.setUserRule(appID, rule({ type: 2, roomID: who.roomID }, { expires: millis(1) }));
  const muted = { roomID: who.roomID, streamID, disableAudio: true, disableVideo: false, created: millis(0) };
  book.setStreamRule(appID, { ...muted, expires: millis(systemClock.now() + 60_000) });
  book.forbid(appID, [streamID]);
  book.close();
  const again = open(store);
  expect(again.userRules(appID).map(({ subject }) => subject.type)).toEqual([3]);
  expect(again.muting(appID, who.roomID, streamID)).toEqual({ audio: true, video: false });
  expect(again.isForbidden(appID, streamID)).toBe(true);
  expect(again.forbidden(appID)).toEqual([streamID]);
  expect([again.resume(appID, streamID), again.resume(appID, streamID)]).toEqual([true, false]);
  expect(store.kept.get(appID)?.forbidden).toEqual([]);
});

test('a rule ends at its time, and a stream sounds again', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const book = open();
  const changes: RuleEvents['mutingChanged'][] = [];
  book.events.on('mutingChanged', (change) => void changes.push(change));
  const expires = (time: number) => millis(systemClock.now() + seconds(time));
  book.setUserRule(appID, rule({ type: 3, userID: who.userID }, { expires: expires(20) }));
  const muted = { roomID: who.roomID, streamID, disableAudio: true, disableVideo: true, created: systemClock.now() };
  book.setStreamRule(appID, { ...muted, expires: expires(10) });
  vi.advanceTimersByTime(9000);
  expect(book.muting(appID, who.roomID, streamID)).toEqual({ audio: true, video: true });
  vi.advanceTimersByTime(2000);
  expect(book.muting(appID, who.roomID, streamID)).toEqual({ audio: false, video: false });
  expect(book.streamRules(appID, who.roomID)).toEqual([]);
  expect(changes).toHaveLength(2);
  expect(book.bars(appID, who, 'login')).toBe(true);
  vi.advanceTimersByTime(10_000);
  expect(book.bars(appID, who, 'login')).toBe(false);
});

test('the rules of a project that is gone are gone', () => {
  const book = open();
  book.setUserRule(appID, rule({ type: 3, userID: who.userID }));
  book.forget(appID);
  expect(book.userRules(appID)).toEqual([]);
  expect(book.bars(appID, who, 'login')).toBe(false);
});

test('a project forbids 5000 streams and no more, those of one call all or none, and keeps them in one write', () => {
  const store = new KeptRules();
  const save = vi.spyOn(store, 'save');
  const book = open(store);
  const streams = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => `stream-${from + index}` as StreamID);
  expect(book.forbid(appID, streams(0, 4999))).toBe('forbidden');
  expect(save).toHaveBeenCalledTimes(1);
  expect(book.forbid(appID, streams(4998, 5001))).toBe('tooMany');
  expect(book.isForbidden(appID, 'stream-4999' as StreamID)).toBe(false);
  expect(book.forbid(appID, streams(4998, 5000))).toBe('forbidden');
  expect(book.forbid(appID, streams(0, 20))).toBe('forbidden');
  expect(store.kept.get(appID)?.forbidden).toHaveLength(5000);
  expect(save).toHaveBeenCalledTimes(2);
});

test('a rule ends at its time where the store cannot be written, and those after it too', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const store = new KeptRules();
  const book = open(store);
  const until = (length: number) => ({ expires: millis(systemClock.now() + length) });
  book.setUserRule(appID, rule({ type: 3, userID: who.userID }, until(1000)));
  book.setUserRule(appID, rule({ type: 2, roomID: who.roomID }, until(2000)));
  vi.spyOn(store, 'save').mockImplementation(() => {
    throw new Error('the disk is full');
  });
  vi.advanceTimersByTime(1000);
  expect(book.userRules(appID)).toHaveLength(1);
  vi.advanceTimersByTime(1000);
  expect(book.userRules(appID)).toEqual([]);
});
