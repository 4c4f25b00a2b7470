import type { EventHandler, PlayQuality, Stream, UpdateType } from '@freshet/web';
import { troubleOf } from '../admission/trouble.ts';
import type { Sdk } from '../engine/sdk.ts';
import type { Path, WatchFact } from './watch-state.ts';

type Listener = {
  readonly sdk: Sdk;
  readonly tell: (fact: WatchFact) => void;
  readonly isPlayed: (streamID: string) => boolean;
  readonly usersCounted: (userCount: number) => void;
  readonly streamsUpdated: (type: UpdateType, streams: readonly Stream[], extendedData: string) => void;
  /** The SDK has given up returning to the room. */
  readonly linkLost: (code: number) => void;
  readonly kicked: (code: number) => void;
};

/** What the SDK says, in the words of the audience page. */
export function watchEvents(listener: Listener): EventHandler {
  const { sdk, tell, isPlayed, usersCounted, streamsUpdated, linkLost, kicked } = listener;
  const { RoomStateChangedReason: Reason, PlayerState } = sdk;
  return {
    onRoomStateChanged: (_roomID, reason, errorCode) => {
      if (reason === Reason.Reconnecting) tell({ type: 'linkChanged', link: 'down' });
      if (reason === Reason.Reconnected) tell({ type: 'linkChanged', link: 'up' });
      if (reason === Reason.ReconnectFailed) linkLost(errorCode);
      if (reason === Reason.KickOut) kicked(errorCode);
    },
    onRoomStreamUpdate: (_roomID, type, streams, extendedData) => streamsUpdated(type, streams, extendedData),
    onRoomOnlineUserCountUpdate: (_roomID, userCount) => usersCounted(userCount),
    onPlayerStateUpdate: (streamID, state, errorCode) => {
      if (!isPlayed(streamID)) return;
      if (state === PlayerState.Playing) tell({ type: 'playResumed' });
      if (state === PlayerState.PlayRequesting) tell({ type: 'playInterrupted' });
      if (state === PlayerState.NoPlay && errorCode !== 0) {
        tell({ type: 'playRefused', trouble: troubleOf(errorCode) });
      }
    },
    onPlayerRecvAudioFirstFrame: (streamID) => {
      if (isPlayed(streamID)) tell({ type: 'soundArrived' });
    },
    onPlayerRenderVideoFirstFrame: (streamID) => {
      if (isPlayed(streamID)) tell({ type: 'pictureShown' });
    },
    onPlayerQualityUpdate: (streamID, quality) => {
      if (isPlayed(streamID)) tell({ type: 'reported', report: { quality, path: pathOf(sdk, quality) } });
    },
    onAutoplayFailed: () => tell({ type: 'soundChanged', sound: 'blocked' }),
  };
}

function pathOf({ StreamResourceMode: Mode }: Sdk, { resourceMode }: PlayQuality): Path {
  if (resourceMode === Mode.OnlyL3) return 'l3';
  if (resourceMode === Mode.OnlyRTC) return 'rtc';
  return resourceMode === Mode.OnlyCDN ? 'cdn' : 'unknown';
}
