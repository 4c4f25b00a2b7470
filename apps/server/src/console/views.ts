import type { Control, QualitySample, RoomFacts, StreamFacts, UserFacts } from '@freshet/core';
import { type Clock, millis, seconds } from '@freshet/kit';
import type { AppID, RoomID, StreamID, UserID } from '@freshet/protocol';
import type {
  OverviewAnswer,
  RoomView,
  Sample,
  StreamView,
  UserView,
  View,
  ViewAnswer,
} from '@freshet/protocol/console';

/** What views look at. */
export type ViewsOptions = {
  readonly control: Control;
  readonly overview: () => OverviewAnswer;
  readonly clock: Clock;
};

/** A sample that is older tells nothing of now. Clients report every 10 s. */
const FRESH = seconds(30);

type Of<Name extends View['view']> = Extract<View, { view: Name }>;
type Answer<Name extends View['view']> = Extract<ViewAnswer, { view: Name }>;

/** Answers what pages look at. A window costs what it shows, however long its list is. */
export class Views {
  readonly #control: Control;
  readonly #overview: () => OverviewAnswer;
  readonly #clock: Clock;

  constructor({ control, overview, clock }: ViewsOptions) {
    this.#control = control;
    this.#overview = overview;
    this.#clock = clock;
  }

  answer(view: View): ViewAnswer {
    switch (view.view) {
      case 'rooms':
        return this.#rooms(view);
      case 'room':
        return this.#room(view);
      case 'stream':
        return this.#stream(view);
      case 'overview':
        return this.#overview();
    }
  }

  #rooms({ appID, order, ...window }: Of<'rooms'>): Answer<'rooms'> {
    const wish = { ...windowOf(window), order, ...(appID === undefined ? {} : { appID: appID as AppID }) };
    const { items, total } = this.#control.rooms(wish);
    return { view: 'rooms', rooms: items.map(viewOfRoom), total };
  }

  #room(view: Of<'room'>): Answer<'room'> {
    const [appID, roomID] = [view.appID as AppID, view.roomID as RoomID];
    const room = this.#control.room(appID, roomID);
    if (room === undefined) return { view: 'room', streams: [], users: [], total: 0 };
    const { items, total } = this.#control.users(appID, roomID, { ...windowOf(view), order: 'oldest' });
    return {
      view: 'room',
      room: viewOfRoom(room),
      streams: this.#control.streams(appID, roomID).map((stream) => this.#viewOfStream(appID, stream)),
      users: items.map((user) => viewOfUser(user)),
      total,
    };
  }

  #stream(view: Of<'stream'>): Answer<'stream'> {
    const [appID, streamID] = [view.appID as AppID, view.streamID as StreamID];
    const stream = this.#control.stream(appID, streamID);
    const room = stream?.roomID === view.roomID ? this.#control.room(appID, stream.roomID) : undefined;
    if (stream === undefined || room === undefined) {
      return { view: 'stream', node: '', layer: { name: '', reason: '' }, viewers: [], total: 0 };
    }
    const { items, total } = this.#control.viewers(appID, streamID, windowOf(view));
    const userIDs = items.map(({ user }) => user.userID as UserID);
    const samples = this.#control.quality.latest(appID, streamID, userIDs);
    return {
      view: 'stream',
      stream: this.#viewOfStream(appID, stream),
      node: room.node,
      // Publishers send one layer, and everyone who plays gets it as it came.
      layer: { name: 'source', reason: 'single' },
      viewers: items.map((user) => viewOfUser(user, this.#fresh(samples.get(user.user.userID as UserID)))),
      total,
    };
  }

  #viewOfStream(appID: AppID, { streamID, user, created, state, viewerCount }: StreamFacts): StreamView {
    const since = millis(this.#clock.now() - FRESH);
    const sample = this.#control.quality.published(appID, streamID, since).at(-1);
    const forbidden = this.#control.isForbidden(appID, streamID);
    return { streamID, user, created, state, forbidden, viewerCount, ...(sample && { sample: viewOfSample(sample) }) };
  }

  #fresh(sample: QualitySample | undefined): QualitySample | undefined {
    return sample && sample.at >= this.#clock.now() - FRESH ? sample : undefined;
  }
}

type Window = { readonly search?: string | undefined; readonly offset: number; readonly limit: number };

const windowOf = ({ search, offset, limit }: Window) => ({ offset, limit, ...(search ? { search } : {}) });

const viewOfRoom = ({ appID, roomID, created, userCount, streamCount, node }: RoomFacts): RoomView => ({
  ...{ appID, roomID, created, userCount, streamCount, node },
});

const viewOfUser = (facts: UserFacts, sample?: QualitySample): UserView => ({
  user: facts.user,
  loginTime: facts.loginTime,
  attached: facts.attached,
  address: facts.address,
  publishing: [...facts.publishing],
  playing: [...facts.playing],
  ...(sample && { sample: viewOfSample(sample) }),
});

const viewOfSample = (sample: QualitySample): Sample => ({ ...sample });
