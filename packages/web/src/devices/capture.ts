import { Emitter, KeyedQueue, millis, Scope } from '@freshet/kit';
import { AudioSourceType, FreshetError, VideoSourceType } from '@freshet/protocol';
import type { AudioSource, VideoConfig, VideoSource } from '../engine-api.ts';
import { acquireDevices, acquireScreen, type DeviceProblem, type Haul, pictureConstraints } from './acquire.ts';
import { deviceError } from './device-errors.ts';

// A device that is plugged in announces itself several times.
const SETTLING = millis(500);
const CLOSING = millis(2000);

type Kind = 'audio' | 'video';

/** What is captured now. `null` is a source that gives nothing at the moment; one that is absent is not wanted. */
export type Captured = { readonly [K in Kind]?: MediaStreamTrack | null };

export type CaptureEvents = {
  /** Other tracks than before. */
  changed: Record<never, never>;
  /** A source began to give. */
  captured: { kind: Kind; track: MediaStreamTrack };
  /** A device was lost while in use. */
  lost: { error: FreshetError; deviceName: string };
  /** The user ended the sharing of the screen. */
  screenEnded: Record<never, never>;
};

type Held = {
  readonly track: MediaStreamTrack;
  /** Not the application's own: it ends with its use here. */
  readonly isOurs: boolean;
  readonly isScreen: boolean;
  readonly scope: Scope;
};
const BOTH: readonly Kind[] = ['audio', 'video'];

/** The sources of one publish channel, and what they give while they are in use. */
export class Capture {
  readonly events = new Emitter<CaptureEvents>();
  readonly #queue = new KeyedQueue<'sources'>();
  readonly #held = new Map<Kind, Held>();
  readonly #unplugged = new Set<Kind>();
  readonly #closing = new Scope();
  #use = new Scope();
  #inUse = false;
  #video: VideoSource = { type: VideoSourceType.Camera };
  #audio: AudioSource = { type: AudioSourceType.Microphone };
  #config: VideoConfig;
  #cameraEnabled = true;
  #muted = false;

  constructor(config: VideoConfig) {
    this.#config = config;
  }

  get config(): VideoConfig {
    return this.#config;
  }

  get videoSourceType(): VideoSource['type'] {
    return this.#video.type;
  }

