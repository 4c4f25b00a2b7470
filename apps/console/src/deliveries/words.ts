import type { DeliveryView } from '@freshet/protocol/console';
import { wordsIn } from '../language/language-context.tsx';

const statesInEnglish: Readonly<Record<DeliveryView['state'], string>> = {
  waiting: 'Waiting',
  delivered: 'Delivered',
  failed: 'Failed',
};
const statesInChinese: typeof statesInEnglish = { waiting: '等待中', delivered: '已送达', failed: '失败' };

const en = {
  title: 'Delivery log',
  lead: 'What was sent to your backend in the last seven days and what it answered, newest first.',
  filter: 'Which deliveries',
  all: 'All',
  states: statesInEnglish,
  event: 'Event',
  room: 'Room',
  when: 'When',
  state: 'State',
  attempts: 'Attempts',
  answer: 'Answer',
  look: 'Look',
  replay: 'Send again',
  replayAll: (n: number) => `Send ${n} again`,
  replayed: (n: number) => `${n} ${n === 1 ? 'delivery is' : 'deliveries are'} sent again`,
  replayFailed: 'Send what failed again',
  replayFailedBody:
    'Goes to the addresses of today, oldest first. Each keeps its ID, so that your backend can tell what it knows already.',
  since: 'Told in the last',
  spans: { 1: 'Hour', 24: 'Day', 168: 'Week' },
  select: 'Choose this delivery',
  older: 'Show older ones',
  emptyTitle: 'Nothing has been sent',
  emptyBody: 'Give an address above and switch callbacks on under Services; the next login appears here.',
  noneTitle: 'No such delivery',
  noneBody: 'Choose “All” to see the others.',
  body: 'Body',
  address: 'Address',
  next: 'Next attempt',
  close: 'Close',
};

const zh: typeof en = {
  title: '投递记录',
  lead: '最近七天发送给你的后端的内容和它的回答，最新的在最上面。',
  filter: '显示哪些投递',
  all: '全部',
  states: statesInChinese,
  event: '事件',
  room: '房间',
  when: '时间',
  state: '状态',
  attempts: '次数',
  answer: '回答',
  look: '查看',
  replay: '重发',
  replayAll: (n) => `重发 ${n} 条`,
  replayed: (n) => `已重发 ${n} 条`,
  replayFailed: '重发失败的投递',
  replayFailedBody: '从最早的开始，发送到现在的地址。每条保留原来的 ID，你的后端可以认出已收到的内容。',
  since: '产生于最近',
  spans: { 1: '一小时', 24: '一天', 168: '一周' },
  select: '选择此投递',
  older: '显示更早的记录',
  emptyTitle: '还没有发送过任何内容',
  emptyBody: '在上面填写地址，并在“服务”中开启回调，下一次登录就会出现在这里。',
  noneTitle: '没有这样的投递',
  noneBody: '选择“全部”查看其他投递。',
  body: '内容',
  address: '地址',
  next: '下次尝试',
  close: '关闭',
};

/** The words of the delivery log. */
export const useDeliveryWords = wordsIn({ en, zh });
