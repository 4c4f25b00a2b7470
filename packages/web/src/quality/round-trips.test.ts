import { expect, test } from 'vitest';
import { Reports } from './reports.ts';
import { type RoundTrips, readRoundTrips, roundTripMs } from './round-trips.ts';

const before: RoundTrips = { route: 'P1', lastSeconds: 0.02, totalSeconds: 0.2, answers: 10 };
const later: RoundTrips = { route: 'P1', lastSeconds: 0.3, totalSeconds: 0.62, answers: 14 };

test('the round trip is the mean of the answers between two looks', () => {
  expect(roundTripMs(before, later)).toBeCloseTo(105);
});

test('without an answer between them, or on another way, it is the last one', () => {
  expect(roundTripMs(before, before)).toBe(20);
  expect(roundTripMs(before, { ...later, route: 'P2' })).toBe(300);
});

test('a browser that keeps no sum of them is taken at its last one', () => {
  const pair = { id: 'P', type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.04 };
  const trips = readRoundTrips(new Reports([new Map([[pair.id, pair]]) as never]));
  expect(roundTripMs(trips, trips)).toBe(40);
});
