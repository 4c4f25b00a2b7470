import { Emitter, Scope } from '@freshet/kit';
import type { View } from '../engine-api.ts';
import { onSize, type Size } from './first-picture.ts';
import { Picture } from './picture.ts';
import { PictureClock } from './picture-clock.ts';

export type OutputEvents = {
  /** The first picture is on the screen; once for each place. */
  shown: Record<never, never>;
  /** The size of the picture that is shown. */
  resized: Size;
  /** The browser holds the sound back; the picture plays on without it. */
  silenced: Record<never, never>;
};

type Place = { readonly element: HTMLMediaElement; readonly picture: Picture | undefined; readonly scope: Scope };

/**
 * Where one stream is seen and heard. It outlives the connections that bring the tracks: the last picture stays until
 * the next one is there.
 */
export class Output {
  readonly events = new Emitter<OutputEvents>();
  readonly clock = new PictureClock();
  readonly #stream = new MediaStream();
  #place: Place;
  #volume = 1;
  #isMuted = false;
  #isSilenced = false;

  constructor(view: View | null) {
    this.#place = this.#takePlace(view);
  }

  /** Whether the browser holds the sound back. */
  get isSilenced(): boolean {
    return this.#isSilenced;
  }

  /** Shows the picture elsewhere, or nowhere. */
  moveTo(view: View | null): void {
    const { picture } = this.#place;
    if (view && picture?.view === view.view) return picture.layOut(view, false);
    this.#leave();
    this.#place = this.#takePlace(view);
    if (this.#stream.getTracks().length > 0) this.#start();
  }

  /** Plays these tracks in the place of the former ones. */
  play(tracks: readonly MediaStreamTrack[]): void {
    const former = this.#stream.getTracks();
    // Firefox never shows a picture that came beside another one, not even when that one has gone. The sound stays until
    // the next one is there: an element without any track has ended, and says so.
    for (const track of former) if (track.kind === 'video') this.#stream.removeTrack(track);
    for (const track of tracks) this.#stream.addTrack(track);
    for (const track of former) this.#stream.removeTrack(track);
    this.#start();
  }

  /** @param volume 0 to 1 */
  setVolume(volume: number): void {
    this.#volume = volume;
    this.#applySound(this.#place.element);
  }

  setMuted(muted: boolean): void {
    this.#isMuted = muted;
    this.#applySound(this.#place.element);
  }

  /** Turns the sound on again; answers whether the browser lets it. To be called from a click or a tap. */
  async resume(): Promise<boolean> {
    const { element } = this.#place;
    this.#isSilenced = false;
    this.#applySound(this.#place.element);
    try {
      await element.play();
    } catch (error) {
      if (isRefusal(error)) this.#silence();
    }
    return !this.#isSilenced;
  }

  close(): void {
    this.#leave();
    for (const track of this.#stream.getTracks()) this.#stream.removeTrack(track);
    this.events.clear();
  }

  #takePlace(view: View | null): Place {
    const scope = new Scope();
    const picture = view ? new Picture(view) : undefined;
    const element = picture?.element ?? new Audio();
    if (picture && view) {
      picture.layOut(view, false);
      this.clock.watch(picture.element, scope, () => this.events.emit('shown', {}));
      onSize(picture.element, scope, (size) => this.events.emit('resized', size));
    }
    element.srcObject = this.#stream;
    this.#applySound(element);
    return { element, picture, scope };
  }

  #leave(): void {
    const { element, picture, scope } = this.#place;
    scope.close();
    if (picture) return picture.close();
    element.pause();
    element.srcObject = null;
  }

  #start(): void {
    const { element } = this.#place;
    element.play().catch((error: unknown) => {
      // Any other refusal means that the element is already playing something newer.
      if (isRefusal(error) && this.#place.element === element && !this.#isSilenced) {
        this.#silence();
        this.events.emit('silenced', {});
      }
    });
  }

  #silence(): void {
    this.#isSilenced = true;
    this.#applySound(this.#place.element);
    this.#place.element.play().catch(() => undefined);
  }

  #applySound(element: HTMLMediaElement): void {
    element.volume = this.#volume;
    element.muted = this.#isMuted || this.#isSilenced;
  }
}

const isRefusal = (error: unknown): boolean => error instanceof DOMException && error.name === 'NotAllowedError';
