import { type RefObject, useEffect, useReducer, useRef } from 'react';
import { loadedSdk } from '../engine/sdk.ts';
import { WatchSession } from './watch-session.ts';
import { opening, type WatchState, watchReducer } from './watch-state.ts';

/** What the audience can do. To be called from a click or a key. */
export type WatchActions = {
  readonly toggleSound: () => void;
  /** @param volume 0 to 100 */
  readonly setVolume: (volume: number) => void;
  readonly leave: () => void;
};

/** Owns the one visit of the page: its state, and what can be done in it. `stage` shows the stream. */
export function useWatch(): {
  readonly state: WatchState;
  readonly stage: RefObject<HTMLVideoElement | null>;
  readonly actions: WatchActions;
} {
  const [state, tell] = useReducer(watchReducer, opening);
  const stage = useRef<HTMLVideoElement>(null);
  const session = useRef<WatchSession>(undefined);
  useEffect(() => {
    const sdk = loadedSdk();
    if (sdk === undefined || stage.current === null) {
      return tell({ type: 'refused', trouble: { kind: 'serverAway' } });
    }
    const opened = new WatchSession({ sdk, stage: stage.current, tell });
    session.current = opened;
    void opened.open();
    return () => opened.close();
  }, []);
  const isBlocked = state.name === 'in-room' && state.sound === 'blocked';
  return {
    state,
    stage,
    actions: {
      toggleSound: () => void session.current?.toggleSound(isBlocked),
      setVolume: (volume) => void session.current?.setVolume(volume),
      leave: () => session.current?.leave(),
    },
  };
}
