import { type Clock, Emitter, type Millis, millis, seconds } from '@freshet/kit';
import { Control, type ControlEvents } from '../control/control.ts';
import { RuleBook } from '../control/rule-book.ts';
import type { Log } from '../ports/log.ts';
import type { MediaPlane } from '../ports/media-plane.ts';
import type { Notices } from '../ports/notices.ts';
import type { ProjectStore } from '../ports/project-store.ts';
import type { Registry } from '../ports/registry.ts';
import type { RuleStore } from '../ports/rule-store.ts';
import { QualityBook } from '../quality/quality-book.ts';
import { Reports } from '../quality/reports.ts';
import { Traffic } from '../quality/traffic.ts';
import { Claims } from '../registry/claims.ts';
import { Epochs } from '../registry/epochs.ts';
import { Homes } from '../rooms/homes.ts';
import type { Room, RoomSettings } from '../rooms/room.ts';
import type { StreamKey } from '../rooms/room-key.ts';
import { Audience } from '../streams/audience.ts';
import { StreamDirectory } from '../streams/directory.ts';
import { StreamHistory } from '../streams/stream-history.ts';
import { Expulsions } from './expulsions.ts';
import { Roll } from './roll.ts';
import { evict, type UserRecord } from './seniority.ts';
import type { Session } from './session.ts';
import type { SessionSettings } from './session-settings.ts';

/** How long an SDK tries to return, unless its application says otherwise: so long it is to hear that it was sent away. */
const RETRY_TIME = seconds(300);

/** What the sessions of a node need. */
export type SessionsOptions = {
  readonly registry: Registry;
  readonly projects: Pick<ProjectStore, 'get' | 'events'>;
  readonly rules: RuleStore;
  readonly notices: Notices;
  readonly media: MediaPlane;
  readonly clock: Clock;
  readonly settings: { readonly room: RoomSettings; readonly session: SessionSettings };
  readonly log: Log;
};

/** Everything that sessions stand on. */
export type Parts = {
  readonly users: Claims<UserRecord>;
  readonly homes: Homes;
  readonly directory: StreamDirectory;
  readonly epochs: Epochs;
  readonly rules: RuleBook;
  readonly roll: Roll;
  readonly expulsions: Expulsions;
  readonly viewers: Audience<StreamKey, Session>;
  readonly reports: Reports;
  readonly control: Control;
};

/** Makes everything that sessions stand on, each with what it needs of the others. */
export async function openParts(options: SessionsOptions): Promise<Parts> {
  const { registry, clock, settings, log, notices } = options;
  const epochs = new Epochs(clock);
  const history = new StreamHistory();
  const events = new Emitter<ControlEvents>();
  const rules = new RuleBook(options.rules, clock);
  const homes = await Homes.open({
    registry,
    clock,
    epochs,
    settings: settings.room,
    notices,
    history,
    log,
    roomLost: (room) => endAll(roll, room),
    roomChanged: (place) => events.emit('changed', place),
  });
  const directory = await StreamDirectory.open(registry);
  const users = await Claims.open<UserRecord>({ registry, bucket: 'users', replace: evict });
  const expulsions = new Expulsions(clock, memoryOf(settings.session));
  const traffic = new Traffic(clock);
  const roll: Roll = new Roll({ homes, expulsions, traffic });
  const viewers = new Audience<StreamKey, Session>();
  const quality = new QualityBook(clock);
  const control = new Control({
    events,
    homes,
    roll,
    directory,
    viewers,
    rules,
    history,
    quality,
    traffic,
    clock,
  });
  const reports = new Reports(quality, traffic, clock);
  return { users, homes, directory, epochs, rules, roll, expulsions, viewers, reports, control };
}

const memoryOf = ({ heartbeatPeriod }: SessionSettings): Millis => millis(Math.max(2 * heartbeatPeriod, RETRY_TIME));

function endAll(roll: Roll, room: Room): void {
  for (const session of [...roll.all()]) if (session.room === room) void roll.end(session.id, 'roomLost');
}
