import { ratio } from './rates.ts';
import { count, type Reports, text } from './reports.ts';

/** The answers that came back on the way packets take, up to one moment. */
export type RoundTrips = {
  /** Which way it is; each counts its own. */
  readonly route: string;
  readonly lastSeconds: number;
  readonly totalSeconds: number;
  readonly answers: number;
};

/** Reads the answers of a connection. */
export function readRoundTrips(reports: Reports): RoundTrips {
  const route = reports.route();
  return {
    route: text(route, 'id'),
    lastSeconds: count(route, 'currentRoundTripTime'),
    totalSeconds: count(route, 'totalRoundTripTime'),
    answers: count(route, 'responsesReceived'),
  };
}

/**
 * To the server and back in milliseconds: the mean since `before`, because a browser asks once in seconds and one
 * answer that had to wait would stand for all of them; where none came since then, the last one.
 */
export function roundTripMs(before: RoundTrips, now: RoundTrips): number {
  const answers = now.route === before.route ? now.answers - before.answers : 0;
  return 1000 * (answers > 0 ? ratio(now.totalSeconds - before.totalSeconds, answers) : now.lastSeconds);
}
