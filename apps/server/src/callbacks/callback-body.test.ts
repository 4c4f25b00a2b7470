import type { Notice } from '@freshet/core';
import type { AppID } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { describe, proven } from './callback-body.ts';
import { RoomStory } from './testing/notices.ts';

const PROOF = { timestamp: 1_700_000_001, nonce: '42', signature: 'ab' };

function told(notice: Notice): string {
  return proven(describe(notice, { deliveryID: 'd-1', seq: 3 }), notice.name, PROOF);
}

const story = () => new RoomStory(1234567890 as AppID, 'room "1"');
const proofText = { timestamp: '1700000001', nonce: '42', signature: 'ab' };
const proofNumber = { ...proofText, timestamp: 1_700_000_001 };
const marks = { delivery_id: 'd-1', delivery_seq: 3 };
const user = {
  event: 'room_login',
  appid: '1234567890',
  room_id: 'room "1"',
  room_seq: '858012925204410401',
  user_account: 'bob',
  user_nickname: 'Name of bob',
  session_id: 's-bob',
  user_role: '2',
  user_update_seq: '1',
  ...proofText,
  ...marks,
};
const stream = {
  event: 'stream_create',
  appid: '1234567890',
  room_id: 'room "1"',
  channel_id: 'room "1"',
  room_session_id: '858012925204410401',
  user_id: 'ann',
  user_name: 'Name of ann',
  stream_id: 'cam',
  stream_alias: 'cam',
  stream_sid: 'sid-cam',
  stream_seq: '1',
  ...proofText,
  ...marks,
};

test('the session of a room is written with all its digits, though no double holds them', () => {
  expect(told(story().created())).toContain('"room_session_id":858012925204410401,');
});

test.each<[Notice, object]>([
  [story().created(), { event: 'room_create', room_create_time: '1700000000123', id_name: 'ann' }],
  [story().closed(), { event: 'room_close', close_reason: 0, room_close_time: '1700000000123' }],
])('$name tells the documented fields, numbers as numbers', (notice, fields) => {
  expect(JSON.parse(told(notice))).toEqual({
    appid: 1234567890,
    room_id: 'room "1"',
    room_session_id: Number('858012925204410401'),
    ...proofNumber,
    ...marks,
    ...fields,
  });
});

test.each<[Notice, object]>([
  [
    story().cameIn('bob'),
    {
      ...user,
      room_name: 'room "1"',
      login_time: '1700000000123',
      auth_level: '4',
      relogin: '0',
      callback_data: '',
      term_type: '6',
    },
  ],
  [
    story().left('bob'),
    { ...user, event: 'room_logout', login_time: '1700000000000', logout_time: '1700000000123', reason: '0' },
  ],
  [
    story().published('cam', 'ann'),
    {
      ...stream,
      publish_id: 'ann',
      publish_name: 'Name of ann',
      title: 'Title of cam',
      stream_attr: '{"cid":2}',
      create_time: '1700000000',
      create_time_ms: '1700000000123',
      extra_info: 'extra',
      recreate: '0',
      rtmp_url: [],
      hls_url: [],
      hdl_url: [],
      pic_url: [],
    },
  ],
  [
    story().unpublished('cam', 'ann'),
    {
      ...stream,
      event: 'stream_close',
      type: '0',
      third_define_data: 'extra',
      create_time_ms: '1700000000000',
      destroy_timemillis: '1700000000123',
    },
  ],
])('$name tells the documented fields, all of them texts', (notice, fields) => {
  expect(JSON.parse(told(notice))).toEqual(fields);
});

test.each([
  ['H264', 0],
  ['VP8', 2],
  ['VP9', 100],
  ['AV1', 100],
  [undefined, 100],
])('a stream in %s is told with the codec number %i', (videoCodec, cid) => {
  const notice = story().published('cam', 'ann', { videoCodec });
  expect(JSON.parse(told(notice))).toMatchObject({ stream_attr: JSON.stringify({ cid }) });
});
