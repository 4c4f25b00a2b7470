import { isIP } from 'node:net';
import { type Control, countedAs, type ProjectStore, type RuleSubject } from '@freshet/core';
import { type Clock, millis, seconds } from '@freshet/kit';
import { type AppID, limits, type RoomID, type StreamID, type User, type UserID } from '@freshet/protocol';
import type { ConsoleBody, liveEndpoints } from '@freshet/protocol/console';
import type { LoadHistory } from '../load/load-history.ts';
import type { Handlers } from './call.ts';
import { ConsoleRefused } from './console-refused.ts';
import { findProject } from './find-project.ts';
import { readRuleID, viewOfForbidden, viewOfStreamRule, viewOfUserRule } from './rule-view.ts';
import type { Views } from './views.ts';

/** What the endpoints about what is alive need. */
export type LiveHandlersOptions = {
  readonly projects: Pick<ProjectStore, 'get'>;
  readonly control: Control;
  readonly views: Views;
  readonly load: LoadHistory;
  readonly clock: Clock;
};

const MINUTE = seconds(60);
/**
 * Who a message of the operators comes from; their own names are nobody's business. No client and no backend can have a
 * userID with a colon, so that nobody speaks as they do, and nobody takes what they say for their own and leaves it out.
 */
const OPERATORS: User = { userID: 'console:operators', userName: 'operators' };

/** Answers the endpoints about what is alive. */
export function liveHandlers(options: LiveHandlersOptions): Handlers<keyof typeof liveEndpoints> {
  return { ...looking(options), ...roomActions(options), ...streamActions(options), ...ruleHandlers(options) };
}

function looking(options: LiveHandlersOptions): Handlers<'look' | 'loadHistory' | 'qualityHistory'> {
  const { projects, control, views, load, clock } = options;
  const since = (minutes: number) => millis(clock.now() - minutes * MINUTE);
  return {
    look: ({ view }) => views.answer(view),
    loadHistory: ({ minutes }) => ({ samples: [...load.since(since(minutes))] }),
    qualityHistory: async ({ appID, streamID, userID, minutes }) => {
      const { appID: found } = await findProject(projects, appID);
      const of = [found, streamID as StreamID] as const;
      return {
        published: [...control.quality.published(...of, since(minutes))],
        played: [...control.quality.played(...of, since(minutes))],
        playedBy: userID ? [...control.quality.playedBy(...of, userID as UserID, since(minutes))] : [],
      };
    },
  };
}

function roomActions(options: LiveHandlersOptions): Handlers<'kick' | 'closeRoom' | 'sendMessage'> {
  const { control } = options;
  return {
    kick: async ({ appID, roomID, userIDs, reason }, { note }) => {
      await control.kick(...findRoom(options, appID, roomID), userIDs as UserID[], reason);
      note({ subject: appID, detail: { roomID, userIDs, reason } });
      return {};
    },
    closeRoom: async ({ appID, roomID, reason }, { note }) => {
      // The backend knows nothing of it yet, so its callback tells it.
      await control.closeRoom(...findRoom(options, appID, roomID), { reason, tellsClose: true });
      note({ subject: appID, detail: { roomID, reason } });
      return {};
    },
    sendMessage: ({ appID, roomID, message }, { note }) => {
      if (Buffer.byteLength(message) > limits.roomMessage) {
        throw new ConsoleRefused('invalid', `a message has at most ${limits.roomMessage} bytes`, 'message');
      }
      const sent = control.broadcast(...findRoom(options, appID, roomID), OPERATORS, message);
      if (sent === undefined) throw noRoom();
      note({ subject: appID, detail: { roomID, message } });
      return {};
    },
  };
}

