import { Emitter, Scope } from '@freshet/kit';
import { type EngineBlob, FreshetError } from '@freshet/protocol';
import type { TransportReport } from '../connection-api.ts';
import { Endeavour } from '../life/endeavour.ts';
import type { MediaDevice } from '../media/device.ts';
import { ViewerLink } from '../media/viewer-link.ts';
import type { Room } from '../room/room.ts';

type ViewerSideOptions = { readonly room: Room; readonly device: MediaDevice };

/** The receiving side of one login: one link at a time, made anew whenever it is lost. */
export class ViewerSide {
  /** The link of before is gone: what was received on it is to be asked for again. */
  readonly events = new Emitter<{ replaced: Record<never, never> }>();
  readonly #options: ViewerSideOptions;
  readonly #scope = new Scope();
  readonly #endeavour: Endeavour;
  #current = Promise.withResolvers<ViewerLink>();
  #link: ViewerLink | undefined;
  #fromLogin: EngineBlob | undefined;

  constructor(options: ViewerSideOptions) {
    const { room } = options;
    this.#options = options;
    this.#endeavour = new Endeavour({
      scope: this.#scope,
      live: room.live,
      retryTime: room.mediaRetryTime,
      attempt: (attempt) => this.#open(attempt),
      troubled: () => undefined,
      gaveUp: (cause) => this.#current.reject(cause),
      otherwise: 1004099,
      spent: 1004020,
      // As long as the room is there, so is the wish to receive; each play counts its own time.
      isPatient: () => true,
    });
    // Without a play nobody waits for the link, and its failure is nobody's news.
    this.#current.promise.catch(() => undefined);
    this.#scope.add(
      room.events.on('entered', (entry) => this.#entered(entry.way === 'login' ? entry.viewer : undefined)),
    );
    this.#scope.add(
      room.events.on('awake', () => {
        this.#endeavour.wake();
        this.#link?.watch.check();
      }),
    );
    this.#scope.add(room.events.on('viewerLost', () => this.#endeavour.interrupt(new FreshetError(1004020))));
    void this.#endeavour.run();
  }

  /** The link, when it is there. Rejects where this browser cannot have one. */
  link(): Promise<ViewerLink> {
    return this.#current.promise;
  }

  /** How the link is; `null` while there is none. */
  async facts(): Promise<TransportReport | null> {
    return (await this.#link?.facts()) ?? null;
  }

  /** For tests: the connection is lost, and cannot be restored. */
  loseMedia(): void {
    this.#link?.watch.giveUp();
  }

  close(): void {
    this.#scope.close();
    this.#link?.close();
    this.#current.reject(new FreshetError(1004020));
    this.events.clear();
  }

  #entered(viewer: EngineBlob | undefined): void {
    if (viewer) {
      this.#fromLogin = viewer;
      this.#endeavour.restart(new FreshetError(1004020));
    } else {
      this.#link?.watch.check();
    }
  }

  async #open(attempt: Scope): Promise<void> {
    const { room, device } = this.#options;
    const given = this.#fromLogin;
    this.#fromLogin = undefined;
    const answer = given ?? (await room.request('viewer', {})).answer;
    const target = { kind: 'viewer' } as const;
    const link = await ViewerLink.open({
      answer,
      device,
      negotiate: async (offer) => (await room.request('negotiate', { target, offer })).answer,
    });
    if (attempt.closed) return link.close();
    const former = this.#link;
    this.#link = link;
    attempt.add(link.watch.events.on('lost', () => this.#endeavour.interrupt(new FreshetError(1004020))));
    attempt.add(() => this.#lose());
    this.#current.resolve(link);
    former?.retire();
  }

  // The link itself stays until the next one is there: it holds the last pictures.
  #lose(): void {
    this.#current = Promise.withResolvers<ViewerLink>();
    this.#current.promise.catch(() => undefined);
    this.events.emit('replaced', {});
  }
}
