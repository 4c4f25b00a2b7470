import type { Scope } from '@freshet/kit';

/** The size of a picture in pixels. */
export type Size = { readonly width: number; readonly height: number };

/** Calls `changed` with the size of the picture in `element`, now if there is one, and whenever it changes. */
export function onSize(element: HTMLVideoElement, scope: Scope, changed: (size: Size) => void): void {
  let told = '';
  const tell = (): void => {
    const { videoWidth: width, videoHeight: height } = element;
    const size = `${width}x${height}`;
    // Elements announce a size again with a new source.
    if (width === 0 || size === told) return;
    told = size;
    changed({ width, height });
  };
  scope.listen(element, 'resize', tell);
  tell();
}

/** Calls `captured` with the size of the first picture of a captured track, whether it is shown anywhere or not. */
export function onFirstCaptured(track: MediaStreamTrack, scope: Scope, captured: (size: Size) => void): void {
  const element = document.createElement('video');
  element.muted = true;
  element.playsInline = true;
  element.srcObject = new MediaStream([track]);
  const finish = scope.add(() => {
    element.pause();
    element.srcObject = null;
  });
  scope.listen(element, 'loadeddata', () => {
    captured({ width: element.videoWidth, height: element.videoHeight });
    finish();
  });
  element.play().catch(() => undefined);
}
