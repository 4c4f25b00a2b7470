import { type RefObject, useEffect, useReducer, useRef } from 'react';
import { loadedSdk } from '../engine/sdk.ts';
import { HostSession } from './host-session.ts';
import { type HostState, hostReducer, opening } from './host-state.ts';

/** What the host can do. To be called from a click or a key. */
export type HostActions = {
  readonly goLive: () => void;
  readonly stop: () => void;
  readonly leave: () => void;
  readonly toggleMicrophone: () => void;
  readonly toggleCamera: () => void;
  readonly chooseCamera: (deviceID: string) => void;
  readonly chooseMicrophone: (deviceID: string) => void;
  readonly shareScreen: () => void;
  readonly useSoundAlone: () => void;
  /** Asks for camera and microphone again. */
  readonly retryDevices: () => void;
  readonly dismissProblem: () => void;
};

/** Owns the one visit of the page: its state, and what can be done in it. `stage` shows the own picture. */
export function useHost(): {
  readonly state: HostState;
  readonly stage: RefObject<HTMLVideoElement | null>;
  readonly actions: HostActions;
} {
  const [state, tell] = useReducer(hostReducer, opening);
  const stage = useRef<HTMLVideoElement>(null);
  const session = useRef<HostSession>(undefined);
  useEffect(() => {
    const sdk = loadedSdk();
    if (sdk === undefined || stage.current === null) {
      return tell({ type: 'refused', trouble: { kind: 'serverAway' } });
    }
    const opened = new HostSession({ sdk, stage: stage.current, tell });
    session.current = opened;
    void opened.open();
    return () => opened.close();
  }, []);
  return { state, stage, actions: actionsOf(session) };
}

function actionsOf(session: RefObject<HostSession | undefined>): HostActions {
  return {
    goLive: () => void session.current?.goLive(),
    stop: () => void session.current?.stop(),
    leave: () => session.current?.leave(),
    toggleMicrophone: () => void session.current?.desk?.toggleMicrophone(),
    toggleCamera: () => void session.current?.desk?.toggleCamera(),
    chooseCamera: (deviceID) => void session.current?.desk?.chooseCamera(deviceID),
    chooseMicrophone: (deviceID) => void session.current?.desk?.chooseMicrophone(deviceID),
    shareScreen: () => void session.current?.desk?.shareScreen(),
    useSoundAlone: () => void session.current?.desk?.useSoundAlone(),
    retryDevices: () => void session.current?.desk?.preview(),
    dismissProblem: () => session.current?.desk?.dismissProblem(),
  };
}
