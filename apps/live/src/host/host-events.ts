import type { EventHandler, PublishQuality, Stream, UpdateType } from '@freshet/web';
import type { Sdk } from '../engine/sdk.ts';
import type { HostFact } from './host-state.ts';
import { publishFailureOf } from './publish-failure.ts';

type Listener = {
  readonly sdk: Sdk;
  readonly tell: (fact: HostFact) => void;
  readonly usersCounted: (userCount: number) => void;
  readonly streamsUpdated: (type: UpdateType, streams: readonly Stream[]) => void;
  /** The SDK has given up returning to the room. */
  readonly linkLost: (code: number) => void;
  readonly kicked: (code: number) => void;
  readonly pictureCaptured: () => void;
  readonly soundCaptured: () => void;
  readonly deviceFailed: (code: number, deviceName: string) => void;
  readonly screenEnded: () => void;
};

/** What the SDK says, in the words of the host page. */
export function hostEvents(listener: Listener): EventHandler {
  const { sdk, tell, usersCounted, streamsUpdated, linkLost, kicked } = listener;
  const { RoomStateChangedReason: Reason, PublisherState } = sdk;
  return {
    onRoomStateChanged: (_roomID, reason, errorCode) => {
      if (reason === Reason.Reconnecting) tell({ type: 'linkChanged', link: 'down' });
      if (reason === Reason.Reconnected) tell({ type: 'linkChanged', link: 'up' });
      if (reason === Reason.ReconnectFailed) linkLost(errorCode);
      if (reason === Reason.KickOut) kicked(errorCode);
    },
    onRoomStreamUpdate: (_roomID, type, streams) => streamsUpdated(type, streams),
    onRoomOnlineUserCountUpdate: (_roomID, userCount) => usersCounted(userCount),
    onPublisherStateUpdate: (_streamID, state, errorCode) => {
      if (state === PublisherState.Publishing) tell({ type: 'published', at: Date.now() });
      if (state === PublisherState.PublishRequesting) tell({ type: 'publishInterrupted' });
      if (state === PublisherState.NoPublish && errorCode !== 0) {
        tell({ type: 'publishEnded', failure: publishFailureOf(errorCode) });
      }
    },
    onPublisherQualityUpdate: (_streamID, quality: PublishQuality) => tell({ type: 'reported', quality }),
    onPublisherCapturedVideoFirstFrame: listener.pictureCaptured,
    onPublisherCapturedAudioFirstFrame: listener.soundCaptured,
    onDeviceError: listener.deviceFailed,
    onScreenSharingEnded: listener.screenEnded,
  };
}
