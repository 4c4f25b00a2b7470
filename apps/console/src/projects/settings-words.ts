import { wordsIn } from '../language/language-context.tsx';

const en = {
  nameTitle: 'Name',
  nameLead: 'What your team calls this project. Clients never see it.',
  name: 'Name',
  dangerTitle: 'Pause or delete',
  pause: 'Pause',
  resume: 'Resume',
  pauseHelp: 'Everyone is sent away and nobody can log in until you resume it. Nothing is lost.',
  resumeHelp: 'Users can log in again at once.',
  pauseTitle: (name: string) => `Pause ${name}?`,
  pauseBody: (users: number) =>
    users === 0
      ? 'Nobody is in its rooms now.'
      : `${users.toLocaleString('en')} users are in its rooms now and will be sent away.`,
  paused: 'The project is paused',
  resumed: 'The project is running again',
  remove: 'Delete',
  removeHelp: 'Its secrets, settings, rules and delivery log are gone for good, and every token of it is worthless.',
  removeOwner: 'Only an owner can delete a project.',
  removeTitle: (name: string) => `Delete ${name}?`,
  removed: (name: string) => `Project ${name} is deleted`,
};

const zh: typeof en = {
  nameTitle: '名称',
  nameLead: '供团队辨认，客户端看不到。',
  name: '名称',
  dangerTitle: '暂停或删除',
  pause: '暂停',
  resume: '恢复',
  pauseHelp: '所有人都会离开房间，恢复之前任何人都无法登录。不会丢失任何内容。',
  resumeHelp: '用户可以立即重新登录。',
  pauseTitle: (name) => `暂停 ${name}？`,
  pauseBody: (users) =>
    users === 0 ? '现在房间里没有用户。' : `现在房间里有 ${users.toLocaleString('zh-CN')} 个用户，他们都会离开房间。`,
  paused: '项目已暂停',
  resumed: '项目已恢复运行',
  remove: '删除',
  removeHelp: '密钥、设置、规则和投递记录会永久删除，所有 Token 随之失效。',
  removeOwner: '只有所有者可以删除项目。',
  removeTitle: (name) => `删除 ${name}？`,
  removed: (name) => `项目 ${name} 已删除`,
};

/** The words of a project's settings. */
export const useSettingsWords = wordsIn({ en, zh });
