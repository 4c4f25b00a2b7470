import type { Switches } from '@freshet/protocol/console';

/** What a project offers, in the order of its page. */
export const services = ['rtc', 'l3', 'cdn', 'callbacks'] as const satisfies readonly (keyof Switches)[];

/** How strict its door is, in the order of its page. */
export const doorRules = [
  'privilegeTokens',
  'kickOnExpiry',
  'crossRoomPlay',
  'asciiUserNames',
  'cbcTokens',
  'appSignLogin',
] as const satisfies readonly (keyof Switches)[];
