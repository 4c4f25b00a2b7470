import { wordsIn } from '../language/language-context.tsx';

const en = {
  close: 'Close',
  cancel: 'Cancel',
  copy: 'Copy',
  copied: 'Copied',
  copyByHand: 'Selected. Copy it with your keyboard or menu.',
  tryAgain: 'Try again',
  loading: 'Loading…',
  couldNotLoad: 'This could not be loaded',
  didNotWork: 'That did not work',
  reveal: 'Show',
  conceal: 'Hide',
  toType: (text: string) => `Type “${text}” to confirm`,
  rows: (n: number) => `${n.toLocaleString('en')} ${n === 1 ? 'row' : 'rows'}`,
};

const zh: typeof en = {
  close: '关闭',
  cancel: '取消',
  copy: '复制',
  copied: '已复制',
  copyByHand: '已选中，请用键盘或菜单复制。',
  tryAgain: '重试',
  loading: '正在加载…',
  couldNotLoad: '未能加载',
  didNotWork: '操作没有成功',
  reveal: '显示',
  conceal: '隐藏',
  toType: (text) => `请输入“${text}”以确认`,
  rows: (n) => `${n.toLocaleString('zh-CN')} 行`,
};

/** The words of what every page is built from. */
export const useControlWords = wordsIn({ en, zh });
