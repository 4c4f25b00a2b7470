import { Scope } from '@freshet/kit';
import type { Admission } from '@freshet/protocol';
import type { Engine, Stream, UpdateType } from '@freshet/web';
import { linkTo } from '../admission/link.ts';
import { type Entering, Entrance } from '../engine/entrance.ts';
import { kickOf } from '../engine/kick.ts';
import { followPageLife } from '../engine/page-life.ts';
import { codeOf, type Sdk } from '../engine/sdk.ts';
import { publisherCount } from '../engine/viewers.ts';
import { CaptureDesk } from './capture-desk.ts';
import { hostEvents } from './host-events.ts';
import type { HostFact } from './host-state.ts';
import { publishFailureOf } from './publish-failure.ts';

/** What a session is made from. */
export type HostSessionOptions = {
  readonly sdk: Sdk;
  /** Where the host sees the own picture. */
  readonly stage: HTMLVideoElement;
  /** Told of everything that happens, until the session is closed. */
  readonly tell: (fact: HostFact) => void;
};

type Room = { readonly engine: Engine; readonly desk: CaptureDesk; readonly streamID: string };

/** One visit of the host page: enters the room, previews, and publishes when it is told to. */
export class HostSession {
  readonly #scope = new Scope();
  readonly #sdk: Sdk;
  readonly #stage: HTMLVideoElement;
  readonly #tell: (fact: HostFact) => void;
  readonly #entrance: Entrance;
  readonly #others = new Map<string, Stream>();
  // Counted before the login is answered, so the page cannot keep it yet.
  #userCount = 1;
  /** Absent while the room is being entered. */
  #room: Room | undefined;

  constructor({ sdk, stage, tell }: HostSessionOptions) {
    this.#sdk = sdk;
    this.#stage = stage;
    this.#tell = (fact) => {
      if (!this.#scope.closed) tell(fact);
    };
    this.#entrance = new Entrance(
      sdk,
      'host',
      hostEvents({
        sdk,
        tell: this.#tell,
        usersCounted: (userCount) => this.#usersCounted(userCount),
        streamsUpdated: (...update) => this.#streamsUpdated(...update),
        linkLost: (code) => this.#end({ type: 'refused', trouble: { kind: 'lost', code } }),
        kicked: (code) => this.#kicked(code),
        pictureCaptured: () => this.desk?.pictureCaptured(),
        soundCaptured: () => this.desk?.soundCaptured(),
        deviceFailed: (code, deviceName) => this.desk?.deviceFailed(code, deviceName),
        screenEnded: () => void this.desk?.screenEnded(),
      }),
    );
    followPageLife(this.#scope, {
      onHide: () => this.#entrance.keep(),
      onKept: () => this.#leaveQuietly(),
    });
  }

  /** Camera, microphone and screen; absent until the room is entered. */
  get desk(): CaptureDesk | undefined {
    return this.#room?.desk;
  }

  /** Enters the room and starts the preview. Whatever comes of it is told. */
  async open(): Promise<void> {
    const entering = await this.#entrance.enter();
    if (this.#scope.closed || entering.outcome === 'moved') return;
    if (entering.outcome === 'refused') return this.#end({ type: 'refused', trouble: entering.trouble });
    await this.#enter(entering);
  }

  async goLive(): Promise<void> {
    if (this.#room === undefined) return;
    this.#tell({ type: 'publishAsked' });
    try {
      await this.#room.engine.startPublishingStream(this.#room.streamID);
    } catch (error) {
      this.#tell({ type: 'publishEnded', failure: publishFailureOf(codeOf(this.#sdk, error)) });
    }
  }

  /** Ends the stream; preview and room go on. */
  async stop(): Promise<void> {
    this.#tell({ type: 'publishEnded', failure: undefined });
    await this.#room?.engine.stopPublishingStream();
  }

  leave(): void {
    this.#end({ type: 'left' });
  }

  close(): void {
    if (this.#scope.closed) return;
    this.#scope.close();
    this.#room = undefined;
    void this.#sdk.destroyEngine();
  }

  async #enter({ engine, admission }: Extract<Entering, { outcome: 'entered' }>): Promise<void> {
    const { roomID, streamID, audienceInvitation } = hostParts(admission);
    const desk = new CaptureDesk({
      sdk: this.#sdk,
      engine,
      stage: this.#stage,
      tell: this.#tell,
      scope: this.#scope,
    });
    this.#room = { engine, desk, streamID };
    this.#tell({
      type: 'entered',
      roomID,
      audienceLink: linkTo('audience', audienceInvitation, location.origin),
      userCount: this.#userCount,
      otherPublishers: publisherCount(this.#others.values()),
    });
    await desk.preview();
  }

  #usersCounted(userCount: number): void {
    this.#userCount = userCount;
    this.#tell({ type: 'usersCounted', userCount });
  }

  #streamsUpdated(updateType: UpdateType, streams: readonly Stream[]): void {
    for (const stream of streams) {
      if (updateType === this.#sdk.UpdateType.Add) this.#others.set(stream.streamID, stream);
      else this.#others.delete(stream.streamID);
    }
    this.#tell({ type: 'publishersCounted', otherPublishers: publisherCount(this.#others.values()) });
  }

  #kicked(code: number): void {
    const why = kickOf(code);
    this.#end(why ? { type: 'kicked', why } : { type: 'refused', trouble: { kind: 'lost', code } });
  }

  // The SDK logs out of its own accord when a page goes for good.
  #leaveQuietly(): void {
    void this.#room?.engine.logoutRoom();
  }

  #end(fact: HostFact): void {
    this.#tell(fact);
    this.close();
  }
}

// The server gives both to every host; an empty streamID is refused by the SDK with a code of its own.
function hostParts({ roomID, streamID = '', audienceInvitation = '' }: Admission) {
  return { roomID, streamID, audienceInvitation };
}
