import { Scope } from '@freshet/kit';
import { type ErrorCode, FreshetError, PlayerState, type StreamReport, StreamResourceMode } from '@freshet/protocol';
import type { PlayReport } from '../connection-api.ts';
import type { Tell } from '../delivery.ts';
import type { PlayerConfig, View } from '../engine-api.ts';
import { Endeavour } from '../life/endeavour.ts';
import { Ended, within } from '../life/within.ts';
import type { Reception, ViewerLink } from '../media/viewer-link.ts';
import { receivedTracks } from '../quality/connection-facts.ts';
import { PlayMeter } from '../quality/play-meter.ts';
import { playReport } from '../quality/stream-reports.ts';
import type { PlayQuality } from '../quality-api.ts';
import { Output } from '../render/output.ts';
import type { Entry } from '../room/pass.ts';
import type { Room } from '../room/room.ts';
import { StateTeller } from '../state-teller.ts';
import { watchReception } from './reception-watch.ts';
import type { ViewerSide } from './viewer-side.ts';

/** What a play is made of. */
export type PlayerOptions = {
  readonly streamID: string;
  readonly view: View | null;
  readonly config: PlayerConfig;
  readonly room: Room;
  readonly viewer: ViewerSide;
  readonly tell: Tell;
  /** The play is over; nothing is told after it. */
  readonly ended: () => void;
};

/** One stream that is played, over all the connections and interruptions of its time. */
export class Player {
  readonly output: Output;
  readonly #options: PlayerOptions;
  readonly #scope = new Scope();
  readonly #endeavour: Endeavour;
  readonly #state: StateTeller<PlayerState>;
  #asked: PlayMeter;
  #reported: { readonly meter: PlayMeter; frozen: number };
  readonly #firsts = new Set<'audio' | 'video' | 'shown'>();
  #reception: Reception | undefined;

