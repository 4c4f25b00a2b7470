import type { english } from './english.ts';

/** Every word that the pages say. A language that lacks one does not compile. */
export type Dictionary = typeof english;