  get captured(): Captured {
    const give = (kind: Kind): MediaStreamTrack | null => this.#held.get(kind)?.track ?? null;
    return {
      ...(this.#video.type === VideoSourceType.None ? {} : { video: give('video') }),
      ...(this.#audio.type === AudioSourceType.None ? {} : { audio: give('audio') }),
    };
  }

  /** Takes whatever of the sources is not taken yet; answers with what cannot be had. */
  start(): Promise<readonly DeviceProblem[]> {
    return this.#queue.run('sources', async () => {
      if (!this.#inUse) this.#beginUse();
      return this.#takeMissing(BOTH);
    });
  }

  /** Lets go of every device. */
  stop(): Promise<void> {
    return this.#queue.run('sources', () => this.#release());
  }

  /** @throws FreshetError with the device's code, where the source is in use; the former one goes on */
  setVideoSource(source: VideoSource): Promise<void> {
    return this.#queue.run('sources', async () => {
      const former = this.#video;
      this.#video = source;
      await this.#exchange('video', () => {
        this.#video = former;
      });
    });
  }

  /** @throws FreshetError with the device's code, where the source is in use; the former one goes on */
  setAudioSource(source: AudioSource): Promise<void> {
    return this.#queue.run('sources', async () => {
      const former = this.#audio;
      this.#audio = source;
      await this.#exchange('audio', () => {
        this.#audio = former;
      });
    });
  }

  /** @throws FreshetError with the camera's code where it cannot be had again */
  enableCamera(enabled: boolean): Promise<void> {
    return this.#queue.run('sources', async () => {
      if (enabled === this.#cameraEnabled) return;
      this.#cameraEnabled = enabled;
      if (this.#video.type !== VideoSourceType.Camera) return;
      await this.#exchange('video', () => undefined);
    });
  }

  setConfig(config: VideoConfig): Promise<void> {
    return this.#queue.run('sources', async () => {
      this.#config = config;
      const held = this.#held.get('video');
      // A source that cannot be asked stays as it is; the encoder scales and thins it out.
      if (held?.isOurs) await held.track.applyConstraints(pictureConstraints(config)).catch(() => undefined);
    });
  }

  /** Silences the sound at its source. */
  setMuted(muted: boolean): void {
    this.#muted = muted;
    const held = this.#held.get('audio');
    if (held) held.track.enabled = !muted;
  }

  /** Lets go of every device, and of any that the user still grants. */
  async close(): Promise<void> {
    this.#queue.close();
    const patience = Promise.withResolvers<void>();
    const end = this.#closing.after(CLOSING, patience.resolve);
    // A question to the user may stand for ever; a device that is just opening is there in time.
    await Promise.race([this.#queue.idle(), patience.promise]);
    end();
    this.#closing.close();
    this.#release();
    this.events.clear();
  }

  #beginUse(): void {
    this.#inUse = true;
    this.#use = new Scope();
    const { mediaDevices } = navigator;
    if (!mediaDevices) return;
    let settled = new Scope();
    this.#use.add(() => settled.close());
    this.#use.listen(mediaDevices, 'devicechange', () => {
      settled.close();
      settled = new Scope();
      settled.after(SETTLING, () => this.#takeBack());
    });
  }

  #release(): void {
    this.#inUse = false;
    this.#use.close();
    this.#unplugged.clear();
    for (const kind of [...this.#held.keys()]) this.#drop(kind);
  }

  // What was unplugged and is there again is taken without a word; until then everything else goes on. What changed may
  // be another device, or the unplugging itself: what is not there yet is looked for again at the next change.
  #takeBack(): void {
    const take = async (): Promise<void> => {
      const kinds = [...this.#unplugged];
      this.#unplugged.clear();
      for (const { kind, error } of await this.#takeMissing(kinds)) {
        if (error.code === 1006002) this.#unplugged.add(kind === 'microphone' ? 'audio' : 'video');
      }
    };
    this.#queue.run('sources', take).catch(() => undefined);
  }

  async #exchange(kind: Kind, undo: () => void): Promise<void> {
    if (!this.#inUse) return;
    const former = this.#held.get(kind);
    this.#held.delete(kind);
    let problems = await this.#takeMissing([kind]);
    if (former && problems.some(({ error }) => error.code === 1006005)) {
      // Many phones cannot open two cameras at once: the former one has to go first.
      this.#let(former);
      problems = await this.#takeMissing([kind]);
    }
    const problem = problems[0];
    if (!problem) {
      if (former) this.#let(former);
      this.events.emit('changed', {});
      return;
    }
    undo();
    if (former && !former.scope.closed) this.#held.set(kind, former);
    else await this.#takeMissing([kind]);
    throw problem.error;
  }

  async #takeMissing(kinds: readonly Kind[]): Promise<readonly DeviceProblem[]> {
    const { video, audio, problems } = await this.#acquire(kinds.filter((kind) => !this.#held.has(kind)));
    if (video) this.#hold('video', video);
    if (audio) this.#hold('audio', audio);
    if (video || audio) this.events.emit('changed', {});
    return problems;
  }

  async #acquire(kinds: readonly Kind[]): Promise<Haul> {
    const video = kinds.includes('video') ? this.#video : undefined;
    const audio = kinds.includes('audio') ? this.#audio : undefined;
    if (video?.type === VideoSourceType.ScreenCapture) this.#dropScreenSound();
    const camera = video?.type === VideoSourceType.Camera && this.#cameraEnabled ? video : undefined;
    const microphone = audio?.type === AudioSourceType.Microphone ? audio : undefined;
    const devices = await acquireDevices({
      camera: camera && { deviceID: camera.deviceID, config: this.#config },
      microphone: microphone && { deviceID: microphone.deviceID },
    });
    const screen = video?.type === VideoSourceType.ScreenCapture ? await this.#acquireScreen() : { problems: [] };
    const custom = {
      video: video?.type === VideoSourceType.Custom ? video.track : undefined,
      audio: audio?.type === AudioSourceType.Custom ? audio.track : undefined,
    };
    return {
      video: devices.video ?? screen.video ?? custom.video,
      audio: devices.audio ?? screen.audio ?? custom.audio,
      problems: [...devices.problems, ...screen.problems],
    };
  }

  async #acquireScreen(): Promise<Haul> {
    try {
      return await acquireScreen(this.#config, this.#audio.type === AudioSourceType.ScreenCapture);
    } catch (error) {
      return { problems: [{ kind: 'screen', error: deviceError(error, 'screen') }] };
    }
  }

  #hold(kind: Kind, track: MediaStreamTrack): void {
    const isOurs =
      kind === 'video' ? this.#video.type !== VideoSourceType.Custom : this.#audio.type !== AudioSourceType.Custom;
    const isScreen = kind === 'video' && this.#video.type === VideoSourceType.ScreenCapture;
    const held: Held = { track, isOurs, isScreen, scope: new Scope() };
    if (this.#closing.closed) return this.#let(held);
    this.#held.set(kind, held);
    if (kind === 'audio') track.enabled = !this.#muted;
    if (kind === 'video' && isOurs) track.contentHint = isScreen ? 'detail' : 'motion';
    held.scope.listen(track, 'ended', () => this.#ended(kind, held));
    this.events.emit('captured', { kind, track });
  }

  #ended(kind: Kind, held: Held): void {
    if (this.#held.get(kind) !== held) return;
    this.#drop(kind);
    if (held.isScreen) this.events.emit('screenEnded', {});
    else if (held.isOurs && !(kind === 'audio' && this.#audio.type === AudioSourceType.ScreenCapture)) {
      this.#unplugged.add(kind);
      this.events.emit('lost', { error: new FreshetError(1006006), deviceName: held.track.label });
    }
    this.events.emit('changed', {});
  }

  #drop(kind: Kind): void {
    const held = this.#held.get(kind);
    this.#held.delete(kind);
    if (held) this.#let(held);
  }

  #dropScreenSound(): void {
    if (this.#audio.type === AudioSourceType.ScreenCapture) this.#drop('audio');
  }

  #let({ track, isOurs, isScreen, scope }: Held): void {
    scope.close();
    if (isOurs) track.stop();
    if (isScreen) this.#dropScreenSound();
  }
}
