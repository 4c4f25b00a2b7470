import type * as FreshetSdk from '@freshet/web';

/** The SDK as the script tag gives it. */
export type Sdk = typeof FreshetSdk;

declare const Freshet: Sdk | undefined;

/** The SDK that `/sdk/freshet.js` has put into the page; `undefined` where that could not be loaded. */
export function loadedSdk(): Sdk | undefined {
  return typeof Freshet === 'undefined' ? undefined : Freshet;
}

/** The code of an error that the SDK threw; 0 for an error that is not its own. */
export function codeOf(sdk: Sdk, error: unknown): number {
  return error instanceof sdk.FreshetError ? error.code : 0;
}
