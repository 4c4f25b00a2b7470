import { Emitter, millis, Scope } from '@freshet/kit';
import { FreshetError } from '@freshet/protocol';
import type { types } from 'mediasoup-client';
import { Gate } from '../life/gate.ts';

// A browser reports `disconnected` after some 5 seconds without an answer; packets often come back by themselves.
const RESTART_AFTER = millis(500);
const RESTART_PATIENCE = millis(6000);

export type ConnectionEvents = {
  /** Packets do not get through; a way is looked for. */
  interrupted: Record<never, never>;
  /** Packets get through again. */
  restored: Record<never, never>;
  /** No way was found: the connection is to be made anew. At most once, nothing follows it. */
  lost: Record<never, never>;
};

type State = 'working' | 'interrupted' | 'lost';

/** Watches the connection of one transport: restarts ICE where packets stop, and gives up where that does not help. */
export class ConnectionWatch {
  readonly events = new Emitter<ConnectionEvents>();
  /** Open from the first time that packets get through. */
  readonly connected = new Gate();
  readonly #transport: types.Transport;
  readonly #restartIce: () => Promise<void>;
  readonly #scope = new Scope();
  #state: State = 'working';
  #attempt = new Scope();

  /** @param restartIce agrees on new ICE parameters with the server; rejects while the server cannot be asked */
  constructor(transport: types.Transport, restartIce: () => Promise<void>) {
    this.#transport = transport;
    this.#restartIce = restartIce;
    this.#scope.add(() => this.#attempt.close());
    transport.on('connectionstatechange', (state) => this.#changed(state));
  }

  get isLost(): boolean {
    return this.#state === 'lost';
  }

  /** The server's half of the connection cannot be had: there is nothing to restart. */
  giveUp(): void {
    if (!this.#scope.closed && this.#state !== 'lost') this.#lose();
  }

  /** The server can be asked again, or the network may have changed: a standstill is looked at anew. */
  check(): void {
    if (this.#state === 'interrupted') this.#restart();
  }

  close(): void {
    this.#scope.close();
    this.events.clear();
  }

  #changed(state: types.ConnectionState): void {
    if (this.#scope.closed) return;
    if (state === 'connected') this.#restored();
    if (state === 'disconnected') this.#attempt.after(RESTART_AFTER, () => this.#restart());
    if (state === 'failed') this.#restart();
  }

  #restart(): void {
    if (this.#scope.closed || this.#state === 'lost') return;
    if (this.#state === 'working') this.events.emit('interrupted', {});
    this.#state = 'interrupted';
    this.#attempt.close();
    const attempt = new Scope();
    this.#attempt = attempt;
    this.#restartIce().then(
      () => {
        attempt.after(RESTART_PATIENCE, () => this.#giveUpUnlessConnected());
      },
      (error: unknown) => {
        // While the server cannot be asked there is nothing to give up: `check` follows when it can be.
        const waits = error instanceof FreshetError && error.code === 1002051;
        if (!waits && !attempt.closed) this.#giveUpUnlessConnected();
      },
    );
  }

  #restored(): void {
    this.connected.open();
    this.#attempt.close();
    this.#attempt = new Scope();
    if (this.#state !== 'interrupted') return;
    this.#state = 'working';
    this.events.emit('restored', {});
  }

  #giveUpUnlessConnected(): void {
    if (this.#transport.connectionState === 'connected') this.#restored();
    else this.giveUp();
  }

  #lose(): void {
    this.#attempt.close();
    this.#state = 'lost';
    this.events.emit('lost', {});
  }
}
