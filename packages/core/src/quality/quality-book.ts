import { type Clock, type Millis, millis, seconds } from '@freshet/kit';
import type { AppID, StreamID, StreamReport, UserID } from '@freshet/protocol';
import { type StreamKey, streamKey } from '../rooms/room-key.ts';
import { DigestHistory, PERIOD, SampleHistory } from './history.ts';
import { latencyOf } from './latency.ts';
import { believed, digest, type QualityDigest, type QualitySample } from './sample.ts';

/** How long what nobody reports on any more is kept. */
const MEMORY = seconds(3 * 3600);
/** Viewers of all streams that are remembered one by one, at about 5 kB each; of more, the digests alone tell. */
const MOST_VIEWERS = 20_000;
/** How long one who is gone is remembered where places are short. */
const FAREWELL = seconds(60);
/** Streams of all projects that are remembered; of more, those of which nobody told anything for longest go. */
const MOST_STREAMS = 20_000;

/** Everything that is known of one stream. */
class StreamQuality {
  readonly publisher = new SampleHistory();
  readonly viewers = new Map<UserID, SampleHistory>();
  readonly digests = new DigestHistory();
  /** What the viewers reported in the period that runs, and in the one before. */
  #period = new Map<UserID, QualitySample>();
  #before: ReadonlyMap<UserID, QualitySample> = new Map();
  #periodIndex = 0;
  lastReport: Millis = millis(0);

  viewed(userID: UserID, played: QualitySample): void {
    this.settle(played.at);
    const latencyMs = latencyOf(this.publisher.last, played);
    const sample = latencyMs === undefined ? played : { ...played, latencyMs };
    this.#period.set(userID, sample);
    this.viewers.get(userID)?.add(sample);
  }

  /** What a viewer reported last. */
  latest(userID: UserID): QualitySample | undefined {
    return this.viewers.get(userID)?.last ?? this.#period.get(userID) ?? this.#before.get(userID);
  }

  /** Looks after one more viewer alone. */
  remember(userID: UserID): void {
    this.viewers.set(userID, new SampleHistory());
  }

  /** Digests the period that has ended at `now`, if one has. */
  settle(now: Millis): void {
    const index = Math.floor(now / PERIOD);
    if (index === this.#periodIndex) return;
    const end = millis((this.#periodIndex + 1) * PERIOD);
    // Reports come about once a period: one that is a moment late would be missing here and counted twice in the next.
    const told = new Map([...this.#before, ...this.#period]);
    if (this.#period.size > 0) this.digests.add(digest([...told.values()], end));
    this.#before = index === this.#periodIndex + 1 ? this.#period : new Map();
    this.#period = new Map();
    this.#periodIndex = index;
  }

  forgetViewers(before: Millis): void {
    for (const [userID, { last }] of this.viewers) if (!last || last.at < before) this.viewers.delete(userID);
  }
}

/**
 * What is known of the quality of streams: the last samples finely, the last hours coarsely. Kept in memory. It has no
 * timer: a period is digested when something is reported or asked after its end.
 */
export class QualityBook {
  readonly #clock: Clock;
  readonly #streams = new Map<StreamKey, StreamQuality>();
  #viewers = 0;
  #crowdedUntil = millis(0);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What its publisher reported, oldest first. */
  published(appID: AppID, streamID: StreamID, since: Millis): readonly QualitySample[] {
    return this.#find(appID, streamID)?.publisher.since(since) ?? [];
  }

  /** What its publisher reported last. */
  latestPublished(appID: AppID, streamID: StreamID): QualitySample | undefined {
    return this.#find(appID, streamID)?.publisher.last;
  }

  /** What all its viewers reported, oldest first. */
  played(appID: AppID, streamID: StreamID, since: Millis): readonly QualityDigest[] {
    return this.#find(appID, streamID)?.digests.since(since) ?? [];
  }

  /** What one viewer reported, oldest first. */
  playedBy(appID: AppID, streamID: StreamID, userID: UserID, since: Millis): readonly QualitySample[] {
    return this.#find(appID, streamID)?.viewers.get(userID)?.since(since) ?? [];
  }

  /** The last sample of each of these viewers. */
  latest(appID: AppID, streamID: StreamID, userIDs: readonly UserID[]): ReadonlyMap<UserID, QualitySample> {
    const stream = this.#find(appID, streamID);
    const found = userIDs.flatMap((userID): [UserID, QualitySample][] => {
      const last = stream?.latest(userID);
      return last ? [[userID, last]] : [];
    });
    return new Map(found);
  }

  /** Takes down what the publisher of a stream reports. */
  takePublished(appID: AppID, report: StreamReport): void {
    const now = this.#clock.now();
    this.#of(streamKey(appID, report.streamID as StreamID), now).publisher.add(believed(report, now));
  }

  /** Takes down what one viewer of a stream reports. */
  takePlayed(appID: AppID, userID: UserID, report: StreamReport): void {
    const now = this.#clock.now();
    const stream = this.#of(streamKey(appID, report.streamID as StreamID), now);
    if (!stream.viewers.has(userID) && this.#hasPlace(now)) {
      stream.remember(userID);
      this.#viewers += 1;
    }
    stream.viewed(userID, believed(report, now));
  }

  /** Forgets what is too old; called now and then. */
  tidy(): void {
    const before = millis(this.#clock.now() - MEMORY);
    for (const [key, stream] of this.#streams) if (stream.lastReport < before) this.#streams.delete(key);
    this.#forgetViewers(before);
  }

  // Where there is no place left, those who have gone make some.
  #hasPlace(now: Millis): boolean {
    if (this.#viewers >= MOST_VIEWERS && now >= this.#crowdedUntil) {
      this.#crowdedUntil = millis(now + PERIOD);
      this.#forgetViewers(millis(now - FAREWELL));
    }
    return this.#viewers < MOST_VIEWERS;
  }

  #forgetViewers(before: Millis): void {
    this.#viewers = 0;
    for (const stream of this.#streams.values()) {
      stream.forgetViewers(before);
      this.#viewers += stream.viewers.size;
    }
  }

  #find(appID: AppID, streamID: StreamID): StreamQuality | undefined {
    const stream = this.#streams.get(streamKey(appID, streamID));
    stream?.settle(this.#clock.now());
    return stream;
  }

  #of(key: StreamKey, now: Millis): StreamQuality {
    const stream = this.#streams.get(key) ?? new StreamQuality();
    stream.lastReport = now;
    // Deleted first, so that the order of the map stays that of the last reports.
    this.#streams.delete(key);
    this.#streams.set(key, stream);
    const [oldest] = this.#streams;
    if (this.#streams.size > MOST_STREAMS && oldest) {
      this.#streams.delete(oldest[0]);
      this.#viewers -= oldest[1].viewers.size;
    }
    return stream;
  }
}
