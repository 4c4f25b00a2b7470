import type { Scope } from '@freshet/kit';

// Enough for a median over the last second, little enough to forget an old one.
const KEPT = 30;

/** Counts the pictures that an element shows, and how old they are when they are shown. */
export class PictureClock {
  readonly #sinceCapture: number[] = [];
  readonly #sinceArrival: number[] = [];
  #shown = 0;

  /** Pictures shown so far, over all elements. */
  get shown(): number {
    return this.#shown;
  }

  /** From the publisher's camera to this screen in milliseconds; `undefined` where the browser does not tell. */
  get sinceCapture(): number | undefined {
    return median(this.#sinceCapture);
  }

  /** From the arrival of a picture to this screen in milliseconds; `undefined` where the browser does not tell. */
  get sinceArrival(): number | undefined {
    return median(this.#sinceArrival);
  }

  /** Watches `element` until `scope` closes, and calls `began` at its first picture. */
  watch(element: HTMLVideoElement, scope: Scope, began: () => void): void {
    let handle = 0;
    let hasBegun = false;
    const next = (): void => {
      handle = element.requestVideoFrameCallback((_now, picture) => {
        this.#shown += 1;
        const { expectedDisplayTime, captureTime, receiveTime } = picture;
        if (captureTime !== undefined) note(this.#sinceCapture, expectedDisplayTime - captureTime);
        if (receiveTime !== undefined) note(this.#sinceArrival, expectedDisplayTime - receiveTime);
        next();
        if (!hasBegun) began();
        hasBegun = true;
      });
    };
    next();
    scope.add(() => element.cancelVideoFrameCallback(handle));
  }
}

function note(ages: number[], age: number): void {
  ages.push(age);
  if (ages.length > KEPT) ages.shift();
}

function median(ages: readonly number[]): number | undefined {
  const sorted = [...ages].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