function streamActions(options: LiveHandlersOptions): Handlers<'forbidStream' | 'resumeStream'> {
  const { projects, control } = options;
  return {
    forbidStream: ({ appID, roomID, streamID }, { note }) => {
      const [project, room] = findRoom(options, appID, roomID);
      if (control.stream(project, streamID as StreamID)?.roomID !== room) throw noStream();
      if (control.forbidStreams(project, [streamID as StreamID]) === 'tooMany') {
        throw new ConsoleRefused('conflict', 'the project forbids its fill of streams: let some go');
      }
      note({ subject: appID, detail: { roomID, streamID } });
      return {};
    },
    resumeStream: async ({ appID, streamID }, { note }) => {
      const { appID: project } = await findProject(projects, appID);
      if (!control.resumeStream(project, streamID as StreamID)) throw noStream();
      note({ subject: appID, detail: { streamID } });
      return {};
    },
  };
}

function ruleHandlers({
  projects,
  control,
  clock,
}: LiveHandlersOptions): Handlers<'forbidUser' | 'rules' | 'liftRule'> {
  return {
    forbidUser: async ({ appID, ...wish }, { note }) => {
      const project = await findProject(projects, appID);
      const { login, publish, seconds: length } = wish;
      if (!login && !publish) throw new ConsoleRefused('invalid', 'forbid login, publish or both', 'login');
      const expires = millis(clock.now() + seconds(length));
      const set = control.setUserRule(project.appID, { subject: subjectOf(wish), login, publish, expires });
      if (set === 'tooMany') throw new ConsoleRefused('conflict', 'the project has its fill of such rules: lift some');
      note({ subject: appID, detail: wish });
      return {};
    },
    rules: async ({ appID }) => {
      const project = await findProject(projects, appID);
      return {
        rules: [
          ...control.userRules(project.appID).map(viewOfUserRule),
          ...control.streamRules(project.appID).map(viewOfStreamRule),
          ...control.forbiddenStreams(project.appID).map(viewOfForbidden),
        ],
      };
    },
    liftRule: async ({ appID, id }, { note }) => {
      const project = await findProject(projects, appID);
      const rule = readRuleID(id);
      if (rule === undefined || !lift(control, project.appID, rule)) {
        throw new ConsoleRefused('notFound', 'the project has no such rule', 'id');
      }
      note({ subject: appID, detail: { rule } });
      return {};
    },
  };
}

function lift(control: Control, appID: AppID, rule: NonNullable<ReturnType<typeof readRuleID>>): boolean {
  switch (rule.kind) {
    case 'user':
      return control.deleteUserRule(appID, rule.subject);
    case 'stream':
      return control.deleteStreamRule(appID, rule.roomID, rule.streamID);
    case 'forbidden':
      return control.resumeStream(appID, rule.streamID);
  }
}

function subjectOf({ address, roomID, userID }: Partial<ConsoleBody<'forbidUser'>>): RuleSubject {
  if (address !== undefined) {
    const isAlone = roomID === undefined && userID === undefined;
    if (isAlone && isIP(address) !== 0) return { type: 1, address: countedAs(address) };
    throw new ConsoleRefused('invalid', 'an address stands alone, and is one of IPv4 or IPv6', 'address');
  }
  if (userID === undefined && roomID !== undefined) return { type: 2, roomID: roomID as RoomID };
  if (userID === undefined) throw new ConsoleRefused('invalid', 'name a user, a room or an address', 'userID');
  if (roomID === undefined) return { type: 3, userID: userID as UserID };
  return { type: 4, roomID: roomID as RoomID, userID: userID as UserID };
}

// Rooms are there only in projects that are there, so one look answers for both.
function findRoom({ control }: LiveHandlersOptions, appID: number, roomID: string): readonly [AppID, RoomID] {
  const named = [appID as AppID, roomID as RoomID] as const;
  if (control.room(...named) === undefined) throw noRoom();
  return named;
}

const noRoom = (): ConsoleRefused => new ConsoleRefused('notFound', 'the project has no such room now', 'roomID');
const noStream = (): ConsoleRefused => new ConsoleRefused('notFound', 'there is no such stream', 'streamID');
