import { type ErrorCode, FreshetError, type StreamReport } from '@freshet/protocol';
import type { PlayReport, TransportReport } from '../connection-api.ts';
import type { Tell } from '../delivery.ts';
import type { PlayerConfig, View } from '../engine-api.ts';
import type { MediaDevice } from '../media/device.ts';
import type { Room } from '../room/room.ts';
import { Player } from './player.ts';
import { ViewerSide } from './viewer-side.ts';

type PlayersOptions = { readonly room: Room; readonly device: MediaDevice; readonly tell: Tell };

/** Everything that is played in one login. */
export class Players {
  readonly #options: PlayersOptions;
  readonly #viewer: ViewerSide;
  readonly #players = new Map<string, Player>();

  constructor(options: PlayersOptions) {
    const { room } = options;
    this.#options = options;
    this.#viewer = new ViewerSide(options);
    room.events.on('entered', (entry) => {
      if (entry.way === 'login') return;
      // Stopped while the server could not be told.
      const stale = entry.playing.filter((streamID) => !this.#players.has(streamID));
      for (const streamID of stale) room.withdraw('stopPlay', streamID);
    });
  }

  /**
   * Plays a stream, or moves one that is played.
   *
   * @throws FreshetError 1004010 where too many are played
   */
  play(streamID: string, view: View | null, config: PlayerConfig): void {
    const standing = this.#players.get(streamID);
    if (standing) return standing.output.moveTo(view);
    const { room, tell } = this.#options;
    if (this.#players.size >= room.plays) throw new FreshetError(1004010);
    const ended = (): void => {
      this.#players.delete(streamID);
    };
    const player = new Player({ streamID, view, config, room, viewer: this.#viewer, tell, ended });
    this.#players.set(streamID, player);
    player.start();
  }

  /** @throws FreshetError 1004011 where the stream is not played */
  get(streamID: string): Player {
    const player = this.#players.get(streamID);
    if (!player) throw new FreshetError(1004011);
    return player;
  }

  /**
   * Turns on the sound of every play that the browser silenced.
   *
   * @throws FreshetError 1104061 where it still does
   */
  async resumeAutoplay(): Promise<void> {
    const silenced = [...this.#players.values()].filter(({ output }) => output.isSilenced);
    const heard = await Promise.all(silenced.map(({ output }) => output.resume()));
    if (heard.includes(false)) throw new FreshetError(1104061);
  }

  /** How every play did since this was last asked. */
  async reports(): Promise<StreamReport[]> {
    const told = await Promise.all([...this.#players.values()].map((player) => player.report()));
    return told.flatMap((one) => one ?? []);
  }

  /** The connection that all plays share, and what each receives on it. */
  async facts(): Promise<{ readonly receiving: TransportReport | null; readonly plays: readonly PlayReport[] }> {
    const plays = Promise.all([...this.#players.values()].map((player) => player.facts()));
    return { receiving: await this.#viewer.facts(), plays: await plays };
  }

  /** For tests: the connection of every play is lost, and cannot be restored. */
  loseMedia(): void {
    this.#viewer.loseMedia();
  }

  /** Ends every play and tells the code, 0 where it was wished for. */
  close(code: ErrorCode | 0): void {
    for (const player of [...this.#players.values()]) player.stop(code);
    this.#viewer.close();
  }
}
