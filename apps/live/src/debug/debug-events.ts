import type { EventHandler, RoomUser } from '@freshet/web';
import type { Sdk } from '../engine/sdk.ts';
import type { DebugFact, SayKind } from './debug-state.ts';
import { faultOf } from './fault-of.ts';

type Listener = {
  readonly sdk: Sdk;
  readonly tell: (fact: DebugFact) => void;
  /** Every event as it comes, before it has any effect. */
  readonly note: (name: string, args: readonly unknown[]) => void;
  /** The room is over by no wish of the user. */
  readonly outOfRoom: (code: number) => void;
  readonly publishEnded: (code: number) => void;
};

/** What the SDK says: all of it noted, and what matters to the page told as facts. */
export function debugEvents(listener: Listener): EventHandler {
  const effects: EventHandler = {
    ...roomEffects(listener),
    ...messageEffects(listener),
    ...publishEffects(listener),
    ...playEffects(listener),
  };
  // Answers to every name, so that an event this page knows nothing of is noted as well.
  return new Proxy(effects, {
    get:
      (_, name) =>
      (...args: readonly unknown[]): void => {
        listener.note(String(name), args);
        const effect: unknown = Reflect.get(effects, name);
        if (typeof effect === 'function') Reflect.apply(effect, effects, args);
      },
  });
}

function roomEffects({ sdk, tell, outOfRoom }: Listener): EventHandler {
  const { RoomStateChangedReason: Reason, UpdateType } = sdk;
  return {
    onRoomStateChanged: (_roomID, reason, errorCode) => {
      if (reason === Reason.Reconnecting) tell({ type: 'linkChanged', link: 'down' });
      if (reason === Reason.Reconnected) tell({ type: 'linkChanged', link: 'up' });
      if (reason === Reason.ReconnectFailed || reason === Reason.KickOut) outOfRoom(errorCode);
    },
    // The only word there is of a login that the SDK tries again, for minutes where a server is away.
    onDebugError: (errorCode, funcName) => {
      if (funcName === 'loginRoom') tell({ type: 'entryDelayed', fault: faultOf(sdk, errorCode) });
    },
    onRoomOnlineUserCountUpdate: (_roomID, userCount) => tell({ type: 'usersCounted', userCount }),
    onRoomStreamUpdate: (_roomID, updateType, list) => {
      if (updateType === UpdateType.Delete) {
        return tell({ type: 'streamsDeleted', streamIDs: list.map(({ streamID }) => streamID) });
      }
      tell({ type: 'streamsAdded', streams: list.map(({ streamID, user }) => ({ streamID, userID: user.userID })) });
    },
    onAutoplayFailed: () => tell({ type: 'soundBlocked', isBlocked: true }),
  };
}

function messageEffects({ tell }: Listener): EventHandler {
  const said = (kind: SayKind, { userID }: RoomUser, text: string): void =>
    tell({ type: 'said', said: { kind, userID, text, fault: undefined, at: Date.now() } });
  return {
    onIMRecvBroadcastMessage: (_roomID, list) => {
      for (const { fromUser, message } of list) said('broadcast', fromUser, message);
    },
    onIMRecvBarrageMessage: (_roomID, list) => {
      for (const { fromUser, message } of list) said('barrage', fromUser, message);
    },
    onIMRecvCustomCommand: (_roomID, fromUser, command) => said('command', fromUser, command),
  };
}

function publishEffects({ sdk, tell, publishEnded }: Listener): EventHandler {
  const { PublisherState: State } = sdk;
  return {
    onPublisherStateUpdate: (streamID, state, errorCode) => {
      if (state === State.NoPublish) return publishEnded(errorCode);
      const fault = errorCode === 0 ? undefined : faultOf(sdk, errorCode);
      const isLive = state === State.Publishing;
      tell({
        type: 'publishChanged',
        publish: isLive
          ? { name: 'publishing', streamID, quality: undefined }
          : { name: 'requesting', streamID, fault },
      });
    },
    onPublisherQualityUpdate: (_streamID, quality) => tell({ type: 'publishReported', quality }),
  };
}

function playEffects({ sdk, tell }: Listener): EventHandler {
  const { PlayerState: State } = sdk;
  return {
    onPlayerStateUpdate: (streamID, state, errorCode) => {
      const fault = errorCode === 0 ? undefined : faultOf(sdk, errorCode);
      if (state === State.Playing) {
        tell({ type: 'playChanged', streamID, status: { name: 'playing', quality: undefined } });
      } else if (state === State.PlayRequesting) {
        tell({ type: 'playChanged', streamID, status: { name: 'requesting', fault } });
      } else if (fault) {
        tell({ type: 'playChanged', streamID, status: { name: 'ended', fault } });
      }
    },
    onPlayerQualityUpdate: (streamID, quality) => tell({ type: 'playReported', streamID, quality }),
  };
}
