import { Scope } from '@freshet/kit';
import {
  type ErrorCode,
  FreshetError,
  type PublishChannel,
  PublisherState,
  type StreamReport,
} from '@freshet/protocol';
import type { PublishReport } from '../connection-api.ts';
import type { Tell } from '../delivery.ts';
import { Endeavour } from '../life/endeavour.ts';
import { Ended, within } from '../life/within.ts';
import type { MediaDevice } from '../media/device.ts';
import { PublishLink, type Tracks, type VideoSending } from '../media/publish-link.ts';
import { sentTracks } from '../quality/connection-facts.ts';
import { PublishMeter } from '../quality/publish-meter.ts';
import { watchPublishing } from '../quality/publish-watch.ts';
import { publishReport } from '../quality/stream-reports.ts';
import type { Size } from '../render/first-picture.ts';
import type { Entry } from '../room/pass.ts';
import type { Room } from '../room/room.ts';
import { StateTeller } from '../state-teller.ts';
import { Description } from './description.ts';

/** What is sent, as it is now. */
export type Source = { readonly tracks: Tracks; readonly video: VideoSending };

/** What a publish is made of. */
export type PublisherOptions = {
  readonly streamID: string;
  readonly extraInfo: string;
  readonly channel: PublishChannel;
  readonly room: Room;
  readonly device: MediaDevice;
  readonly source: () => Source;
  /** The picture is sent in this size. */
  readonly resized: (size: Size) => void;
  readonly tell: Tell;
  /** The publish is over; nothing is told after it. */
  readonly ended: () => void;
};

/** One stream that is published, over all the connections and interruptions of its time. */
export class Publisher {
  readonly streamID: string;
  /** What the room is told of the stream. */
  readonly description: Description;
  readonly #options: PublisherOptions;
  readonly #scope = new Scope();
  readonly #endeavour: Endeavour;
  readonly #state: StateTeller<PublisherState>;
  readonly #toldFirst = new Set<'audio' | 'video'>();
  #link: PublishLink | undefined;
  #reported = new PublishMeter();

