import { millis } from '@freshet/kit';
import { describe, expect, test } from 'vitest';
import { clearLine, type Impairment, Lane } from './lane.ts';
import { seededRandom } from './random.ts';

function laneWith(impairment: Partial<Impairment>, seed = 1): Lane {
  const lane = new Lane(seededRandom(seed));
  lane.impairment = { ...clearLine, ...impairment };
  return lane;
}

/** Arrivals of packets of 1,000 bytes, one each millisecond. */
function send(lane: Lane, packets: number): (number | 'lost')[] {
  return Array.from({ length: packets }, (_, at) => lane.admit(at, 1000));
}

const arrived = (outcomes: readonly (number | 'lost')[]): number[] => outcomes.filter((at) => at !== 'lost');

describe('a lane', () => {
  test('that is clear hands packets on at once', () => {
    expect(send(laneWith({}), 3)).toEqual([0, 1, 2]);
  });

  test('with a delay adds it to each packet', () => {
    expect(send(laneWith({ delay: millis(50) }), 3)).toEqual([50, 51, 52]);
  });

  test('with jitter spreads packets and keeps their order', () => {
    const arrivals = arrived(send(laneWith({ jitter: millis(30) }), 500));
    expect(arrivals).toHaveLength(500);
    expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b));
    arrivals.forEach((at, sent) => {
      expect(at - sent).toBeGreaterThanOrEqual(0);
      expect(at - sent).toBeLessThan(30);
    });
  });

  test('with loss loses that share', () => {
    const lost = 2000 - arrived(send(laneWith({ loss: 0.1 }), 2000)).length;
    expect(lost).toBeGreaterThan(150);
    expect(lost).toBeLessThan(250);
  });

  test('with reordering holds that share back behind later packets', () => {
    const arrivals = arrived(send(laneWith({ reorder: 0.1 }), 2000));
    const late = arrivals.filter((at, sent) => at - sent === 20).length;
    expect(late).toBeGreaterThan(150);
    expect(late).toBeLessThan(250);
  });

  test('with a rate spaces packets, and loses those that would wait too long', () => {
    const outcomes = send(laneWith({ bytesPerSecond: 500_000 }), 1000);
    expect(outcomes.slice(0, 3)).toEqual([2, 4, 6]);
    expect(outcomes.filter((at) => at === 'lost').length).toBeGreaterThan(300);
  });

  test('does the same for the same seed, another thing for another', () => {
    const bad = { loss: 0.2, jitter: millis(20), reorder: 0.1 };
    expect(send(laneWith(bad, 7), 100)).toEqual(send(laneWith(bad, 7), 100));
    expect(send(laneWith(bad, 7), 100)).not.toEqual(send(laneWith(bad, 8), 100));
  });
});
