import { wordsIn } from '../language/language-context.tsx';

const en = {
  product: 'Freshet console',
  overview: 'Overview',
  projects: 'Projects',
  rooms: 'Rooms',
  installation: 'Installation',
  operators: 'Operators',
  audit: 'Audit log',
  account: 'Account',
  signOut: 'Sign out',
  navigation: 'Pages of the console',
  openNavigation: 'Open the menu',
  skip: 'Skip to the page',
  language: 'Language',
  theme: 'Theme',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  roles: { viewer: 'Viewer', operator: 'Operator', owner: 'Owner' },
  notHere: 'There is no such page',
  notHereBody: 'The address may be cut off, or what it named is gone.',
  toOverview: 'To the overview',
  crashed: 'This page ran into an error',
  crashedBody: 'Reload it. If it happens again, tell whoever runs this server.',
  reload: 'Reload',
};

const zh: typeof en = {
  product: 'Freshet 控制台',
  overview: '概览',
  projects: '项目',
  rooms: '房间',
  installation: '系统',
  operators: '操作员',
  audit: '审计日志',
  account: '账号',
  signOut: '退出登录',
  navigation: '控制台页面',
  openNavigation: '打开菜单',
  skip: '跳到正文',
  language: '语言',
  theme: '主题',
  themes: { system: '跟随系统', light: '浅色', dark: '深色' },
  roles: { viewer: '查看者', operator: '操作员', owner: '所有者' },
  notHere: '没有这个页面',
  notHereBody: '地址可能不完整，或者它指向的内容已不存在。',
  toOverview: '前往概览',
  crashed: '此页面出错了',
  crashedBody: '请刷新页面。如果再次出现，请告知服务器的管理者。',
  reload: '刷新',
};

/** The words around the pages. */
export const useShellWords = wordsIn({ en, zh });
