import { FreshetError, StreamResourceMode } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { defaultSwitches } from '../ports/project-store.ts';
import { chooseRoute } from './resource-policy.ts';

const { Default, OnlyCDN, OnlyL3, OnlyRTC, CDNPlus, Custom } = StreamResourceMode;
const all = { ...defaultSwitches, l3: true };

test.each([
  [Default, all, 'rtc'],
  [OnlyRTC, all, 'rtc'],
  [OnlyL3, all, 'l3'],
] as const)('mode %i with its service on goes its way', (mode, switches, route) => {
  expect(chooseRoute(mode, switches)).toBe(route);
});

test.each([
  ['L3 while L3 is off', OnlyL3, defaultSwitches, 1004072],
  ['RTC while RTC is off', OnlyRTC, { ...all, rtc: false }, 1000039],
  ['the default while RTC is off', Default, { ...all, rtc: false }, 1000039],
  ['CDN, which does not exist yet', OnlyCDN, all, 1000010],
  ['CDNPlus, which does not exist yet', CDNPlus, all, 1000010],
  ['Custom, which does not exist yet', Custom, all, 1000010],
  ['a number that is no mode', 9, all, 1000017],
])('%s is refused by its code', (_case, mode, switches, code) => {
  expect(() => chooseRoute(mode, switches)).toThrow(expect.objectContaining({ name: FreshetError.name, code }));
});
