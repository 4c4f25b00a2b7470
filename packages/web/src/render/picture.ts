import { ViewMode } from '@freshet/protocol';
import type { View } from '../engine-api.ts';

const FIT: Readonly<Record<ViewMode, string>> = {
  [ViewMode.AspectFit]: 'contain',
  [ViewMode.AspectFill]: 'cover',
  [ViewMode.ScaleToFill]: 'fill',
};

/** A video element in an application's view: its own, or one made inside its element. Closing leaves no trace in it. */
export class Picture {
  readonly element: HTMLVideoElement;
  readonly view: HTMLElement;
  readonly #restore: () => void;

  constructor({ view }: Pick<View, 'view'>) {
    this.view = view;
    if (view instanceof HTMLVideoElement) {
      this.element = view;
      this.#restore = remember(view);
    } else {
      const element = document.createElement('video');
      element.style.cssText = 'display:block;width:100%;height:100%';
      view.append(element);
      this.element = element;
      this.#restore = () => element.remove();
    }
    this.element.playsInline = true;
    // Played by call alone: an element that starts by itself would hide that the browser holds the sound back.
    this.element.autoplay = false;
  }

  /** Lays the picture into its view. */
  layOut({ viewMode = ViewMode.AspectFit, backgroundColor = 0 }: View, isMirrored: boolean): void {
    const { style } = this.element;
    style.objectFit = FIT[viewMode];
    style.backgroundColor = `#${backgroundColor.toString(16).padStart(6, '0')}`;
    style.transform = isMirrored ? 'scaleX(-1)' : '';
  }

  close(): void {
    this.element.pause();
    this.element.srcObject = null;
    this.#restore();
  }
}

function remember(element: HTMLVideoElement): () => void {
  const { muted, volume, playsInline, autoplay } = element;
  const { objectFit, backgroundColor, transform } = element.style;
  return () => {
    Object.assign(element, { muted, volume, playsInline, autoplay });
    Object.assign(element.style, { objectFit, backgroundColor, transform });
  };
}
