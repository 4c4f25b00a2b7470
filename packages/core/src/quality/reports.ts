import { type Clock, millis } from '@freshet/kit';
import type { AppID, Params, SessionID, StreamReport, UserID } from '@freshet/protocol';
import { PERIOD } from './history.ts';
import type { QualityBook } from './quality-book.ts';
import { believed } from './sample.ts';
import type { Traffic } from './traffic.ts';

/** Reports that come sooner than this after the one before say nothing new. */
const SOONEST = millis(PERIOD / 2);

/** Who reports. */
type Reporter = { readonly appID: AppID; readonly userID: UserID };

/** Takes what clients report to where it is looked up. */
export class Reports {
  readonly #book: QualityBook;
  readonly #traffic: Traffic;
  readonly #clock: Clock;

  constructor(book: QualityBook, traffic: Traffic, clock: Clock) {
    this.#book = book;
    this.#traffic = traffic;
    this.#clock = clock;
  }

  take(id: SessionID, { appID, userID }: Reporter, { publishes, plays }: Params<'report'>): void {
    const now = this.#clock.now();
    const before = this.#traffic.at(id);
    if (before !== undefined && now >= before && now - before < SOONEST) return;
    const rate = (reports: readonly StreamReport[]): number =>
      reports.reduce((sum, report) => sum + believed(report, now).kbps, 0);
    this.#traffic.set(id, { kbpsIn: rate(publishes), kbpsOut: rate(plays), at: now });
    for (const report of publishes) this.#book.takePublished(appID, report);
    for (const report of plays) this.#book.takePlayed(appID, userID, report);
  }
}
