import { type Clock, Emitter, type Millis, millis, Scope } from '@freshet/kit';
import type { AppID, RoomID, StreamID, UserID } from '@freshet/protocol';
import { countedAs } from '../addresses.ts';
import type { Muting } from '../ports/media-plane.ts';
import type { RuleStore, Rules } from '../ports/rule-store.ts';
import type { RuleSubject, StreamRule, UserRule } from './facts.ts';
import { asItMatches, standingRules, subjectKey } from './user-rules.ts';

/** How many rules a project may have: of addresses, of each other kind of subject, and of streams; and streams it forbids. */
const MOST = { addresses: 100, others: 200, forbidden: 5000 } as const;
/** A timer of the platform counts in 32 bits. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Someone whom a rule may be about. */
export type Who = {
  readonly roomID: RoomID;
  readonly userID: UserID;
  readonly address: string;
};

export type RuleEvents = {
  userRuleSet: { readonly appID: AppID; readonly rule: UserRule };
  /** What is kept from those who play the stream is not what it was. */
  mutingChanged: { readonly appID: AppID; readonly roomID: RoomID; readonly streamID: StreamID };
  forbidden: { readonly appID: AppID; readonly streamID: StreamID };
};

class ProjectRules {
  readonly users = new Map<string, UserRule>();
  readonly streams = new Map<string, StreamRule>();
  readonly forbidden = new Set<StreamID>();
}

/** What is forbidden in all projects: kept over restarts, and gone when its time is over. */
export class RuleBook {
  readonly events = new Emitter<RuleEvents>();
  readonly #store: RuleStore;
  readonly #clock: Clock;
  readonly #projects = new Map<AppID, ProjectRules>();
  #timer = new Scope();
  #closed = false;

  constructor(store: RuleStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    for (const [appID, kept] of store.load()) this.#take(appID, kept);
    this.#dropEnded();
  }

  /** Whether a rule keeps this user from logging in, or from publishing. */
  bars(appID: AppID, { roomID, userID, address }: Who, right: 'login' | 'publish'): boolean {
    const rules = this.#projects.get(appID);
    if (!rules || rules.users.size === 0) return false;
    const subjects: readonly RuleSubject[] = [
      { type: 1, address },
      { type: 2, roomID },
      { type: 3, userID },
      { type: 4, roomID, userID },
    ];
    return subjects.some((subject) => rules.users.get(subjectKey(subject))?.[right] ?? false);
  }

