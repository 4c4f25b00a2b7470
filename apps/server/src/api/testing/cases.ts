import type { OperationName, OperationParams, OperationResult } from '@freshet/protocol/server-api';

/** One call of an operation in all its dresses, and what a scripted control makes of it. */
type CaseOf<N extends OperationName> = {
  /** What was called before, so that there is something to find. */
  readonly before?: readonly (readonly [OperationName, unknown])[];
  /** In the address of the signed form. */
  readonly query: string;
  /** In the body of the signed form. */
  readonly body: Readonly<Record<string, unknown>>;
  /** In the bearer form. */
  readonly params: OperationParams<N>;
  /** What the signed form replies. */
  readonly code?: number;
  readonly data: unknown;
  /** What the bearer form answers. */
  readonly result: OperationResult<N>;
  /** What the control was told to do. */
  readonly done?: readonly unknown[];
};
export type Case = CaseOf<OperationName>;

const inLobby = { RoomId: 'lobby' };
const message = { ...inLobby, UserId: 'shop', UserName: 'The shop', MessageCategory: 2, MessageContent: 'sale & more' };
const messageQuery = 'RoomId=lobby&UserId=shop&UserName=The+shop&MessageCategory=2&MessageContent=sale+%26+more';
const messageParams = {
  roomID: 'lobby',
  userID: 'shop',
  userName: 'The shop',
  messageCategory: 2,
  messageContent: 'sale & more',
} as const;
const sender = { userID: 'shop', userName: 'The shop' };
const userRule: OperationParams<'setForbidUserRule'> = {
  ruleType: 4,
  roomID: 'lobby',
  userID: 'bob',
  disabledPrivileges: [1, 2],
  effectiveTime: 60,
};
const streamRule = { roomID: 'lobby', streamID: 'main', disableVideo: true, effectiveTime: 60 };

