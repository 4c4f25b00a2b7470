import { Scope } from '@freshet/kit';
import { type RefObject, useEffect, useState } from 'react';

/** Whether the page is shown on the full screen, and how to change that; `toggle` is absent where it cannot be. */
export type FullScreen = { readonly isOn: boolean; readonly toggle: (() => void) | undefined };

/**
 * Shows `place` on the full screen. On an iPhone only a video can be: there it is `video` alone, under the system's own
 * controls.
 */
export function useFullScreen(
  place: RefObject<HTMLElement | null>,
  video: RefObject<HTMLVideoElement | null>,
): FullScreen {
  const [isOn, setIsOn] = useState(false);
  useEffect(() => {
    const scope = new Scope();
    scope.listen(document, 'fullscreenchange', () => setIsOn(document.fullscreenElement !== null));
    return () => scope.close();
  }, []);
  if (document.fullscreenEnabled) return { isOn, toggle: () => void toggle(place.current) };
  if ('webkitEnterFullscreen' in HTMLVideoElement.prototype) {
    return { isOn: false, toggle: () => enterOnPhone(video.current) };
  }
  return { isOn: false, toggle: undefined };
}

async function toggle(place: HTMLElement | null): Promise<void> {
  const change = document.fullscreenElement ? document.exitFullscreen() : place?.requestFullscreen();
  // A browser that declines leaves the page as it is.
  await change?.catch(() => undefined);
}

function enterOnPhone(video: HTMLVideoElement | null): void {
  if (video && 'webkitEnterFullscreen' in video && typeof video.webkitEnterFullscreen === 'function') {
    video.webkitEnterFullscreen();
  }
}
