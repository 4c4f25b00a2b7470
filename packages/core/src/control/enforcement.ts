import { Scope } from '@freshet/kit';
import type { AppID, StreamID } from '@freshet/protocol';
import { roomKey, type StreamKey, streamKey } from '../rooms/room-key.ts';
import type { Roll } from '../sessions/roll.ts';
import type { Session } from '../sessions/session.ts';
import type { Audience } from '../streams/audience.ts';
import type { StreamDirectory } from '../streams/directory.ts';
import type { UserRule } from './facts.ts';
import { isAbout, type RuleBook, type RuleEvents } from './rule-book.ts';

/** What enforcing takes. */
export type EnforcementOptions = {
  readonly rules: RuleBook;
  readonly roll: Roll;
  readonly directory: StreamDirectory;
  readonly viewers: Audience<StreamKey, Session>;
};

/** Holds those who are there against a rule that is new; those who come are held against it as they come. */
export class Enforcement {
  readonly #options: EnforcementOptions;
  readonly #scope = new Scope();

  constructor(options: EnforcementOptions) {
    this.#options = options;
    const { events } = options.rules;
    this.#scope.add(events.on('userRuleSet', ({ appID, rule }) => this.#checkUsers(appID, rule)));
    this.#scope.add(events.on('forbidden', ({ appID, streamID }) => this.#endStream(appID, streamID)));
    this.#scope.add(events.on('mutingChanged', (change) => this.#mute(change)));
  }

  close(): void {
    this.#scope.close();
  }

  #checkUsers(appID: AppID, { subject, login, publish }: UserRule): void {
    const { roll } = this.#options;
    for (const session of [...roll.of(appID)]) {
      if (!isAbout(subject, session.entrant.who)) continue;
      if (login) void roll.end(session.id, 'kicked', { code: 1002066 });
      else if (publish) for (const streamID of session.publishing.streamIDs) session.publishing.lose(streamID, 1003025);
    }
  }

  // Those who play it first: else they would hear that the stream has ended, and wait for it.
  #endStream(appID: AppID, streamID: StreamID): void {
    const { viewers, directory, roll } = this.#options;
    const key = streamKey(appID, streamID);
    for (const session of [...viewers.of(key)]) session.receiving.lose(streamID, 1004025);
    const publication = directory.find(key);
    if (publication) roll.get(publication.sessionID)?.publishing.lose(streamID, 1003025);
  }

  #mute({ appID, roomID, streamID }: RuleEvents['mutingChanged']): void {
    const { rules, directory } = this.#options;
    const publication = directory.find(streamKey(appID, streamID));
    if (publication?.room === roomKey(appID, roomID)) publication.mute(rules.muting(appID, roomID, streamID));
  }
}
