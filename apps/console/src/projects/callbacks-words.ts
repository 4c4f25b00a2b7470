import type { CallbackURLs } from '@freshet/protocol/console';
import { wordsIn } from '../language/language-context.tsx';

type Events = Readonly<Record<keyof CallbackURLs, string>>;

const eventsInEnglish: Events = {
  room_create: 'A room is created',
  room_close: 'A room is closed',
  room_login: 'A user logs in',
  room_logout: 'A user logs out',
  stream_create: 'A stream begins',
  stream_close: 'A stream ends',
};

const eventsInChinese: Events = {
  room_create: '房间创建',
  room_close: '房间关闭',
  room_login: '用户登录房间',
  room_logout: '用户退出房间',
  stream_create: '流创建',
  stream_close: '流关闭',
};

const en = {
  title: 'Addresses',
  lead: 'A POST goes to your backend for each event that has an address. Until your backend takes it, it is sent again, for a day, with one and the same ID.',
  off: 'Callbacks are switched off for this project: nothing is sent until you switch them on.',
  toServices: 'To the services',
  placeholder: 'https://api.shop.example/freshet',
  help: 'Empty: this event is not sent.',
  badURL: 'An address that begins with http:// or https://.',
  fillRest: 'Use the first address for all',
  events: eventsInEnglish,
};

const zh: typeof en = {
  title: '地址',
  lead: '每个填写了地址的事件都会以 POST 发送到你的后端。在后端接收之前会用同一个 ID 重发，最长一天。',
  off: '此项目的回调尚未开启：开启之前不会发送任何内容。',
  toServices: '前往服务',
  placeholder: 'https://api.shop.example/freshet',
  help: '留空则不发送此事件。',
  badURL: '请填写以 http:// 或 https:// 开头的地址。',
  fillRest: '全部使用第一个地址',
  events: eventsInChinese,
};

/** The words of the addresses of callbacks. */
export const useCallbackWords = wordsIn({ en, zh });
