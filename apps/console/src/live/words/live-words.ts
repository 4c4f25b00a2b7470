import { wordsIn } from '../../language/language-context.tsx';
import { chineseLive } from './chinese-live.ts';
import { englishLive } from './english-live.ts';

/** The words of everything that is alive: rooms, users, streams, rules. */
export const useLiveWords = wordsIn({ en: englishLive, zh: chineseLive });
