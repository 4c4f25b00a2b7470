import { countedAs, type RuleSubject, type StreamRule, type UserRule } from '@freshet/core';
import { millis, seconds } from '@freshet/kit';
import { ApiRefusal, type CheckedParams, type OperationResult } from '@freshet/protocol/server-api';
import type { Handlers } from './handler.ts';

const LOGIN = 1;
const PUBLISH = 2;

export const ruleHandlers: Handlers<
  | 'setForbidUserRule'
  | 'describeForbidUserRules'
  | 'delForbidUserRule'
  | 'setForbidStreamRule'
  | 'describeForbidStreamRules'
  | 'delForbidStreamRule'
> = {
  setForbidUserRule: ({ appID, control, now }, { disabledPrivileges, effectiveTime, ...named }) => {
    const expires = millis(now + seconds(effectiveTime));
    const rule = {
      subject: subjectOf(named),
      login: disabledPrivileges.includes(LOGIN),
      publish: disabledPrivileges.includes(PUBLISH),
      expires,
    };
    if (control.setUserRule(appID, rule) === 'tooMany') throw new ApiRefusal(50123);
    return { expireTime: inSeconds(expires) };
  },

  describeForbidUserRules: ({ appID, control }, { ruleType, ip, roomID, userID }) => ({
    ruleList: control
      .userRules(appID)
      .filter(({ subject }) => subject.type === ruleType)
      .map(listed)
      .filter((rule) => ip === undefined || countedAs(ip) === rule.ip)
      .filter((rule) => (roomID ?? rule.roomID) === rule.roomID)
      .filter((rule) => (userID ?? rule.userID) === rule.userID),
  }),

  delForbidUserRule: ({ appID, control }, named) => {
    if (!control.deleteUserRule(appID, subjectOf(named))) throw new ApiRefusal(50124);
    return {};
  },

  setForbidStreamRule: ({ appID, control, now: created }, { effectiveTime, ...rule }) => {
    if (!rule.disableAudio && !rule.disableVideo) {
      throw new ApiRefusal(2, 'neither disableAudio nor disableVideo is set');
    }
    const expires = millis(created + seconds(effectiveTime));
    if (control.setStreamRule(appID, { ...rule, created, expires }) === 'tooMany') throw new ApiRefusal(50123);
    return {};
  },

  describeForbidStreamRules: ({ appID, control }, { roomID, streamIDs }) => {
    const rules = control.streamRules(appID, roomID);
    const ruleOf = (streamID: string) => rules.find((rule) => rule.streamID === streamID);
    return { roomID, forbidStreamRuleList: streamIDs.map((streamID) => told(streamID, ruleOf(streamID))) };
  },

  delForbidStreamRule: ({ appID, control }, { roomID, streamID }) => {
    if (!control.deleteStreamRule(appID, roomID, streamID)) throw new ApiRefusal(50124);
    return {};
  },
};

const inSeconds = (time: number): number => Math.floor(time / 1000);

function subjectOf({ ruleType, ip, roomID, userID }: CheckedParams<'delForbidUserRule'>): RuleSubject {
  if (ruleType === 1) return { type: ruleType, address: countedAs(named(ip, 'ip', ruleType)) };
  if (ruleType === 2) return { type: ruleType, roomID: named(roomID, 'roomID', ruleType) };
  if (ruleType === 3) return { type: ruleType, userID: named(userID, 'userID', ruleType) };
  return {
    type: ruleType,
    roomID: named(roomID, 'roomID', ruleType),
    userID: named(userID, 'userID', ruleType),
  };
}

function named<Value>(value: Value | undefined, name: string, ruleType: number): Value {
  if (value === undefined) throw new ApiRefusal(2, `a rule of type ${ruleType} is about a ${name}, and none is given`);
  return value;
}

function listed({
  subject,
  login,
  publish,
  expires,
}: UserRule): OperationResult<'describeForbidUserRules'>['ruleList'][number] {
  return {
    ruleType: subject.type,
    ip: 'address' in subject ? subject.address : '',
    roomID: 'roomID' in subject ? subject.roomID : '',
    userID: 'userID' in subject ? subject.userID : '',
    disabledPrivilegeList: [...(login ? ([LOGIN] as const) : []), ...(publish ? ([PUBLISH] as const) : [])],
    expireTime: inSeconds(expires),
  };
}

function told(
  streamID: string,
  rule: StreamRule | undefined,
): OperationResult<'describeForbidStreamRules'>['forbidStreamRuleList'][number] {
  if (!rule) return { streamID, disableAudio: false, disableVideo: false, createTime: 0, effectiveTime: 0 };
  const { disableAudio, disableVideo, created, expires } = rule;
  const effectiveTime = inSeconds(expires - created);
  return { streamID, disableAudio, disableVideo, createTime: inSeconds(created), effectiveTime };
}
