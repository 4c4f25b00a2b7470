import { type RefObject, useEffect, useMemo, useReducer, useRef } from 'react';
import { loadedSdk } from '../engine/sdk.ts';
import { DebugSession, type Saying } from './debug-session.ts';
import { beginning, type DebugState, debugReducer } from './debug-state.ts';
import { recallFields, rememberFields } from './field-memory.ts';
import { type Fields, firstFields, type PlayMode, trimmed, withoutToken } from './fields.ts';

/** What can be done on the debug page. */
export type DebugActions = {
  readonly change: (fields: Partial<Fields>) => void;
  readonly logIn: (fields: Fields) => void;
  readonly logOut: () => void;
  readonly startPublishing: (streamID: string) => void;
  readonly stopPublishing: () => void;
  readonly play: (streamID: string, view: HTMLVideoElement, mode: PlayMode) => void;
  readonly stop: (streamID: string) => void;
  readonly playAgain: (streamID: string) => void;
  readonly say: (saying: Saying) => void;
  readonly turnSoundOn: () => void;
  readonly clearLog: () => void;
};

/** Owns the page's state and its one session. `preview` shows one's own picture. */
export function useDebug(): {
  readonly state: DebugState;
  readonly preview: RefObject<HTMLVideoElement | null>;
  readonly actions: DebugActions;
  readonly hasSdk: boolean;
} {
  const [state, tell] = useReducer(debugReducer, undefined, () => beginning(fieldsOfThisPage()));
  const preview = useRef<HTMLVideoElement>(null);
  const session = useRef<DebugSession>(undefined);
  useEffect(() => {
    history.replaceState(null, '', withoutToken(new URL(location.href)));
    const sdk = loadedSdk();
    if (sdk === undefined || preview.current === null) return;
    const opened = new DebugSession({ sdk, preview: preview.current, tell });
    session.current = opened;
    return () => opened.close();
  }, []);
  useEffect(() => rememberFields(state.fields), [state.fields]);
  // Made once: a tile plays anew when what it was given changes.
  const actions = useMemo<DebugActions>(
    () => ({
      change: (fields) => tell({ type: 'fieldsChanged', fields }),
      logIn: (fields) => {
        const clean = trimmed(fields);
        tell({ type: 'fieldsChanged', fields: clean });
        void session.current?.logIn(clean);
      },
      logOut: () => void session.current?.logOut(),
      startPublishing: (streamID) => void session.current?.startPublishing(streamID.trim()),
      stopPublishing: () => void session.current?.stopPublishing(),
      play: (streamID, view, mode) => session.current?.play(streamID, view, mode),
      stop: (streamID) => session.current?.stop(streamID),
      playAgain: (streamID) => tell({ type: 'playAgain', streamID }),
      say: (saying) => void session.current?.say(saying),
      turnSoundOn: () => void session.current?.turnSoundOn(),
      clearLog: () => tell({ type: 'logCleared' }),
    }),
    [],
  );
  return { state, preview, actions, hasSdk: loadedSdk() !== undefined };
}

function fieldsOfThisPage(): Fields {
  const tag = String(Math.floor(Math.random() * 10_000)).padStart(4, '0');
  return firstFields({ address: new URL(location.href), kept: recallFields(), tag });
}
