import { Scope } from '@freshet/kit';
import type { Engine, Stream, UpdateType } from '@freshet/web';
import { isStaleToken, troubleOf } from '../admission/trouble.ts';
import { type Entering, Entrance } from '../engine/entrance.ts';
import { kickOf } from '../engine/kick.ts';
import { followPageLife } from '../engine/page-life.ts';
import { codeOf, type Sdk } from '../engine/sdk.ts';
import { publisherCount } from '../engine/viewers.ts';
import { endingOf } from './ending.ts';
import { watchEvents } from './watch-events.ts';
import type { WatchFact } from './watch-state.ts';

/** What a session is made from. */
export type WatchSessionOptions = {
  readonly sdk: Sdk;
  /** Where the stream is shown. */
  readonly stage: HTMLVideoElement;
  /** Told of everything that happens, until the session is closed. */
  readonly tell: (fact: WatchFact) => void;
};

/** One visit of the audience page: enters the room, plays its newest stream and follows what becomes of it. */
export class WatchSession {
  readonly #scope = new Scope();
  readonly #sdk: Sdk;
  readonly #stage: HTMLVideoElement;
  readonly #tell: (fact: WatchFact) => void;
  readonly #entrance: Entrance;
  readonly #streams = new Map<string, Stream>();
  /** Absent while the room is being entered. */
  #engine: Engine | undefined;
  #played: string | undefined;
  // Counted before the login is answered, so the page cannot keep it yet.
  #userCount = 1;
  #muted = false;
  #volume = 100;

  constructor({ sdk, stage, tell }: WatchSessionOptions) {
    this.#sdk = sdk;
    this.#stage = stage;
    this.#tell = (fact) => {
      if (!this.#scope.closed) tell(fact);
    };
    this.#entrance = new Entrance(
      sdk,
      'audience',
      watchEvents({
        sdk,
        tell: this.#tell,
        isPlayed: (streamID) => streamID === this.#played,
        usersCounted: (userCount) => this.#usersCounted(userCount),
        streamsUpdated: (...update) => this.#streamsUpdated(...update),
        linkLost: (code) => this.#linkLost(code),
        kicked: (code) => this.#kicked(code),
      }),
    );
    followPageLife(this.#scope, {
      onHide: () => this.#entrance.keep(),
      onKept: () => this.#leaveQuietly(),
    });
  }

  /** Enters the room. Whatever comes of it is told. */
  open(): Promise<void> {
    return this.#enter(this.#entrance.enter());
  }

  /** Turns the sound on where it is off or held back by the browser, else off. To be called from a click or a key. */
  async toggleSound(isBlocked: boolean): Promise<void> {
    if (isBlocked) return this.#unblock();
    this.#muted = !this.#muted;
    this.#tell({ type: 'soundChanged', sound: this.#muted ? 'muted' : 'on' });
    return this.#applySound();
  }

  /** @param volume 0 to 100 */
  async setVolume(volume: number): Promise<void> {
    this.#volume = volume;
    this.#tell({ type: 'volumeChanged', volume });
    await this.#applySound();
  }

  leave(): void {
    this.#end({ type: 'left' });
  }

  close(): void {
    if (this.#scope.closed) return;
    this.#scope.close();
    this.#engine = undefined;
    void this.#sdk.destroyEngine();
  }

  async #enter(attempt: Promise<Entering>): Promise<void> {
    const entering = await attempt;
    if (this.#scope.closed || entering.outcome === 'moved') return;
    if (entering.outcome === 'refused') return this.#end({ type: 'refused', trouble: entering.trouble });
    this.#engine = entering.engine;
    this.#tell({ type: 'entered', roomID: entering.admission.roomID, userCount: this.#userCount });
    this.#countPublishers();
    this.#playNewest();
  }

  #kicked(code: number): void {
    const why = kickOf(code);
    if (why) this.#end({ type: 'kicked', why });
    else this.#linkLost(code);
  }

  #linkLost(code: number): void {
    if (this.#engine === undefined) return;
    // A device that slept for long comes back with a token of the past: the link still gets it a fresh one.
    if (!isStaleToken(code)) return this.#end({ type: 'refused', trouble: { kind: 'lost', code } });
    this.#tell({ type: 'linkChanged', link: 'down' });
    this.#engine = undefined;
    this.#played = undefined;
    this.#streams.clear();
    void this.#enter(this.#entrance.enterAfresh());
  }

  #usersCounted(userCount: number): void {
    this.#userCount = userCount;
    this.#tell({ type: 'usersCounted', userCount });
  }

  #streamsUpdated(updateType: UpdateType, streams: readonly Stream[], extendedData: string): void {
    const isAdded = updateType === this.#sdk.UpdateType.Add;
    for (const stream of streams) {
      if (isAdded) this.#streams.set(stream.streamID, stream);
      else this.#streams.delete(stream.streamID);
    }
    this.#countPublishers();
    if (this.#played !== undefined && !this.#streams.has(this.#played)) {
      this.#tell({ type: 'playEnded', why: endingOf(this.#sdk, this.#played, extendedData) });
      this.#stop(this.#played);
    }
    this.#playNewest();
  }

  #countPublishers(): void {
    this.#tell({ type: 'publishersCounted', publisherCount: publisherCount(this.#streams.values()) });
  }

  // A host whose browser died is still listed for a while when the host is back with another stream: the newest counts.
  #playNewest(): void {
    const newest = [...this.#streams.keys()].at(-1);
    if (this.#engine === undefined || newest === undefined || newest === this.#played) return;
    if (this.#played !== undefined) this.#stop(this.#played);
    this.#played = newest;
    this.#tell({ type: 'playStarted' });
    void this.#play(newest, this.#engine);
  }

  #stop(streamID: string): void {
    this.#played = undefined;
    void this.#try((engine) => engine.stopPlayingStream(streamID));
  }

  async #play(streamID: string, engine: Engine): Promise<void> {
    try {
      const config = { resourceMode: this.#sdk.StreamResourceMode.OnlyL3 };
      await engine.startPlayingStream(streamID, { view: this.#stage }, config);
    } catch (error) {
      return this.#tell({ type: 'playRefused', trouble: troubleOf(codeOf(this.#sdk, error)) });
    }
    await this.#applySound();
  }

  async #unblock(): Promise<void> {
    await this.#try(async (engine) => {
      await engine.resumeAutoplay();
      this.#muted = false;
      this.#tell({ type: 'soundChanged', sound: 'on' });
    });
    await this.#applySound();
  }

  async #applySound(): Promise<void> {
    const streamID = this.#played;
    if (streamID === undefined) return;
    await this.#try((engine) => engine.setPlayVolume(streamID, this.#volume));
    await this.#try((engine) => engine.mutePlayStreamAudio(streamID, this.#muted));
  }

  // What fails here is over before it mattered, such as the volume of a stream that has just ended; the SDK tells
  // developers by itself.
  async #try(task: (engine: Engine) => Promise<void>): Promise<void> {
    if (this.#engine !== undefined) await task(this.#engine).catch(() => undefined);
  }

  // The SDK logs out of its own accord when a page goes for good.
  #leaveQuietly(): void {
    void this.#engine?.logoutRoom();
  }

  #end(fact: WatchFact): void {
    this.#tell(fact);
    this.close();
  }
}
