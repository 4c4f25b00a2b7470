import type { Notice } from '@freshet/core';

/** A field of a body. A `bigint` is written with all its digits, as JSON allows. */
type Field = string | number | bigint | readonly string[];
type Fields = Readonly<Record<string, Field>>;

/** What a notice is told with, beside what the original tells. */
export type Mark = {
  /** The same for each attempt; no other notice has it. */
  readonly deliveryID: string;
  /** The notice's number in this life of its room, from 1. */
  readonly seq: number;
};

/** What proves an attempt. */
export type Proof = {
  /** Seconds since the Unix epoch. */
  readonly timestamp: number;
  readonly nonce: string;
  readonly signature: string;
};

// The original's terminal types; every SDK there is runs in a browser.
const WEB = '6';
// The original's roles are those of another product of theirs; an Express user counts as audience.
const AUDIENCE = '2';
// The original's video codec numbers: it has none for VP9 and AV1, and one for a codec that is not known.
const CODECS: ReadonlyMap<string | undefined, number> = new Map([
  ['H264', 0],
  ['VP8', 2],
]);
const UNKNOWN_CODEC = 100;

/** The body of a notice, as it is kept: what {@link proven} makes complete for one attempt. */
export function describe(notice: Notice, mark: Mark): string {
  const appid = isOfRoom(notice) ? notice.appID : String(notice.appID);
  const marks = { delivery_id: mark.deliveryID, delivery_seq: mark.seq };
  return write({ event: notice.name, appid, ...fieldsOf(notice), ...marks });
}

/** The body of one attempt. */
export function proven(body: string, event: Notice['name'], { timestamp, nonce, signature }: Proof): string {
  const isNumber = event === 'room_create' || event === 'room_close';
  const proof = write({ timestamp: isNumber ? timestamp : String(timestamp), nonce, signature });
  return `${body.slice(0, -1)},${proof.slice(1)}`;
}

type OfRoom = Extract<Notice, { name: 'room_create' | 'room_close' }>;
type OfUser = Extract<Notice, { name: 'room_login' | 'room_logout' }>;
type OfStream = Extract<Notice, { name: 'stream_create' | 'stream_close' }>;

const isOfRoom = (notice: Notice): notice is OfRoom => notice.name === 'room_create' || notice.name === 'room_close';

function fieldsOf(notice: Notice): Fields {
  switch (notice.name) {
    case 'room_create':
    case 'room_close':
      return ofRoom(notice);
    case 'room_login':
    case 'room_logout':
      return ofUser(notice);
    case 'stream_create':
    case 'stream_close':
      return ofStream(notice);
  }
}

function ofRoom(notice: OfRoom): Fields {
  const room = { room_id: notice.roomID, room_session_id: BigInt(notice.roomSessionID) };
  return notice.name === 'room_create'
    ? { ...room, room_create_time: String(notice.at), id_name: notice.creator }
    : { ...room, close_reason: notice.reason, room_close_time: String(notice.at) };
}

function ofUser(notice: OfUser): Fields {
  const user = {
    room_id: notice.roomID,
    room_seq: notice.roomSessionID,
    user_account: notice.user.userID,
    user_nickname: notice.user.userName,
    session_id: notice.sessionID,
    user_role: AUDIENCE,
    user_update_seq: String(notice.userSeq),
  };
  if (notice.name === 'room_logout') {
    const times = { login_time: String(notice.loginTime), logout_time: String(notice.at) };
    return { ...user, ...times, reason: String(notice.reason) };
  }
  return {
    ...user,
    room_name: notice.roomID,
    login_time: String(notice.at),
    auth_level: String(notice.authLevel),
    relogin: notice.relogin ? '1' : '0',
    callback_data: '',
    term_type: WEB,
  };
}

function ofStream(notice: OfStream): Fields {
  const { streamID, user, extraInfo } = notice.stream;
  const stream = {
    room_id: notice.roomID,
    channel_id: notice.roomID,
    room_session_id: notice.roomSessionID,
    user_id: user.userID,
    user_name: user.userName,
    stream_id: streamID,
    stream_alias: streamID,
    stream_sid: notice.streamSID,
    stream_seq: String(notice.streamSeq),
  };
  if (notice.name === 'stream_close') {
    const times = { create_time_ms: String(notice.createTime), destroy_timemillis: String(notice.at) };
    return { ...stream, ...times, type: String(notice.reason), third_define_data: extraInfo };
  }
  return {
    ...stream,
    publish_id: user.userID,
    publish_name: user.userName,
    title: notice.title,
    stream_attr: JSON.stringify({ cid: CODECS.get(notice.videoCodec) ?? UNKNOWN_CODEC }),
    create_time: String(Math.floor(notice.at / 1000)),
    create_time_ms: String(notice.at),
    extra_info: extraInfo,
    recreate: notice.recreate ? '1' : '0',
    rtmp_url: [],
    hls_url: [],
    hdl_url: [],
    pic_url: [],
  };
}

function write(fields: Fields): string {
  const members = Object.entries(fields).map(([name, value]) => {
    return `${JSON.stringify(name)}:${typeof value === 'bigint' ? String(value) : JSON.stringify(value)}`;
  });
  return `{${members.join(',')}}`;
}
