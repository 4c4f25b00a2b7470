import type { DeviceInfo, PublishQuality } from '@freshet/web';
import type { Trouble } from '../admission/trouble.ts';
import type { Kick } from '../engine/kick.ts';
import type { DeviceProblem } from './device-problem.ts';
import type { PublishFailure } from './publish-failure.ts';

/** What becomes of the host's stream. `since` is in milliseconds since the Unix epoch. */
type Broadcast =
  | { readonly name: 'idle'; readonly failure: PublishFailure | undefined }
  | { readonly name: 'starting' }
  | { readonly name: 'live'; readonly since: number }
  | { readonly name: 'interrupted'; readonly since: number };

/** What is captured as the picture. `asking`: the browser asks the user, or the device starts. */
export type Picture = 'asking' | 'camera' | 'camera-off' | 'screen' | 'none';
/** What is captured as the sound. */
export type Microphone = 'asking' | 'on' | 'muted' | 'none';

/** What can be chosen, and what is. The chosen IDs are empty for the browser's own choice. */
export type Devices = {
  readonly cameras: readonly DeviceInfo[];
  readonly microphones: readonly DeviceInfo[];
  readonly cameraID: string;
  readonly microphoneID: string;
};

/** The host page while it is in its room. */
export type Studio = {
  readonly name: 'studio';
  readonly roomID: string;
  /** The link to hand on. */
  readonly audienceLink: string;
  readonly link: 'up' | 'down';
  /** Users in the room, oneself included. */
  readonly userCount: number;
  /** Users other than oneself who publish. */
  readonly otherPublishers: number;
  readonly broadcast: Broadcast;
  readonly picture: Picture;
  readonly microphone: Microphone;
  readonly problem: DeviceProblem | undefined;
  readonly devices: Devices;
  /** None before the first report on the stream. */
  readonly quality: PublishQuality | undefined;
};

/** The state of the host page. */
export type HostState =
  | { readonly name: 'opening' }
  | Studio
  | { readonly name: 'refused'; readonly trouble: Trouble }
  | { readonly name: 'kicked'; readonly why: Kick }
  | { readonly name: 'left' };

/** What the host page is told. */
export type HostFact =
  | {
      readonly type: 'entered';
      readonly roomID: string;
      readonly audienceLink: string;
      readonly userCount: number;
      readonly otherPublishers: number;
    }
  | { readonly type: 'refused'; readonly trouble: Trouble }
  | { readonly type: 'kicked'; readonly why: Kick }
  | { readonly type: 'left' }
  | StudioFact;

type StudioFact =
  | { readonly type: 'linkChanged'; readonly link: 'up' | 'down' }
  | { readonly type: 'usersCounted'; readonly userCount: number }
  | { readonly type: 'publishersCounted'; readonly otherPublishers: number }
  | { readonly type: 'pictureChanged'; readonly picture: Picture }
  | { readonly type: 'microphoneChanged'; readonly microphone: Microphone }
  | { readonly type: 'deviceFailed'; readonly problem: DeviceProblem }
  /** A device that may have been unplugged gives again. */
  | { readonly type: 'deviceReturned' }
  | { readonly type: 'problemDismissed' }
  | { readonly type: 'devicesChanged'; readonly devices: Devices }
  | { readonly type: 'reported'; readonly quality: PublishQuality }
  | BroadcastFact;

type BroadcastFact =
  | { readonly type: 'publishAsked' }
  /** `at` is in milliseconds since the Unix epoch. */
  | { readonly type: 'published'; readonly at: number }
  | { readonly type: 'publishInterrupted' }
  | { readonly type: 'publishEnded'; readonly failure: PublishFailure | undefined };

export const opening: HostState = { name: 'opening' };

/** The state after a fact. Facts of a room that has been left change nothing. */
export function hostReducer(state: HostState, fact: HostFact): HostState {
  switch (fact.type) {
    case 'entered':
      return entered(fact);
    case 'refused':
      return { name: 'refused', trouble: fact.trouble };
    case 'kicked':
      return { name: 'kicked', why: fact.why };
    case 'left':
      return { name: 'left' };
    default:
      return state.name === 'studio' ? inStudio(state, fact) : state;
  }
}

function entered({ roomID, audienceLink, userCount, otherPublishers }: Extract<HostFact, { type: 'entered' }>): Studio {
  return {
    name: 'studio',
    roomID,
    audienceLink,
    link: 'up',
    userCount,
    otherPublishers,
    broadcast: { name: 'idle', failure: undefined },
    picture: 'asking',
    microphone: 'asking',
    problem: undefined,
    devices: { cameras: [], microphones: [], cameraID: '', microphoneID: '' },
    quality: undefined,
  };
}

function inStudio(state: Studio, fact: StudioFact): Studio {
  switch (fact.type) {
    case 'linkChanged':
      return { ...state, link: fact.link };
    case 'usersCounted':
      return { ...state, userCount: fact.userCount };
    case 'publishersCounted':
      return { ...state, otherPublishers: fact.otherPublishers };
    case 'pictureChanged':
      return { ...state, picture: fact.picture };
    case 'microphoneChanged':
      return { ...state, microphone: fact.microphone };
    case 'deviceReturned':
      return state.problem === 'unplugged' ? { ...state, problem: undefined } : state;
    case 'deviceFailed':
      return { ...state, problem: fact.problem };
    case 'problemDismissed':
      return { ...state, problem: undefined };
    case 'devicesChanged':
      return { ...state, devices: fact.devices };
    case 'reported':
      return state.broadcast.name === 'idle' ? state : { ...state, quality: fact.quality };
    default:
      return afterBroadcastFact(state, fact);
  }
}

function afterBroadcastFact(state: Studio, fact: BroadcastFact): Studio {
  const broadcast = broadcastAfter(state.broadcast, fact);
  return { ...state, broadcast, quality: broadcast.name === 'idle' ? undefined : state.quality };
}

function broadcastAfter(broadcast: Broadcast, fact: BroadcastFact): Broadcast {
  switch (fact.type) {
    case 'publishAsked':
      return broadcast.name === 'idle' ? { name: 'starting' } : broadcast;
    case 'published':
      if (broadcast.name === 'idle') return broadcast;
      return { name: 'live', since: broadcast.name === 'starting' ? fact.at : broadcast.since };
    case 'publishInterrupted':
      return broadcast.name === 'live' ? { ...broadcast, name: 'interrupted' } : broadcast;
    case 'publishEnded':
      return { name: 'idle', failure: fact.failure };
  }
}
