import type { View } from '../engine-api.ts';
import { Picture } from '../render/picture.ts';

/** A publish channel's own picture, as its user sees it. */
export class Preview {
  #view: View | null;
  #picture: Picture | undefined;

  constructor(view: View | null) {
    this.#view = view;
    this.#picture = view ? new Picture(view) : undefined;
  }

  /** Shows the picture elsewhere, or nowhere. */
  moveTo(view: View | null): void {
    this.#view = view;
    if (view && this.#picture?.view === view.view) return;
    this.#picture?.close();
    this.#picture = view ? new Picture(view) : undefined;
  }

  /** Shows `track`; a camera that looks at its user is a mirror. */
  show(track: MediaStreamTrack | undefined, isCamera: boolean): void {
    const picture = this.#picture;
    if (!picture || !this.#view) return;
    const { element } = picture;
    picture.layOut(this.#view, isCamera && track?.getSettings().facingMode !== 'environment');
    // One's own sound would be heard as an echo.
    element.muted = true;
    const shown = element.srcObject instanceof MediaStream ? element.srcObject.getTracks()[0] : undefined;
    if (shown === track) return;
    element.srcObject = track ? new MediaStream([track]) : null;
    if (track) element.play().catch(() => undefined);
  }

  close(): void {
    this.#picture?.close();
  }
}
