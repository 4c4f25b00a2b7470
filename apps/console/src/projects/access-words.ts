import type { ProjectCaps } from '@freshet/protocol/console';
import { wordsIn } from '../language/language-context.tsx';

type CapWords = Readonly<Record<keyof ProjectCaps, { readonly name: string; readonly help: string }>>;

const capsInEnglish: CapWords = {
  rooms: { name: 'Rooms', help: 'At once. A login that would open one more is refused with 1002035.' },
  users: { name: 'Users of all rooms together', help: 'At once. One more login is refused with 1002037.' },
  roomUsers: { name: 'Users of one room', help: 'At once. One more login is refused with 1002034.' },
  plays: {
    name: 'Streams that one user plays',
    help: 'At once. One more play is refused with 1004010. A change counts from a user’s next login on.',
  },
};

const capsInChinese: CapWords = {
  rooms: { name: '房间数', help: '同时存在的房间。超出时，新开房间的登录会以 1002035 被拒绝。' },
  users: { name: '所有房间的用户总数', help: '同时在线的用户。超出时，登录会以 1002037 被拒绝。' },
  roomUsers: { name: '单个房间的用户数', help: '同时在线的用户。超出时，登录会以 1002034 被拒绝。' },
  plays: {
    name: '单个用户的拉流数',
    help: '同时拉的流。超出时，拉流会以 1004010 被拒绝。更改从用户下次登录起生效。',
  },
};

const en = {
  originsTitle: 'Allowed origins',
  originsLead:
    'Pages of these origins may connect from a browser; others are refused with 1000039, and sent away where they are in. Where none is named, every page may. A token is needed in any case.',
  originsField: 'Origins, one on each line',
  originsHelp:
    'Scheme, host and port, such as https://shop.example or http://localhost:5173. This server’s own pages always may.',
  tooMany: 'At most 50 origins.',
  notAnOrigin: (text: string) => `“${text}” is no origin. Write it like https://shop.example, without a path.`,
  open: 'Open to every origin',
  limitsTitle: 'Limits',
  limitsLead:
    'What this project may use at once. An empty field has the value that stands in it in grey; no limit is none but the machine’s. Those who are in stay in.',
  noLimit: 'No limit',
  outOf: (most: string) => `A whole number from 1 to ${most}, or nothing.`,
  caps: capsInEnglish,
};

const zh: typeof en = {
  originsTitle: '允许的域名',
  originsLead:
    '只有这些域名的网页可以从浏览器连接，其他网页会以 1000039 被拒绝，已经在线的会被踢出。一个都不填时，任何网页都可以。无论如何都需要 Token。',
  originsField: '域名，每行一个',
  originsHelp: '包含协议、主机和端口，例如 https://shop.example 或 http://localhost:5173。此服务器自己的页面始终可以。',
  tooMany: '最多 50 个域名。',
  notAnOrigin: (text) => `“${text}”不是有效的域名，请写成 https://shop.example 的形式，不带路径。`,
  open: '对所有域名开放',
  limitsTitle: '限制',
  limitsLead: '此项目同时可以使用的数量。留空时使用灰色显示的值；“不限制”即只受机器限制。已经在线的用户不受影响。',
  noLimit: '不限制',
  outOf: (most) => `请填写 1 到 ${most} 的整数，或者留空。`,
  caps: capsInChinese,
};

/** The words of origins and limits. */
export const useAccessWords = wordsIn({ en, zh });