/** A call of each operation. */
export const cases: { readonly [N in OperationName]: CaseOf<N> } = {
  describeUserNum: {
    query: 'RoomId[]=lobby&RoomId[]=empty',
    body: { 'RoomId[]': ['lobby', 'empty'] },
    params: { roomIDs: ['lobby', 'empty'] },
    data: {
      UserCountList: [
        { RoomId: 'lobby', UserCount: 3, AdminUserCount: 0 },
        { RoomId: 'empty', UserCount: 0, AdminUserCount: 0 },
      ],
    },
    result: {
      userCountList: [
        { roomID: 'lobby', userCount: 3, adminUserCount: 0 },
        { roomID: 'empty', userCount: 0, adminUserCount: 0 },
      ],
    },
  },
  describeUserList: {
    query: 'RoomId=lobby&Mode=1&Limit=2&Marker=',
    body: { ...inLobby, Mode: 1, Limit: 2 },
    params: { roomID: 'lobby', mode: 1, limit: 2 },
    data: {
      Marker: '2',
      UserList: [
        { UserId: 'cy', UserName: 'name of cy', UserRole: 2 },
        { UserId: 'bob', UserName: 'name of bob', UserRole: 2 },
      ],
    },
    result: {
      marker: '2',
      userList: [
        { userID: 'cy', userName: 'name of cy', userRole: 2 },
        { userID: 'bob', userName: 'name of bob', userRole: 2 },
      ],
    },
  },
  describeUsers: {
    query: 'RoomId=lobby&UserId[0]=bob&UserId[1]=zoe',
    body: { ...inLobby, UserId: ['bob', 'zoe'] },
    params: { roomID: 'lobby', userIDs: ['bob', 'zoe'] },
    data: {
      UserStatusList: [
        { UserId: 'bob', Status: 1, LoginTime: 1_700_000_000_124, UserRole: 2 },
        { UserId: 'zoe', Status: 0, LoginTime: 0, UserRole: 2 },
      ],
    },
    result: {
      userStatusList: [
        { userID: 'bob', status: 1, loginTime: 1_700_000_000_124, userRole: 2 },
        { userID: 'zoe', status: 0, loginTime: 0, userRole: 2 },
      ],
    },
  },
  kickoutUser: {
    query: 'RoomId=lobby&UserId[]=bob&CustomReason=rude',
    body: { ...inLobby, 'UserId[]': ['bob'], CustomReason: 'rude' },
    params: { roomID: 'lobby', userIDs: ['bob'], customReason: 'rude' },
    data: {},
    result: {},
    done: [['kick', 'lobby', ['bob'], 'rude']],
  },
  closeRoom: {
    query: 'RoomId=lobby&CustomReason=&RoomCloseCallback=true',
    body: { ...inLobby, RoomCloseCallback: true },
    params: { roomID: 'lobby', roomCloseCallback: true },
    data: {},
    result: {},
    done: [['closeRoom', 'lobby', { reason: '', tellsClose: true }]],
  },
  sendBroadcastMessage: {
    query: messageQuery,
    body: message,
    params: messageParams,
    data: { MessageId: 7 },
    result: { messageID: 7 },
    done: [['broadcast', sender, 'sale & more']],
  },
  sendBarrageMessage: {
    query: messageQuery,
    body: message,
    params: messageParams,
    data: { MessageId: 'seven' },
    result: { messageID: 'seven' },
    done: [['barrage', sender, 'sale & more']],
  },
  sendCustomCommand: {
    query: 'RoomId=lobby&FromUserId=shop&ToUserId[]=bob&ToUserId[]=zoe&MessageContent=buy',
    body: { ...inLobby, FromUserId: 'shop', 'ToUserId[]': ['bob', 'zoe'], MessageContent: 'buy' },
    params: { roomID: 'lobby', fromUserID: 'shop', toUserIDs: ['bob', 'zoe'], messageContent: 'buy' },
    data: { FailUsers: [{ Uid: 'zoe', Code: 50003 }] },
    result: { failUsers: [{ userID: 'zoe', code: 50003 }] },
    done: [['command', 'shop', ['bob', 'zoe'], 'buy']],
  },
  describeSimpleStreamList: {
    query: 'RoomId=lobby',
    body: inLobby,
    params: { roomID: 'lobby' },
    data: {
      StreamList: [
        {
          StreamId: 'main',
          UserId: 'ann',
          UserName: 'name of ann',
          CreateTime: 1_700_000_000_123,
          StreamNumberId: 1,
        },
      ],
    },
    result: {
      streamList: [
        {
          streamID: 'main',
          userID: 'ann',
          userName: 'name of ann',
          createTime: 1_700_000_000_123,
          streamNumberID: 1,
        },
      ],
    },
  },
  addStream: {
    query: 'RoomId=lobby&UserId=shop&UserName=&StreamId=film&StreamTitle=A+film&CensorFlag=1',
    body: { ...inLobby, UserId: 'shop', StreamId: 'film', ExtraInfo: '' },
    params: { roomID: 'lobby', userID: 'shop', streamID: 'film', streamTitle: 'A film', extraInfo: 'scene 1' },
    data: {},
    result: {},
    done: [['addStream', 'film', 'A film']],
  },
  deleteStream: {
    query: 'RoomId=lobby&UserId=ann&StreamId=main',
    body: { ...inLobby, UserId: 'ann', StreamId: 'main' },
    params: { roomID: 'lobby', userID: 'ann', streamID: 'main' },
    data: {},
    result: {},
  },
  forbidRTCStream: {
    query: 'StreamId=main&Sequence=1800000000001',
    body: { StreamId: 'main', Sequence: '1800000000001' },
    params: { streamID: 'main', sequence: 1_800_000_000_001 },
    data: {},
    result: {},
    done: [['forbid', 'main']],
  },
  resumeRTCStream: {
    query: 'StreamId=main&Sequence=1',
    body: { StreamId: 'main', Sequence: 1 },
    params: { streamID: 'main', sequence: 1 },
    data: {},
    result: {},
    done: [['resume', 'main']],
  },
  forbidRTCStreams: {
    query: 'StreamId[]=main&StreamId[]=film&Sequence=1',
    body: { 'StreamId[]': ['main', 'film'], Sequence: 1 },
    params: { streamIDs: ['main', 'film'], sequence: 1 },
    data: {},
    result: {},
    done: [
      ['forbid', 'main'],
      ['forbid', 'film'],
    ],
  },
  resumeRTCStreams: {
    query: 'StreamId[]=main&Sequence=1',
    body: { 'StreamId[]': ['main'], Sequence: 1 },
    params: { streamIDs: ['main'], sequence: 1 },
    data: {},
    result: {},
    done: [['resume', 'main']],
  },
  describeRTCStreamState: {
    query: 'StreamId=over&Sequence=1',
    body: { StreamId: 'over', Sequence: 1 },
    params: { streamID: 'over', sequence: 1 },
    code: 41006,
    data: { create_time: '1700000000', close_time: '1700000060' },
    result: { state: 'closed', createTime: 1_700_000_000, closeTime: 1_700_000_060 },
  },
  setForbidUserRule: {
    query: 'RuleType=1&IP=192.0.2.7&DisabledPrivilege[]=1&EffectiveTime=60',
    body: { RuleType: 3, UserId: 'bob', 'DisabledPrivilege[]': [2], EffectiveTime: 60 },
    params: userRule,
    data: { ExpireTime: 1_800_000_060 },
    result: { expireTime: 1_800_000_060 },
  },
  describeForbidUserRules: {
    before: [
      ['setForbidUserRule', userRule],
      ['setForbidUserRule', { ...userRule, ruleType: 2 }],
    ],
    query: 'RuleType=4',
    body: { RuleType: 4 },
    params: { ruleType: 4, userID: 'bob' },
    data: {
      RuleList: [
        {
          RuleType: 4,
          IP: '',
          RoomId: 'lobby',
          UserId: 'bob',
          DisabledPrivilegeList: [1, 2],
          ExpireTime: 1_800_000_060,
        },
      ],
    },
    result: {
      ruleList: [
        {
          ruleType: 4,
          ip: '',
          roomID: 'lobby',
          userID: 'bob',
          disabledPrivilegeList: [1, 2],
          expireTime: 1_800_000_060,
        },
      ],
    },
  },
  delForbidUserRule: {
    before: [['setForbidUserRule', userRule]],
    query: 'RuleType=4&RoomId=lobby&UserId=bob',
    body: { RuleType: 4, ...inLobby, UserId: 'bob' },
    params: { ruleType: 4, roomID: 'lobby', userID: 'bob' },
    data: {},
    result: {},
  },
  setForbidStreamRule: {
    query: 'RoomId=lobby&StreamId=main&DisableAudio=1&DisableVideo=0',
    body: { ...inLobby, StreamId: 'main', DisableAudio: 1, DisableVideo: 0 },
    params: streamRule,
    data: {},
    result: {},
  },
  describeForbidStreamRules: {
    before: [['setForbidStreamRule', streamRule]],
    query: 'RoomId=lobby&StreamId[]=main&StreamId[]=film',
    body: { ...inLobby, 'StreamId[]': ['main', 'film'] },
    params: { roomID: 'lobby', streamIDs: ['main', 'film'] },
    data: {
      RoomId: 'lobby',
      ForbidStreamRuleList: [
        { StreamId: 'main', DisableAudio: 0, DisableVideo: 1, CreateTime: 1_800_000_000, EffectiveTime: 60 },
        { StreamId: 'film', DisableAudio: 0, DisableVideo: 0, CreateTime: 0, EffectiveTime: 0 },
      ],
    },
    result: {
      roomID: 'lobby',
      forbidStreamRuleList: [
        { streamID: 'main', disableAudio: false, disableVideo: true, createTime: 1_800_000_000, effectiveTime: 60 },
        { streamID: 'film', disableAudio: false, disableVideo: false, createTime: 0, effectiveTime: 0 },
      ],
    },
  },
  delForbidStreamRule: {
    before: [['setForbidStreamRule', streamRule]],
    query: 'RoomId=lobby&StreamId=main',
    body: { ...inLobby, StreamId: 'main' },
    params: { roomID: 'lobby', streamID: 'main' },
    data: {},
    result: {},
  },
};
