import type { ConsoleEndpoint } from '@freshet/protocol/console';
import { wordsIn } from '../language/language-context.tsx';

type Actions = Partial<Record<ConsoleEndpoint, string>>;

const actionsInEnglish: Actions = {
  setUp: 'Set up an account',
  signIn: 'Sign-in',
  signOut: 'Sign-out',
  changePassword: 'Changed the password',
  beginTotp: 'Began to set up a second factor',
  confirmTotp: 'Switched the second factor on',
  removeTotp: 'Switched the second factor off',
  inviteOperator: 'Invited an operator',
  setOperatorRole: 'Changed a role',
  removeOperator: 'Removed an operator',
  createProject: 'Made a project',
  updateProject: 'Changed a project',
  deleteProject: 'Deleted a project',
  secrets: 'Looked at secrets',
  rotateSecret: 'Replaced a secret',
  createApiKey: 'Made an API key',
  revokeApiKey: 'Revoked an API key',
  mintToken: 'Minted a token',
  replayDeliveries: 'Sent callbacks again',
  kick: 'Kicked users',
  closeRoom: 'Closed a room',
  forbidStream: 'Forbade a stream',
  resumeStream: 'Resumed a stream',
  forbidUser: 'Forbade a user',
  liftRule: 'Lifted a rule',
  sendMessage: 'Sent a message to a room',
};

const actionsInChinese: Actions = {
  setUp: '设置账号',
  signIn: '登录',
  signOut: '退出登录',
  changePassword: '修改密码',
  beginTotp: '开始设置双重验证',
  confirmTotp: '开启双重验证',
  removeTotp: '关闭双重验证',
  inviteOperator: '邀请操作员',
  setOperatorRole: '修改角色',
  removeOperator: '移除操作员',
  createProject: '创建项目',
  updateProject: '修改项目',
  deleteProject: '删除项目',
  secrets: '查看密钥',
  rotateSecret: '更换密钥',
  createApiKey: '创建 API 密钥',
  revokeApiKey: '吊销 API 密钥',
  mintToken: '生成 Token',
  replayDeliveries: '重发回调',
  kick: '踢出用户',
  closeRoom: '关闭房间',
  forbidStream: '禁推流',
  resumeStream: '恢复推流',
  forbidUser: '封禁用户',
  liftRule: '解除规则',
  sendMessage: '向房间发送消息',
};

const en = {
  title: 'Audit log',
  lead: 'Every change, every look at a secret and every sign-in, newest first.',
  when: 'When',
  who: 'Who',
  what: 'What',
  about: 'About',
  detail: 'Detail',
  from: (address: string) => `from ${address}`,
  older: 'Show older entries',
  emptyTitle: 'Nothing has happened yet',
  emptyBody: 'Changes appear here as soon as somebody makes one.',
  refused: 'Refused',
  reasons: {
    wrongPassword: 'wrong name or password',
    wrongCode: 'wrong code',
    linkSpent: 'the link was used already or is too old',
  },
  actions: actionsInEnglish,
};

const zh: typeof en = {
  title: '审计日志',
  lead: '每一次更改、每一次查看密钥和每一次登录，最新的在最上面。',
  when: '时间',
  who: '操作者',
  what: '操作',
  about: '对象',
  detail: '详情',
  from: (address) => `来自 ${address}`,
  older: '显示更早的记录',
  emptyTitle: '还没有任何记录',
  emptyBody: '一旦有人做了更改，就会显示在这里。',
  refused: '被拒绝',
  reasons: { wrongPassword: '名称或密码不正确', wrongCode: '验证码不正确', linkSpent: '链接已使用过或已过期' },
  actions: actionsInChinese,
};

/** The words of the audit log. */
export const useAuditWords = wordsIn({ en, zh });
