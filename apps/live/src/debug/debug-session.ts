import { KeyedQueue, Scope, seconds } from '@freshet/kit';
import type { Engine, StreamResourceMode } from '@freshet/web';
import { followPageLife } from '../engine/page-life.ts';
import type { Sdk } from '../engine/sdk.ts';
import { debugEvents } from './debug-events.ts';
import type { DebugFact, Fault, Happening, SayKind } from './debug-state.ts';
import { faultOf } from './fault-of.ts';
import type { Fields, PlayMode } from './fields.ts';
import { argsText } from './log-text.ts';

/** How often the connections are looked at. */
const LOOK = seconds(2);

/** Something to say. Without a `to` it is for everyone. */
export type Saying = { readonly kind: SayKind; readonly text: string; readonly to: readonly string[] };

/** What a session is made from. */
export type DebugSessionOptions = {
  readonly sdk: Sdk;
  /** Where one's own picture is shown. */
  readonly preview: HTMLVideoElement;
  /** Told of everything that happens, until the session is closed. */
  readonly tell: (fact: DebugFact) => void;
};

/** The only part of the debug page that calls the SDK: visits of rooms, one after the other, each with a fresh engine. */
export class DebugSession {
  readonly #scope = new Scope();
  readonly #sdk: Sdk;
  readonly #preview: HTMLVideoElement;
  readonly #tell: (fact: DebugFact) => void;
  readonly #playing = new KeyedQueue<string>();
  /** Streams whose play is over by no wish of the user: there is nothing left to stop. */
  readonly #ended = new Set<string>();
  /** Present from the login to the wish to leave. */
  #engine: Engine | undefined;
  #room: Pick<Fields, 'roomID' | 'userID'> | undefined;

  constructor({ sdk, preview, tell }: DebugSessionOptions) {
    this.#sdk = sdk;
    this.#preview = preview;
    this.#tell = (fact) => {
      if (fact.type === 'playChanged' && fact.status.name === 'ended') this.#ended.add(fact.streamID);
      if (!this.#scope.closed) tell(fact);
    };
    this.#scope.every(LOOK, () => void this.#lookAtConnections());
    followPageLife(this.#scope, { onHide: () => undefined, onKept: () => void this.logOut() });
  }

  /** Enters the room. Whatever comes of it is told. */
  async logIn({ appID, server, roomID, userID, token }: Fields): Promise<void> {
    this.#tell({ type: 'entering' });
    const profile = { appID: Number(appID), server };
    this.#note('call', 'createEngineWithProfile', [profile]);
    const engine = await this.#sdk.createEngineWithProfile(profile, this.#events()).catch((error: unknown) => {
      this.#tell({ type: 'left', fault: faultOf(this.#sdk, error) });
    });
    if (!engine) return;
    this.#engine = engine;
    this.#room = { roomID, userID };
    // The token is the one thing that never gets into the log.
    this.#note('call', 'loginRoom', [roomID, { userID }]);
    const { errorCode } = await engine.loginRoom(
      roomID,
      { userID, userName: userID },
      { token, isUserStatusNotify: true },
    );
    if (this.#engine !== engine) return;
    if (errorCode !== 0) return this.#end(faultOf(this.#sdk, errorCode));
    this.#tell({ type: 'entered', roomID });
  }

  /** Leaves the room, or gives up entering it. */
  async logOut(): Promise<void> {
    const engine = this.#engine;
    if (!engine) return;
    this.#engine = undefined;
    this.#tell({ type: 'leaving' });
    this.#note('call', 'logoutRoom', []);
    await engine.logoutRoom();
    await this.#sdk.destroyEngine();
    this.#tell({ type: 'left' });
  }

