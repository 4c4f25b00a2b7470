import { wordsIn } from '../language/language-context.tsx';

const english = {
  empty: 'Nothing was measured in this time.',
  loading: 'Loading…',
  /** For those who do not see the picture. */
  summary: (line: string, last: string, lowest: string, highest: string): string =>
    `${line}: ${last} now, between ${lowest} and ${highest}.`,
  moment: (time: string, values: string): string => `${time}: ${values}`,
  point: (title: string): string => `${title}: values over time, arrow keys move`,
  ceiling: (value: string): string => `${value} at most`,
};

const chinese: typeof english = {
  empty: '这段时间没有测量数据。',
  loading: '正在加载…',
  summary: (line, last, lowest, highest) => `${line}：当前 ${last}，在 ${lowest} 到 ${highest} 之间。`,
  moment: (time, values) => `${time}：${values}`,
  point: (title) => `${title}：随时间变化的数值，可用方向键移动`,
  ceiling: (value) => `上限 ${value}`,
};

/** What charts say besides what pages call their lines. */
export const useChartWords = wordsIn({ en: english, zh: chinese });
