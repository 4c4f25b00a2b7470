import { randomInt, randomUUID } from 'node:crypto';
import {
  type Log,
  type Notice,
  type NoticeName,
  type Notices,
  noticeNames,
  type Project,
  type ProjectStore,
} from '@freshet/core';
import { type Clock, type Millis, millis, Scope, seconds } from '@freshet/kit';
import type { AppID } from '@freshet/protocol';
import type { DeliveryView } from '@freshet/protocol/console';
import type { Delivery, DeliveryState, Letter, SqliteOutbox } from '@freshet/store';
import { AddressGuard } from './address-guard.ts';
import { describe, proven } from './callback-body.ts';
import { Dispatcher } from './dispatcher.ts';
import { endsOf } from './ends.ts';
import { Names } from './names.ts';
import { type Outcome, Poster } from './poster.ts';
import { signature } from './signature.ts';
import { Tally } from './tally.ts';
import { ToldLetters } from './told-letters.ts';

/** How long callbacks are tried and kept. */
export type CallbackPeriods = {
  /** From the first attempt to the second; doubled after each. */
  readonly first: Millis;
  /** The longest wait between two attempts. */
  readonly longest: Millis;
  /** From the telling, or the last start of the server, until no further attempt is made. */
  readonly giveUp: Millis;
  /** Until an attempt without an answer has failed, the look-up of its name included. */
  readonly patience: Millis;
  /** How long what was delivered or given up can be seen and sent again. */
  readonly keep: Millis;
};

export type CallbacksOptions = {
  readonly outbox: SqliteOutbox;
  readonly projects: Pick<ProjectStore, 'list' | 'events'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Private addresses and networks that callbacks may go to. */
  readonly privateNetworks: readonly string[];
  /** Shorter or longer periods, for tests. */
  readonly periods?: Partial<CallbackPeriods>;
  /** Other name servers than the system's, for tests. */
  readonly nameServers?: readonly string[];
};

/** Which deliveries are wanted, newest first. */
export type DeliveriesWish = {
  readonly appID: AppID;
  /** Those before the one of this ID. */
  readonly before?: number | undefined;
  readonly state?: DeliveryState | undefined;
  readonly limit: number;
};

const PERIODS: CallbackPeriods = {
  first: seconds(2),
  longest: seconds(900),
  giveUp: seconds(86_400),
  patience: seconds(5),
  keep: seconds(7 * 86_400),
};
/** How many delivered and how many failed deliveries of a project are kept, as a bound of each. */
const KEPT = 500_000;
const BEAT = seconds(10);
const EXPIRY = seconds(60);
/** Between two parts of what is to be forgotten, in which the server does its other work. */
const PRUNING = millis(200);

/**
 * Tells the backends of projects what happens in their rooms. A notice is in the database before the turn ends in which
 * it is told; each goes out until it is taken or a day has passed, under one ID.
 */
export class Callbacks implements Notices {
  readonly #options: CallbacksOptions;
  readonly #periods: CallbackPeriods;
  readonly #projects = new Map<AppID, Project>();
  readonly #names: Names;
  readonly #poster: Poster;
  readonly #dispatcher: Dispatcher;
  readonly #scope = new Scope();
  readonly #told: ToldLetters;
  readonly #gaveWay: Tally;
  #cancelPruning = (): void => undefined;

  /** Tells first that everything has ended that was going on when the server last ended. */
  static async open(options: CallbacksOptions): Promise<Callbacks> {
    const callbacks = new Callbacks(options, await options.projects.list());
    callbacks.#start();
    return callbacks;
  }

