import type { TestPage } from '../browsers/test-browser.ts';
import type { PictureReport } from '../in-page/picture-reader.ts';
import type { SoundReport } from '../in-page/sound-meter.ts';

/** Sees so many seconds of what a video element shows, from its next frame on. */
export function watchVideo(page: TestPage, selector: string, seconds: number): Promise<PictureReport> {
  return page.evaluate(
    async ({ selector, span }) => {
      const reader = window.testkit.picture(selector);
      reader.restart();
      const seen = (): string => `${reader.report().frames.length} frames in ${reader.span} ms`;
      const over = (): true => {
        if (reader.span < span) throw new Error(seen());
        return true;
      };
      await window.testkit.eventually(over, `${span} ms of moving pictures`);
      return reader.report();
    },
    { selector, span: seconds * 1000 },
  );
}

/**
 * When the first picture that was drawn after `moment` was shown; both in `Date.now()`. Pictures are read from the
 * first question about the element on.
 */
export function seePictureAfter(page: TestPage, selector: string, moment: number): Promise<number> {
  return page.evaluate(
    ({ selector, moment }) => {
      const reader = window.testkit.picture(selector);
      const shown = (): number | undefined =>
        reader.report().frames.find(({ at, age }) => age !== null && at - age > moment)?.at;
      return window.testkit.eventually(shown, `a picture drawn after ${moment}`);
    },
    { selector, moment },
  );
}

/** Hears what a video element plays until a whole second of it was no silence. */
export function hearVideo(page: TestPage, selector: string): Promise<SoundReport> {
  return page.evaluate(async (selector) => {
    const meter = window.testkit.sound(selector);
    meter.restart();
    const heard = (): true => {
      if (meter.report().loud < 20) throw new Error(JSON.stringify(meter.report()));
      return true;
    };
    await window.testkit.eventually(heard, 'a second of sound');
    return meter.report();
  }, selector);
}