  /** Publishes camera and microphone, and shows them here. */
  async startPublishing(streamID: string): Promise<void> {
    const engine = this.#engine;
    if (!engine) return;
    this.#tell({ type: 'publishChanged', publish: { name: 'requesting', streamID, fault: undefined } });
    this.#note('call', 'startPublishingStream', [streamID]);
    try {
      await engine.startPreview({ view: this.#preview });
      await engine.startPublishingStream(streamID);
    } catch (error) {
      if (this.#engine === engine) this.#publishEnded(faultOf(this.#sdk, error));
    }
  }

  async stopPublishing(): Promise<void> {
    this.#note('call', 'stopPublishingStream', []);
    await this.#engine?.stopPublishingStream().catch(() => undefined);
    this.#publishEnded(undefined);
  }

  /** Plays a stream in `view`. Whatever comes of it is told. */
  play(streamID: string, view: HTMLVideoElement, mode: PlayMode): void {
    this.#queue(streamID, async (engine) => {
      this.#ended.delete(streamID);
      this.#note('call', 'startPlayingStream', [streamID, { mode }]);
      try {
        await engine.startPlayingStream(streamID, { view }, { resourceMode: this.#resourceMode(mode) });
      } catch (error) {
        this.#tell({ type: 'playChanged', streamID, status: { name: 'ended', fault: faultOf(this.#sdk, error) } });
      }
    });
  }

  stop(streamID: string): void {
    this.#queue(streamID, async (engine) => {
      if (this.#ended.delete(streamID)) return;
      this.#note('call', 'stopPlayingStream', [streamID]);
      // A play may come to its end meanwhile.
      await engine.stopPlayingStream(streamID).catch(() => undefined);
    });
  }

  /** Says something to the room, or to some of its users. Whatever comes of it is told. */
  async say({ kind, text, to }: Saying): Promise<void> {
    const engine = this.#engine;
    const room = this.#room;
    if (!engine || !room) return;
    const errorCode = await this.#send(engine, room.roomID, { kind, text, to });
    const fault = errorCode === 0 ? undefined : faultOf(this.#sdk, errorCode);
    this.#tell({ type: 'said', said: { kind, userID: room.userID, text, fault, at: Date.now() } });
  }

  /** Turns on the sound that the browser held back. To be called from a click. */
  async turnSoundOn(): Promise<void> {
    // A browser that still refuses has the SDK tell of it, and the button stays.
    await this.#engine?.resumeAutoplay().then(
      () => this.#tell({ type: 'soundBlocked', isBlocked: false }),
      () => undefined,
    );
  }

  close(): void {
    if (this.#scope.closed) return;
    this.#scope.close();
    this.#playing.close();
    this.#engine = undefined;
    void this.#sdk.destroyEngine();
  }

  async #send(engine: Engine, roomID: string, { kind, text, to }: Saying): Promise<number> {
    if (kind === 'command') {
      const users = to.map((userID) => ({ userID, userName: userID }));
      this.#note('call', 'sendCustomCommand', [roomID, text, users]);
      return (await engine.sendCustomCommand(roomID, text, users)).errorCode;
    }
    const name = kind === 'broadcast' ? 'sendBroadcastMessage' : 'sendBarrageMessage';
    this.#note('call', name, [roomID, text]);
    return (await engine[name](roomID, text)).errorCode;
  }

  async #lookAtConnections(): Promise<void> {
    const engine = this.#engine;
    // Before the room is called for and after it is left there is nothing to look at.
    const report = await engine?.getConnectionReport().catch(() => undefined);
    if (report && this.#engine === engine) this.#tell({ type: 'connectionReported', report });
  }

  // A stop and the next play of a stream keep their order, and what comes after the room is over does nothing.
  #queue(streamID: string, task: (engine: Engine) => Promise<void>): void {
    if (this.#scope.closed) return;
    const run = async (): Promise<void> => {
      if (this.#engine) await task(this.#engine);
    };
    // Only the end of the session rejects what is queued.
    void this.#playing.run(streamID, run).catch(() => undefined);
  }

  #events(): ReturnType<typeof debugEvents> {
    return debugEvents({
      sdk: this.#sdk,
      tell: this.#tell,
      note: (name, args) => this.#note('event', name, args),
      outOfRoom: (code) => void this.#end(faultOf(this.#sdk, code)),
      publishEnded: (code) => this.#publishEnded(code === 0 ? undefined : faultOf(this.#sdk, code)),
    });
  }

  #publishEnded(fault: Fault | undefined): void {
    this.#tell({ type: 'publishChanged', publish: { name: 'idle', fault } });
    void this.#engine?.stopPreview().catch(() => undefined);
  }

  async #end(fault: Fault): Promise<void> {
    this.#engine = undefined;
    await this.#sdk.destroyEngine();
    this.#tell({ type: 'left', fault });
  }

  #note(kind: Happening['kind'], name: string, args: readonly unknown[]): void {
    this.#tell({ type: 'happened', happening: { kind, name, args: argsText(args), at: Date.now() } });
  }

  #resourceMode(mode: PlayMode): StreamResourceMode {
    const { StreamResourceMode: Mode } = this.#sdk;
    return { default: Mode.Default, rtc: Mode.OnlyRTC, l3: Mode.OnlyL3, cdn: Mode.OnlyCDN }[mode];
  }
}
