import { wordsIn } from '../language/language-context.tsx';

const en = {
  pausedTitle: 'This project is paused.',
  pausedBody: 'Nobody can log in. Resume it in its settings.',
  identity: 'Identity',
  identityLead: 'What an application needs to know. The secrets stay on your server.',
  appID: 'AppID',
  server: 'Server address',
  created: 'Created',
  services: 'Services on',
  none: 'none',
  toServices: 'Change services',
  openDebug: 'Open the debug page',
  mintToken: 'Make a temporary token',
  roomsNow: 'Rooms now',
  usersNow: 'Users now',
  toRooms: 'Look at the rooms',
  limit: (n: number) => `of at most ${n.toLocaleString('en')}`,
  noLimit: 'no limit set',
  embed: 'In your own page',
  embedAny: 'Pages of any origin may connect. Name yours under Origins to keep others out.',
  embedSome: (origins: string) => `Works on pages of ${origins}. Others are refused.`,
  embedToken: 'The token comes from your backend; while you try things out, from the Tokens tab.',
};

const zh: typeof en = {
  pausedTitle: '此项目已暂停。',
  pausedBody: '任何人都无法登录。可以在“设置”里恢复。',
  identity: '基本信息',
  identityLead: '应用需要知道的内容。密钥只保存在你的服务器上。',
  appID: 'AppID',
  server: '服务器地址',
  created: '创建时间',
  services: '已开通的服务',
  none: '无',
  toServices: '修改服务',
  openDebug: '打开调试页面',
  mintToken: '生成临时 Token',
  roomsNow: '当前房间',
  usersNow: '当前用户',
  toRooms: '查看房间',
  limit: (n) => `上限 ${n.toLocaleString('zh-CN')}`,
  noLimit: '未设上限',
  embed: '嵌入到你的网页',
  embedAny: '任何域名的网页都可以连接。在“域名”里填写你的域名，即可拒绝其他网页。',
  embedSome: (origins) => `适用于 ${origins} 的网页，其他网页会被拒绝。`,
  embedToken: 'Token 由你的后端生成；试用时可以在“Token”里生成。',
};

/** The words of a project's overview. */
export const useOverviewTabWords = wordsIn({ en, zh });
