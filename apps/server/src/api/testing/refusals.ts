import type { ApiCode, OperationName } from '@freshet/protocol/server-api';

type Before = readonly [OperationName, unknown];
/** An operation, what is wrong with the call, the code that says so, the call, and what was called before. */
export type RefusalCase = readonly [OperationName, string, ApiCode, unknown, ...Before[]];

const long = 'x'.repeat(128);
const many = (count: number) => Array.from({ length: count }, (_, index) => `name-${index}`);
const message = { roomID: 'lobby', userID: 'shop', messageCategory: 1, messageContent: 'sale' };
const command = { roomID: 'lobby', fromUserID: 'shop', messageContent: 'buy' };
const stream = { roomID: 'lobby', userID: 'shop', streamID: 'film' };
const rule = { ruleType: 3, userID: 'bob', disabledPrivileges: [1], effectiveTime: 60 };
const streamRule = { roomID: 'lobby', streamID: 'main', disableAudio: true };
const setRule = (userID: string): Before => ['setForbidUserRule', { ...rule, userID }];

const messages = (['sendBroadcastMessage', 'sendBarrageMessage'] as const).flatMap((name): RefusalCase[] => [
  [name, 'an unknown category', 2, { ...message, messageCategory: 3 }],
  [name, 'an empty userName', 2, { ...message, userName: '' }],
  [name, 'a userName of two lines', 2, { ...message, userName: 'Ann\nhost' }],
  [name, 'a userName of 256 bytes', 3, { ...message, userName: 'x'.repeat(256) }],
  [name, 'a sender of 64 bytes', 3, { ...message, userID: 'x'.repeat(64) }],
  [name, 'a room that is not there', 104, { ...message, roomID: 'empty' }],
  [name, 'an empty message', 1008, { ...message, messageContent: '' }],
  [name, 'a message of more than 1024 bytes', 50012, { ...message, messageContent: 'é'.repeat(513) }],
]);

const singles = (
  [
    ['forbidRTCStream', 42001],
    ['resumeRTCStream', 42002],
  ] as const
).flatMap(([name, overtaken]): RefusalCase[] => [
  [name, 'no sequence', 2, { streamID: 'main' }],
  [name, 'a streamID with a space', 30009, { streamID: 'a b', sequence: 1 }],
  [
    name,
    'the same sequence again',
    overtaken,
    { streamID: 'main', sequence: 5 },
    [name, { streamID: 'main', sequence: 5 }],
  ],
]);

const batches = (
  [
    ['forbidRTCStreams', 42003],
    ['resumeRTCStreams', 42004],
  ] as const
).flatMap(([name, overtaken]): RefusalCase[] => [
  [name, 'a sequence below 0', 2, { streamIDs: ['main'], sequence: -1 }],
  [name, 'no stream', 30006, { streamIDs: [], sequence: 1 }],
  [name, 'more than 20 streams', 30006, { streamIDs: many(21), sequence: 1 }],
  [name, 'a streamID that is not allowed', 30006, { streamIDs: ['main', 'a/b'], sequence: 1 }],
  [
    name,
    'one stream about which a later call came first',
    overtaken,
    { streamIDs: ['film', 'main'], sequence: 4 },
    ['forbidRTCStream', { streamID: 'main', sequence: 5 }],
  ],
]);