  private constructor(options: CallbacksOptions, projects: readonly Project[]) {
    const { outbox, clock, log, privateNetworks, nameServers: servers } = options;
    this.#options = options;
    this.#periods = { ...PERIODS, ...options.periods };
    for (const project of projects) this.#projects.set(project.appID, project);
    const { patience } = this.#periods;
    this.#names = new Names({ patience: millis(patience / 2), servers });
    this.#poster = new Poster(new AddressGuard(privateNetworks, this.#names), patience);
    this.#told = new ToldLetters({
      ...{ clock, log },
      write: (letters) => this.#keep(letters),
      onWritten: (letters) => this.#attempted(() => this.#wake(letters)),
    });
    this.#gaveWay = new Tally(clock, (count) =>
      log.warn({ count }, 'too many callbacks of a project wait: its oldest have failed, and can be sent again'),
    );
    const attempt = (delivery: Delivery): Promise<Outcome> => this.#attempt(delivery);
    this.#dispatcher = new Dispatcher({ outbox, clock, log, retry: this.#periods, attempt });
  }

  /** What is told or was, for the log of deliveries. */
  deliveries({ appID, limit, ...wish }: DeliveriesWish): { deliveries: DeliveryView[]; more: boolean } {
    const found = this.#options.outbox.list(appID, { ...wish, limit: limit + 1 });
    return { deliveries: found.slice(0, limit).map(viewOf), more: found.length > limit };
  }

  tell(notice: Notice): void {
    const letter = this.#letterOf(notice);
    if (letter) this.#told.add(letter);
  }

  /** Sends these again, whatever became of them, as far as their events are told at all; answers how many. */
  replay(appID: AppID, ids: readonly number[]): number {
    const count = this.again(appID, ids);
    this.hurry(appID);
    return count;
  }

  /** {@link replay} without sending: {@link hurry} does. */
  again(appID: AppID, ids: readonly number[]): number {
    const project = this.#projects.get(appID);
    const counts = noticeNames.map((event) => {
      const url = urlOf(project, event);
      return url === undefined ? 0 : this.#options.outbox.replay(appID, ids, event, url, this.#times());
    });
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** Sends what waits of a project and is due. */
  hurry(appID: AppID): void {
    this.#dispatcher.hurry(appID);
  }

  /** Breaks off what is on its way: it goes out after the next start. What is told afterwards is still kept. */
  async close(): Promise<void> {
    this.#scope.close();
    this.#told.write();
    this.#poster.close();
    this.#names.close();
    await this.#dispatcher.close();
  }

  #start(): void {
    const { outbox, projects } = this.#options;
    const { now, giveUp } = this.#times();
    const changed = (appID: AppID, project: Project | undefined): void =>
      this.#attempted(() => this.#projectChanged(appID, project));
    this.#scope.add(projects.events.on('changed', ({ appID, project }) => changed(appID, project)));
    const ended = outbox.lastBeat() ?? now;
    const ends = outbox.openRooms().flatMap((room) => endsOf(room, ended));
    const letters = ends.flatMap((notice) => this.#letterOf(notice) ?? []);
    this.#gaveWay.add(outbox.keepEnds(letters, now, giveUp));
    for (const appID of new Set(outbox.targets().map((target) => target.appID))) this.#redirect(appID);
    outbox.hurry(now, giveUp);
    this.#beat();
    this.#scope.every(BEAT, () => this.#attempted(() => this.#beat()));
    this.#scope.every(EXPIRY, () => this.#attempted(() => outbox.expire(this.#options.clock.now())));
    this.#dispatcher.hurry();
  }

  #letterOf(notice: Notice): Letter | undefined {
    const project = this.#projects.get(notice.appID);
    if (!project?.switches.callbacks) return undefined;
    const deliveryID = randomUUID();
    const isQuiet = notice.name === 'room_close' && notice.isQuiet;
    return {
      notice,
      url: isQuiet ? undefined : urlOf(project, notice.name),
      body: (seq) => describe(notice, { deliveryID, seq }),
    };
  }

  #keep(letters: readonly Letter[]): void {
    const { now, giveUp } = this.#times();
    this.#gaveWay.add(this.#options.outbox.keep(letters, now, giveUp));
  }

  #wake(letters: readonly Letter[]): void {
    for (const { notice, url } of letters) {
      if (url === undefined) continue;
      this.#dispatcher.wake({ appID: notice.appID, origin: new URL(url).origin }, notice.roomID);
    }
  }

  async #attempt({ appID, event, url, body }: Delivery): Promise<Outcome> {
    const project = this.#projects.get(appID);
    if (!project) return { name: 'refused', result: 'the project was removed' };
    const now = this.#options.clock.now();
    const timestamp = Math.floor(now / 1000);
    const nonce = String(randomInt(2 ** 48 - 1));
    const proof = { timestamp, nonce, signature: signature(secretOf(project, now), timestamp, nonce) };
    return this.#poster.post(url, proven(body, event, proof));
  }

  #projectChanged(appID: AppID, project: Project | undefined): void {
    if (project) {
      this.#projects.set(appID, project);
      this.#redirect(appID);
    } else {
      this.#projects.delete(appID);
      this.#told.forget(appID);
      this.#options.outbox.forget(appID);
    }
    this.#dispatcher.hurry(appID);
  }

  // What cannot be written ends neither the server nor the media in it.
  #attempted(task: () => void): void {
    try {
      task();
    } catch (error) {
      this.#options.log.error({ error }, 'the outbox cannot be written: make room in the data folder');
    }
  }

  #redirect(appID: AppID): void {
    const project = this.#projects.get(appID);
    for (const event of noticeNames) this.#options.outbox.redirect(appID, event, urlOf(project, event));
  }

  #beat(): void {
    const { outbox, clock } = this.#options;
    this.#told.write();
    this.#gaveWay.add(0);
    outbox.beat(clock.now());
    this.#prune();
  }

  // Part by part: what is forgotten at once holds up the server, and must be no less than what comes.
  #prune(): void {
    this.#cancelPruning();
    const { outbox, clock } = this.#options;
    if (!outbox.prune(millis(clock.now() - this.#periods.keep), KEPT)) return;
    this.#cancelPruning = this.#scope.after(PRUNING, () => this.#attempted(() => this.#prune()));
  }

  #times(): { readonly now: Millis; readonly giveUp: Millis } {
    const now = this.#options.clock.now();
    return { now, giveUp: millis(now + this.#periods.giveUp) };
  }
}

function urlOf(project: Project | undefined, event: NoticeName): string | undefined {
  const url = project?.switches.callbacks ? project.callbackURLs[event] : undefined;
  return url !== undefined && URL.canParse(url) ? url : undefined;
}

/** The backend has until the end of the overlap to learn the new secret: the one before signs for as long. */
const secretOf = ({ callbackSecret, formerCallbackSecret: former }: Project, now: Millis): string =>
  former && former.until > now ? former.secret : callbackSecret;

const viewOf = ({ appID: _, ...delivery }: Delivery): DeliveryView => delivery;