  constructor(options: PlayerOptions) {
    const { streamID, view, room, tell } = options;
    this.#options = options;
    this.output = new Output(view);
    this.#state = new StateTeller((state, code) => tell('onPlayerStateUpdate', streamID, state, code, '{}'));
    this.#asked = this.#newMeter();
    this.#reported = { meter: this.#newMeter(), frozen: 0 };
    this.#endeavour = new Endeavour({
      scope: this.#scope,
      live: room.live,
      retryTime: room.mediaRetryTime,
      attempt: (attempt) => this.#open(attempt),
      troubled: ({ code }) => this.#state.tell(PlayerState.PlayRequesting, code === 1004002 ? code : 1004020),
      gaveUp: (cause) => this.#gaveUp(cause),
      otherwise: 1004099,
      spent: 1104031,
      isPatient: ({ code }) => code === 1004002,
    });
    this.#watchRoom();
    this.#watchOutput();
  }

  /** Begins to play, as soon as the room is live. */
  start(): void {
    this.#state.tell(PlayerState.PlayRequesting, 0);
    void this.#endeavour.run();
  }

  /** How the play does, over the time since it was last asked. */
  quality(): Promise<PlayQuality> {
    return this.#asked.measure(this.#reception);
  }

  /** What the server is told of the play: over the time since the last report. Nothing while nothing is received. */
  async report(): Promise<StreamReport | undefined> {
    const [reception, reported] = [this.#reception, this.#reported];
    if (!reception) return undefined;
    const quality = await reported.meter.measure(reception);
    const isHidden = document.visibilityState === 'hidden';
    const told = playReport(this.#options.streamID, quality, { frozenBefore: reported.frozen, isHidden });
    reported.frozen = quality.videoFreezeTime;
    return told;
  }

  /** What is received of the stream. */
  async facts(): Promise<PlayReport> {
    const stats = (await this.#reception?.stats().catch(() => undefined)) ?? [];
    return { streamID: this.#options.streamID, resourceMode: this.#resourceMode, tracks: receivedTracks(stats) };
  }

  /** Ends the play and tells the code, 0 where it was wished for. */
  stop(code: ErrorCode | 0): void {
    if (this.#scope.closed) return;
    this.#options.room.withdraw('stopPlay', this.#options.streamID);
    this.#end(code);
  }

  async #open(attempt: Scope): Promise<void> {
    const { streamID, config, room, viewer } = this.#options;
    const link = await within(attempt, viewer.link());
    const { answer } = await within(attempt, room.request('play', { streamID, resourceMode: this.#resourceMode }));
    const reception = await link.receive(answer);
    if (attempt.closed) {
      reception.close();
      throw new Ended('the play ended while it began');
    }
    const wish = config.jitterBufferTarget ?? 0;
    reception.holdBack({ audio: wish, video: wish });
    this.#take(reception, attempt);
    this.#watchLink(link, attempt);
    // A key frame that is sent before packets get through is lost, and the next one is a second away.
    await within(attempt, link.watch.connected.passage());
    await within(attempt, room.request('playReady', { streamID }));
    this.#state.tell(PlayerState.Playing, 0);
    const tellQuality = (quality: PlayQuality): void => this.#options.tell('onPlayerQualityUpdate', streamID, quality);
    this.#newMeter().every(attempt, reception, tellQuality);
    // Whatever goes wrong with the request is no worse than a picture that stands still, and is tried again.
    const askKeyFrame = (): void => void room.request('playReady', { streamID }).catch(() => undefined);
    watchReception(attempt, reception, { wish, askKeyFrame });
  }

  get #resourceMode(): StreamResourceMode {
    return this.#options.config.resourceMode ?? StreamResourceMode.Default;
  }

  #newMeter(): PlayMeter {
    return new PlayMeter(this.output.clock, this.#resourceMode);
  }

  #take(reception: Reception, attempt: Scope): void {
    const former = this.#reception;
    this.#reception = reception;
    // The counters of another reception are its own, and are asked from its beginning on.
    this.#asked = this.#newMeter();
    this.#reported = { meter: this.#newMeter(), frozen: 0 };
    for (const meter of [this.#asked, this.#reported.meter]) meter.measure(reception).catch(() => undefined);
    for (const track of reception.tracks) {
      const kind = track.kind === 'audio' ? 'audio' : 'video';
      // A remote track is mute until its first packet.
      attempt.listen(track, 'unmute', () => this.#first(kind));
    }
    this.output.play(reception.tracks);
    former?.close();
  }

  #watchLink({ watch }: ViewerLink, attempt: Scope): void {
    attempt.add(
      watch.events.on('interrupted', () => {
        this.#state.tell(PlayerState.PlayRequesting, 1004020);
        this.#endeavour.falter();
      }),
    );
    attempt.add(
      watch.events.on('restored', () => {
        this.#endeavour.recover();
        this.#state.tell(PlayerState.Playing, 0);
      }),
    );
  }

  #watchRoom(): void {
    const { room, viewer, streamID } = this.#options;
    const scope = this.#scope;
    scope.add(viewer.events.on('replaced', () => this.#endeavour.restart(new FreshetError(1004020))));
    scope.add(room.events.on('entered', (entry) => this.#entered(entry)));
    scope.add(room.events.on('awake', () => this.#endeavour.wake()));
    scope.add(
      room.events.on('playLost', (lost) => {
        if (lost.streamID === streamID) this.#endeavour.interrupt(new FreshetError(lost.code));
      }),
    );
    scope.add(
      room.events.on('streamsAdded', ({ streamIDs }) => {
        if (streamIDs.includes(streamID)) this.#endeavour.wake();
      }),
    );
  }

  #entered(entry: Entry): void {
    if (entry.way === 'login') return this.#endeavour.wake();
    const isForgotten = !entry.playing.includes(this.#options.streamID);
    if (isForgotten && this.#reception) this.#endeavour.restart(new FreshetError(1004020));
    else this.#endeavour.wake();
  }

  #watchOutput(): void {
    const { streamID, tell } = this.#options;
    const { events } = this.output;
    events.on('shown', () => this.#first('shown'));
    events.on('resized', ({ width, height }) => tell('onPlayerVideoSizeChanged', streamID, width, height));
    events.on('silenced', () => tell('onAutoplayFailed', streamID));
  }

  #first(what: 'audio' | 'video' | 'shown'): void {
    if (this.#firsts.has(what)) return;
    // A browser may show a picture before it says that one has arrived.
    if (what === 'shown') this.#first('video');
    this.#firsts.add(what);
    const { streamID, tell } = this.#options;
    if (what === 'audio') tell('onPlayerRecvAudioFirstFrame', streamID);
    if (what === 'video') tell('onPlayerRecvVideoFirstFrame', streamID);
    if (what === 'shown') tell('onPlayerRenderVideoFirstFrame', streamID);
  }

  #gaveUp(cause: FreshetError): void {
    const { tell, room, streamID } = this.#options;
    tell('onDebugError', cause.code, 'startPlayingStream', cause.message);
    room.withdraw('stopPlay', streamID);
    this.#end(cause.code);
  }

  #end(code: ErrorCode | 0): void {
    this.#scope.close();
    this.output.close();
    this.#reception?.close();
    this.#state.tell(PlayerState.NoPlay, code);
    this.#options.ended();
  }
}