/** Calls that are refused, with the code. */
export const refusals: readonly RefusalCase[] = [
  ['describeUserNum', 'no room', 2, { roomIDs: [] }],
  ['describeUserNum', 'more than 10 rooms', 2, { roomIDs: many(11) }],
  ['describeUserNum', 'a roomID of 128 bytes', 3, { roomIDs: [long] }],
  ['describeUserList', 'a limit above 200', 2, { roomID: 'lobby', limit: 201 }],
  ['describeUserList', 'a roomID of 128 bytes', 3, { roomID: long }],
  ['describeUsers', 'no roomID', 2, { userIDs: ['bob'] }],
  ['describeUsers', 'a roomID of 128 bytes', 3, { roomID: long, userIDs: ['bob'] }],
  ['describeUsers', 'more than 10 users', 50011, { roomID: 'lobby', userIDs: many(11) }],
  ['kickoutUser', 'no user', 2, { roomID: 'lobby', userIDs: [] }],
  [
    'kickoutUser',
    'a reason of more than 256 bytes',
    3,
    { roomID: 'lobby', userIDs: ['bob'], customReason: 'x'.repeat(257) },
  ],
  ['kickoutUser', 'more than 5 users', 50011, { roomID: 'lobby', userIDs: many(6) }],
  ['closeRoom', 'a flag that is none', 2, { roomID: 'lobby', roomCloseCallback: 'maybe' }],
  ['closeRoom', 'a reason of more than 256 bytes', 3, { roomID: 'lobby', customReason: 'x'.repeat(257) }],
  ['closeRoom', 'a room that is not there', 5024, { roomID: 'empty' }],
  ...messages,
  ['sendCustomCommand', 'an empty list of users', 2, { ...command, toUserIDs: [] }],
  ['sendCustomCommand', 'a sender of 64 bytes', 3, { ...command, fromUserID: 'x'.repeat(64) }],
  ['sendCustomCommand', 'an empty message', 1008, { ...command, messageContent: '' }],
  ['sendCustomCommand', 'a room that is not there', 50001, { ...command, roomID: 'empty' }],
  ['sendCustomCommand', 'more than 10 users', 50011, { ...command, toUserIDs: many(11) }],
  ['sendCustomCommand', 'a message of more than 1024 bytes', 50012, { ...command, messageContent: 'x'.repeat(1025) }],
  ['describeSimpleStreamList', 'a roomID with a space', 2, { roomID: 'a b' }],
  ['describeSimpleStreamList', 'a roomID of 128 bytes', 3, { roomID: long }],
  ['addStream', 'a streamID that is not allowed', 2, { ...stream, streamID: 'a/b' }],
  ['addStream', 'a userName that turns its direction', 2, { ...stream, userName: 'Ann\u202etsoh' }],
  ['addStream', 'a userName of 256 bytes', 3, { ...stream, userName: 'x'.repeat(256) }],
  ['addStream', 'a title of more than 127 bytes', 3, { ...stream, streamTitle: long }],
  ['addStream', 'extra info of more than 1024 bytes', 3, { ...stream, extraInfo: 'x'.repeat(1025) }],
  ['addStream', 'a room that is not there', 104, { ...stream, roomID: 'empty' }],
  ['addStream', 'a stream that another user has', 1012, { ...stream, streamID: 'main' }],
  [
    'addStream',
    'one stream too many',
    50123,
    stream,
    ...many(3).map((streamID): Before => ['addStream', { ...stream, streamID }]),
  ],
  ['deleteStream', 'no user', 2, { roomID: 'lobby', streamID: 'main' }],
  ['deleteStream', 'a userName with a tab', 2, { ...stream, userName: 'Ann\thost' }],
  ['deleteStream', 'a roomID of 128 bytes', 3, { ...stream, roomID: long }],
  ['deleteStream', 'a room that is not there', 104, { ...stream, roomID: 'empty' }],
  ['deleteStream', 'a stream that is not there', 138, stream],
  ['deleteStream', 'a stream of another user', 138, { ...stream, streamID: 'main' }],
  ...singles,
  ...batches,
  [
    'forbidRTCStream',
    'one stream too many',
    50123,
    { streamID: 'main', sequence: 1 },
    ['forbidRTCStreams', { streamIDs: many(20), sequence: 1 }],
  ],
  [
    'forbidRTCStreams',
    'one stream too many',
    50123,
    { streamIDs: ['main', 'film'], sequence: 2 },
    ['forbidRTCStreams', { streamIDs: many(19), sequence: 1 }],
  ],
  ['describeRTCStreamState', 'no sequence', 2, { streamID: 'main' }],
  ['describeRTCStreamState', 'a streamID of 257 characters', 30009, { streamID: 'x'.repeat(257), sequence: 1 }],
  ['describeRTCStreamState', 'a stream that nobody knows', 41004, { streamID: 'film', sequence: 1 }],
  ['setForbidUserRule', 'no address in a rule about one', 2, { ...rule, ruleType: 1 }],
  ['setForbidUserRule', 'an address that is none', 2, { ...rule, ruleType: 1, ip: '192.0.2.999' }],
  ['setForbidUserRule', 'a network that is no /64', 2, { ...rule, ruleType: 1, ip: '2001:db8::/48' }],
  ['setForbidUserRule', 'no room in a rule about one', 2, { ...rule, ruleType: 2 }],
  ['setForbidUserRule', 'no user in a rule about one', 2, { ...rule, userID: undefined }],
  ['setForbidUserRule', 'no room in a rule about a user in one', 2, { ...rule, ruleType: 4 }],
  ['setForbidUserRule', 'a rule of more than a day', 2, { ...rule, effectiveTime: 86_401 }],
  ['setForbidUserRule', 'a userID of 64 bytes', 3, { ...rule, userID: 'x'.repeat(64) }],
  ['setForbidUserRule', 'one rule too many', 50123, rule, setRule('a'), setRule('b'), setRule('c')],
  ['describeForbidUserRules', 'an unknown type', 2, { ruleType: 5 }],
  ['describeForbidUserRules', 'a roomID of 128 bytes', 3, { ruleType: 2, roomID: long }],
  ['delForbidUserRule', 'no user in a rule about one', 2, { ruleType: 3 }],
  ['delForbidUserRule', 'a userID of 64 bytes', 3, { ruleType: 3, userID: 'x'.repeat(64) }],
  ['delForbidUserRule', 'a rule that is not there', 50124, { ruleType: 3, userID: 'bob' }],
  ['setForbidStreamRule', 'neither sound nor picture', 2, { ...streamRule, disableAudio: false }],
  ['setForbidStreamRule', 'a roomID of 128 bytes', 3, { ...streamRule, roomID: long }],
  [
    'setForbidStreamRule',
    'one rule too many',
    50123,
    streamRule,
    ...many(3).map((streamID): Before => ['setForbidStreamRule', { ...streamRule, streamID }]),
  ],
  ['describeForbidStreamRules', 'more than 10 streams', 2, { roomID: 'lobby', streamIDs: many(11) }],
  ['describeForbidStreamRules', 'a roomID of 128 bytes', 3, { roomID: long, streamIDs: ['main'] }],
  ['delForbidStreamRule', 'no stream', 2, { roomID: 'lobby' }],
  ['delForbidStreamRule', 'a roomID of 128 bytes', 3, { ...streamRule, roomID: long }],
  ['delForbidStreamRule', 'a rule that is not there', 50124, streamRule],
];