  constructor(options: PublisherOptions) {
    const { streamID, extraInfo, room, tell } = options;
    this.#options = options;
    this.streamID = streamID;
    this.description = new Description(extraInfo, (text) => {
      return room.request('setStreamExtraInfo', { streamID, extraInfo: text });
    });
    this.#state = new StateTeller((state, code) => tell('onPublisherStateUpdate', streamID, state, code, '{}'));
    this.#endeavour = new Endeavour({
      scope: this.#scope,
      live: room.live,
      retryTime: room.mediaRetryTime,
      attempt: (attempt) => this.#open(attempt),
      troubled: () => this.#state.tell(PublisherState.PublishRequesting, 1003020),
      gaveUp: (cause) => this.#gaveUp(cause),
      otherwise: 1003099,
      spent: 1003021,
      isPatient: () => false,
    });
    this.#watchRoom();
    this.#state.tell(PublisherState.PublishRequesting, 0);
  }

  /** Begins to publish, as soon as the room is live. */
  start(): void {
    void this.#endeavour.run();
  }

  /** The source gives other tracks than before, or is to be sent in another way. */
  async update(): Promise<void> {
    const link = this.#link;
    const { tracks, video } = this.#options.source();
    try {
      await link?.setVideo(video);
      await link?.setTracks(tracks);
    } catch (error) {
      // A link that cannot take the tracks any more is made anew with them.
      if (this.#link === link) this.#endeavour.interrupt(new FreshetError(1003020, undefined, { cause: error }));
    }
  }

  /** What the server is told of the publish: over the time since the last report. Nothing while nothing is sent. */
  async report(): Promise<StreamReport | undefined> {
    const link = this.#link;
    return link && publishReport(this.streamID, await this.#reported.measure(link));
  }

  /** How the stream is sent. */
  async facts(): Promise<PublishReport> {
    const link = this.#link;
    const stats = (await link?.stats().catch(() => undefined)) ?? [];
    return { streamID: this.streamID, transport: (await link?.facts()) ?? null, tracks: sentTracks(stats) };
  }

  /** For tests: the connection is lost, and cannot be restored. */
  loseMedia(): void {
    this.#link?.watch.giveUp();
  }

  /** Ends the publish and tells the code, 0 where it was wished for. */
  stop(code: ErrorCode | 0): void {
    if (this.#scope.closed) return;
    this.#options.room.withdraw('unpublish', this.streamID);
    this.#end(code);
  }

  async #open(attempt: Scope): Promise<void> {
    const { streamID } = this;
    const { room, device, source } = this.#options;
    const extraInfo = this.description.text;
    const { answer } = await within(attempt, room.request('publish', { streamID, extraInfo }));
    await within(attempt, this.description.published(extraInfo));
    const target = { kind: 'publish', streamID } as const;
    const link = await PublishLink.open({
      answer,
      device,
      negotiate: async (offer) => (await room.request('negotiate', { target, offer })).answer,
      ...source(),
    });
    attempt.add(() => link.close());
    if (attempt.closed) throw new Ended('the publish ended while it began');
    this.#link = link;
    this.#reported = new PublishMeter();
    this.#reported.measure(link).catch(() => undefined);
    attempt.add(() => {
      this.#link = undefined;
    });
    this.#watchLink(link, attempt);
    // What changed while the link was opened.
    await this.update();
    await within(attempt, link.watch.connected.passage());
    this.#state.tell(PublisherState.Publishing, 0);
  }

  #watchLink(link: PublishLink, attempt: Scope): void {
    const { tell, resized } = this.#options;
    const { events } = link.watch;
    attempt.add(
      events.on('interrupted', () => {
        this.#state.tell(PublisherState.PublishRequesting, 1003020);
        this.#endeavour.falter();
      }),
    );
    attempt.add(
      events.on('restored', () => {
        this.#endeavour.recover();
        this.#state.tell(PublisherState.Publishing, 0);
      }),
    );
    attempt.add(events.on('lost', () => this.#endeavour.interrupt(new FreshetError(1003020))));
    watchPublishing(link, attempt, {
      sent: (kind) => this.#sent(kind),
      measured: (quality) => tell('onPublisherQualityUpdate', this.streamID, quality),
      resized,
    });
  }

  #watchRoom(): void {
    const { room } = this.#options;
    const isThis = ({ streamID }: { readonly streamID: string }): boolean => streamID === this.streamID;
    this.#scope.add(room.events.on('entered', (entry) => this.#entered(entry)));
    this.#scope.add(
      room.events.on('awake', () => {
        this.#endeavour.wake();
        this.#link?.watch.check();
      }),
    );
    this.#scope.add(
      room.events.on('publishInterrupted', (lost) => {
        if (isThis(lost)) this.#endeavour.interrupt(new FreshetError(1003020));
      }),
    );
    this.#scope.add(
      room.events.on('publishLost', (lost) => {
        if (isThis(lost)) this.#endeavour.interrupt(new FreshetError(lost.code));
      }),
    );
  }

  #entered(entry: Entry): void {
    const isHeld = entry.way === 'resume' && entry.publishing.includes(this.streamID);
    // What fails here is told again on the next return.
    this.description.returned(isHeld).catch(() => undefined);
    if (isHeld && this.#link) this.#link.watch.check();
    else this.#endeavour.restart(new FreshetError(1003020));
  }

  #sent(kind: 'audio' | 'video'): void {
    if (this.#toldFirst.has(kind)) return;
    this.#toldFirst.add(kind);
    const { tell, channel } = this.#options;
    if (kind === 'audio') tell('onPublisherSendAudioFirstFrame', channel);
    else tell('onPublisherSendVideoFirstFrame', channel);
  }

  #gaveUp(cause: FreshetError): void {
    const { tell, room } = this.#options;
    tell('onDebugError', cause.code, 'startPublishingStream', cause.message);
    if (cause.code !== 1003028) room.withdraw('unpublish', this.streamID);
    this.#end(cause.code);
  }

  #end(code: ErrorCode | 0): void {
    this.#scope.close();
    this.#link?.close();
    this.#state.tell(PublisherState.NoPublish, code);
    this.#options.ended();
  }
}
