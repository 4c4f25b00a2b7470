import type { Switches } from '@freshet/protocol/console';
import { wordsIn } from '../language/language-context.tsx';

type ServiceWords = {
  readonly name: string;
  readonly help: string;
  /** Shown while it is on: what that risks. */
  readonly danger?: string;
};

const namesInEnglish: Readonly<Record<keyof Switches, ServiceWords>> = {
  rtc: {
    name: 'RTC',
    help: 'Viewers play straight from the server that the publisher sends to. The usual way for calls and small rooms.',
  },
  l3: {
    name: 'L3, ultra-low latency',
    help: 'Viewers play well under a second behind, for large audiences. In this version the same server sends to them. Without it, whoever asks for L3 is refused with 1004072. Acts within seconds on pages that are open.',
  },
  cdn: {
    name: 'CDN',
    help: 'For playing over plain HTTP, which this version cannot do yet: whoever asks for it is refused with 1000010.',
  },
  callbacks: {
    name: 'Callbacks',
    help: 'Your backend is told of rooms, users and streams at the addresses of the Callbacks tab.',
  },
  privilegeTokens: {
    name: 'Privilege tokens required',
    help: 'A token has to say which room its user may enter and whether it may publish. Basic tokens are refused with 1002033.',
  },
  kickOnExpiry: {
    name: 'Kick when the token expires',
    help: 'A user whose token runs out and is not renewed is sent away with 1002056. Otherwise it stays until it logs in or publishes again.',
  },
  crossRoomPlay: {
    name: 'Cross-room play',
    help: 'A user may play streams of any room of this project, not only of its own.',
  },
  asciiUserNames: {
    name: 'ASCII user names only',
    help: 'For apps whose other systems take nothing else. A login with a userName of other characters, such as Chinese, an accent or a space, is refused with 1002009. Who is in stays.',
  },
  cbcTokens: {
    name: 'CBC tokens',
    help: 'Also takes the old form of tokens, for backends that cannot mint the GCM form yet.',
    danger:
      'The old form has no integrity: what it says can be altered on its way. Switch this off once your backend mints GCM.',
  },
  appSignLogin: {
    name: 'AppSign login',
    help: 'Lets a client log in with the AppSign instead of a token, as in early prototypes.',
    danger: 'Every copy of your application carries the AppSign. Whoever extracts it can log in as any user.',
  },
};

const namesInChinese: typeof namesInEnglish = {
  rtc: { name: 'RTC', help: '观众直接从主播所在的服务器拉流，通话和小房间通常用这种方式。' },
  l3: {
    name: 'L3 超低延迟直播',
    help: '面向大规模观众，延迟远低于一秒。本版本由同一台服务器向他们发送。未开通时，请求 L3 的播放会以 1004072 被拒绝。开关几秒内对已打开的页面生效。',
  },
  cdn: { name: 'CDN', help: '用于通过普通 HTTP 拉流，本版本尚不支持：请求 CDN 的播放会以 1000010 被拒绝。' },
  callbacks: { name: '回调', help: '房间、用户和流的变化会通知到“回调”中填写的地址。' },
  privilegeTokens: {
    name: '必须使用权限 Token',
    help: 'Token 必须写明可以进入哪个房间、是否可以推流。基础 Token 会以 1002033 被拒绝。',
  },
  kickOnExpiry: {
    name: 'Token 过期即踢出',
    help: 'Token 过期且未更新的用户会以 1002056 被踢出；否则会留到下次登录或推流。',
  },
  crossRoomPlay: { name: '跨房间拉流', help: '用户可以拉取本项目任意房间的流，而不限于自己所在的房间。' },
  asciiUserNames: {
    name: '用户名仅限 ASCII',
    help: '适用于其他系统只支持 ASCII 用户名的应用。登录时，userName 含有中文、重音字母、空格等其他字符会以 1002009 被拒绝。已在房间里的用户不受影响。',
  },
  cbcTokens: {
    name: 'CBC Token',
    help: '同时接受旧格式的 Token，供暂时不能生成 GCM 格式的后端使用。',
    danger: '旧格式没有完整性保护，内容可能在途中被改动。后端改用 GCM 后请关闭。',
  },
  appSignLogin: {
    name: 'AppSign 登录',
    help: '客户端可以用 AppSign 代替 Token 登录，适合早期原型。',
    danger: '每一份应用里都带有 AppSign，提取到它的人可以用任意用户身份登录。',
  },
};

const en = {
  servicesTitle: 'Services',
  servicesLead: 'What clients of this project may use. A change acts within seconds, on running clients too.',
  doorTitle: 'Who may log in, and with what',
  doorLead: 'Rules of tokens, rooms and names.',
  unsafe: 'Unsafe',
  onTitle: (name: string) => `Switch ${name} on?`,
  switchOn: 'Switch on',
  isOn: (name: string) => `${name} is on`,
  isOff: (name: string) => `${name} is off`,
  names: namesInEnglish,
};

const zh: typeof en = {
  servicesTitle: '服务',
  servicesLead: '此项目的客户端可以使用的服务。更改几秒内生效，对运行中的客户端同样有效。',
  doorTitle: '登录规则',
  doorLead: '关于 Token、房间和用户名的规则。',
  unsafe: '不安全',
  onTitle: (name) => `开启“${name}”？`,
  switchOn: '开启',
  isOn: (name) => `“${name}”已开启`,
  isOff: (name) => `“${name}”已关闭`,
  names: namesInChinese,
};

/** The words of the service switches. */
export const useServiceWords = wordsIn({ en, zh });