  userRules(appID: AppID): readonly UserRule[] {
    return [...(this.#projects.get(appID)?.users.values() ?? [])];
  }

  setUserRule(appID: AppID, rule: UserRule): 'set' | 'tooMany' {
    const { users } = this.#of(appID);
    const key = subjectKey(rule.subject);
    const alike = [...users.values()].filter(({ subject }) => subject.type === rule.subject.type).length;
    const most = rule.subject.type === 1 ? MOST.addresses : MOST.others;
    if (!users.has(key) && alike >= most) return 'tooMany';
    const matching = asItMatches(rule);
    users.set(key, matching);
    this.#changed(appID);
    this.events.emit('userRuleSet', { appID, rule: matching });
    return 'set';
  }

  /** Answers whether there was such a rule. */
  deleteUserRule(appID: AppID, subject: RuleSubject): boolean {
    const wasThere = this.#projects.get(appID)?.users.delete(subjectKey(subject)) ?? false;
    if (wasThere) this.#changed(appID);
    return wasThere;
  }

  /** What is kept from those who play this stream. */
  muting(appID: AppID, roomID: RoomID, streamID: StreamID): Muting {
    const rule = this.#projects.get(appID)?.streams.get(streamRuleKey({ roomID, streamID }));
    return { audio: rule?.disableAudio ?? false, video: rule?.disableVideo ?? false };
  }

  /** Those of one room, or of every room of the project. */
  streamRules(appID: AppID, roomID?: RoomID): readonly StreamRule[] {
    const all = this.#projects.get(appID)?.streams.values() ?? [];
    return [...all].filter((rule) => roomID === undefined || rule.roomID === roomID);
  }

  setStreamRule(appID: AppID, rule: StreamRule): 'set' | 'tooMany' {
    const { streams } = this.#of(appID);
    const key = streamRuleKey(rule);
    if (!streams.has(key) && streams.size >= MOST.others) return 'tooMany';
    streams.set(key, rule);
    this.#changed(appID);
    this.events.emit('mutingChanged', { appID, roomID: rule.roomID, streamID: rule.streamID });
    return 'set';
  }

  /** Answers whether there was such a rule. */
  deleteStreamRule(appID: AppID, roomID: RoomID, streamID: StreamID): boolean {
    const wasThere = this.#projects.get(appID)?.streams.delete(streamRuleKey({ roomID, streamID })) ?? false;
    if (!wasThere) return false;
    this.#changed(appID);
    this.events.emit('mutingChanged', { appID, roomID, streamID });
    return true;
  }

  isForbidden(appID: AppID, streamID: StreamID): boolean {
    return this.#projects.get(appID)?.forbidden.has(streamID) ?? false;
  }

  forbidden(appID: AppID): readonly StreamID[] {
    return [...(this.#projects.get(appID)?.forbidden ?? [])];
  }

  /** All of them or, where the project would forbid too many, none. */
  forbid(appID: AppID, streamIDs: readonly StreamID[]): 'forbidden' | 'tooMany' {
    const { forbidden } = this.#of(appID);
    const fresh = new Set(streamIDs).difference(forbidden);
    if (fresh.size > 0 && forbidden.size + fresh.size > MOST.forbidden) return 'tooMany';
    for (const streamID of fresh) forbidden.add(streamID);
    if (fresh.size > 0) this.#changed(appID);
    for (const streamID of streamIDs) this.events.emit('forbidden', { appID, streamID });
    return 'forbidden';
  }

  /** Answers whether it was forbidden. */
  resume(appID: AppID, streamID: StreamID): boolean {
    const wasForbidden = this.#projects.get(appID)?.forbidden.delete(streamID) ?? false;
    if (wasForbidden) this.#changed(appID);
    return wasForbidden;
  }

  /** The project is gone, and what was kept for it. */
  forget(appID: AppID): void {
    this.#projects.delete(appID);
    this.#arm();
  }

  close(): void {
    this.#closed = true;
    this.#timer.close();
    this.events.clear();
  }

  #take(appID: AppID, { users, streams, forbidden }: Rules): void {
    const rules = this.#of(appID);
    for (const [key, rule] of standingRules(users, this.#clock.now())) rules.users.set(key, rule);
    for (const rule of streams) rules.streams.set(streamRuleKey(rule), rule);
    for (const streamID of forbidden) rules.forbidden.add(streamID);
    if (rules.users.size < users.length) this.#saveInTime(appID);
  }

  #of(appID: AppID): ProjectRules {
    const rules = this.#projects.get(appID) ?? new ProjectRules();
    this.#projects.set(appID, rules);
    return rules;
  }

  #changed(appID: AppID): void {
    const { users, streams, forbidden } = this.#of(appID);
    this.#store.save(appID, { users: [...users.values()], streams: [...streams.values()], forbidden: [...forbidden] });
    this.#arm();
  }

  #dropEnded(): void {
    const now = this.#clock.now();
    for (const [appID, { users, streams }] of this.#projects) {
      const ended = [...users].filter(([, { expires }]) => expires <= now);
      for (const [key] of ended) users.delete(key);
      const endedStreams = [...streams].filter(([, { expires }]) => expires <= now);
      for (const [key] of endedStreams) streams.delete(key);
      if (ended.length + endedStreams.length > 0) this.#saveInTime(appID);
      for (const [, { roomID, streamID }] of endedStreams)
        this.events.emit('mutingChanged', { appID, roomID, streamID });
    }
    this.#arm();
  }

  // Where nothing can be written, what has ended stays in the file, and is dropped when it is read.
  #saveInTime(appID: AppID): void {
    try {
      this.#changed(appID);
    } catch {
      return;
    }
  }

  // One timer, for whatever ends first.
  #arm(): void {
    this.#timer.close();
    if (this.#closed) return;
    this.#timer = new Scope();
    const first = this.#firstEnd();
    if (first === undefined) return;
    const left = Math.min(Math.max(0, first - this.#clock.now()), LONGEST_TIMER);
    this.#timer.after(millis(left), () => this.#dropEnded());
  }

  #firstEnd(): Millis | undefined {
    const all = [...this.#projects.values()].flatMap(({ users, streams }) => [...users.values(), ...streams.values()]);
    if (all.length === 0) return undefined;
    return all.reduce((first, { expires }) => (expires < first ? expires : first), all[0]?.expires ?? millis(0));
  }
}

/** Whether a rule is about this user. */
export function isAbout(subject: RuleSubject, { roomID, userID, address }: Who): boolean {
  switch (subject.type) {
    case 1:
      return countedAs(subject.address) === countedAs(address);
    case 2:
      return subject.roomID === roomID;
    case 3:
      return subject.userID === userID;
    case 4:
      return subject.roomID === roomID && subject.userID === userID;
  }
}

const streamRuleKey = ({ roomID, streamID }: Pick<StreamRule, 'roomID' | 'streamID'>): string =>
  JSON.stringify([roomID, streamID]);
