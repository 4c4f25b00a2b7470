import { type Millis, millis, type Scope, seconds } from '@freshet/kit';

/** How often a line is looked at while something comes on it. */
const LOOK = seconds(1);
/** How often it is looked at once nothing came from one look to the next. */
const GLANCE = millis(100);
/** Glances in a row without a packet, after which the line counts as silent: between one and two seconds and a half. */
const PATIENCE = 5;

/** Decides from the bytes that came so far whether a line is silent: not a moment without a packet, but a cut. */
class Silence {
  #bytes = -1;
  #quiet = 0;

  /** Whether it is silent now. */
  look(bytes: number): boolean {
    this.#quiet = bytes === this.#bytes ? this.#quiet + 1 : 0;
    this.#bytes = bytes;
    return this.#quiet > PATIENCE;
  }

  /** After how long to look again. Milliseconds. */
  get pause(): Millis {
    return this.#quiet > 0 ? GLANCE : LOOK;
  }
}

/** What a watch needs of a transport. */
export type WatchedTransport = { getStats(): Promise<readonly { readonly bytesReceived: number }[]> };

/** Tells when nothing comes from a client any more, and when something comes again, until `scope` closes. */
export function watchSilence(transport: WatchedTransport, scope: Scope, changed: (isSilent: boolean) => void): void {
  const silence = new Silence();
  let isSilent = false;
  const look = async (): Promise<void> => {
    const [stats] = await transport.getStats();
    if (!stats || scope.closed) return;
    const before = isSilent;
    isSilent = silence.look(stats.bytesReceived);
    if (isSilent !== before) changed(isSilent);
  };
  // A transport that was closed meanwhile has no statistics; its scope closes with it.
  const wait = (): void => {
    scope.after(
      silence.pause,
      () =>
        void look()
          .catch(() => undefined)
          .finally(wait),
    );
  };
  wait();
}
