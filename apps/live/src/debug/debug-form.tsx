import { useId } from 'react';
import type { Dictionary } from '../language/dictionary.ts';
import { useWords } from '../language/language-context.tsx';
import type { DebugState } from './debug-state.ts';
import { FaultNotice } from './fault-notice.tsx';
import { type Fields, type PlayMode, playModes } from './fields.ts';
import type { DebugActions } from './use-debug.ts';

type DebugFormProps = { readonly state: DebugState; readonly actions: DebugActions; readonly hasSdk: boolean };

/** What a visit is made from, and what can be done in it. */
export function DebugForm({ state, actions, hasSdk }: DebugFormProps) {
  const { debug } = useWords();
  const { fields, visit, publish } = state;
  const isOut = visit.name === 'out';
  const isPublishing = publish.name !== 'idle';
  return (
    <form
      className="debug-form panel"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isOut) actions.logIn(fields);
      }}
    >
      <fieldset disabled={!isOut}>
        <TextField name="appID" state={state} actions={actions} inputMode="numeric" />
        <TextField name="server" state={state} actions={actions} inputMode="url" />
        <div className="pair">
          <TextField name="roomID" state={state} actions={actions} />
          <TextField name="userID" state={state} actions={actions} />
        </div>
        <TokenField token={fields.token} actions={actions} />
      </fieldset>
      {(isOut || visit.name === 'entering') && visit.fault && <FaultNotice fault={visit.fault} isRetrying={!isOut} />}
      {!hasSdk && <p role="alert">{debug.noSdk}</p>}
      <div className="pair">
        <button type="submit" className="button" data-testid="log-in" disabled={!isOut || !hasSdk}>
          {debug.logIn}
        </button>
        <button
          type="button"
          className="button quiet"
          data-testid="log-out"
          disabled={isOut || visit.name === 'leaving'}
          onClick={actions.logOut}
        >
          {debug.logOut}
        </button>
      </div>
      <hr />
      <ModeField mode={fields.mode} actions={actions} />
      <fieldset disabled={isPublishing}>
        <TextField name="streamID" state={state} actions={actions} />
      </fieldset>
      {publish.name === 'idle' && publish.fault && <FaultNotice fault={publish.fault} />}
      <div className="pair">
        <button
          type="button"
          className="button"
          data-testid="start-publishing"
          disabled={visit.name !== 'in-room' || isPublishing}
          onClick={() => actions.startPublishing(fields.streamID)}
        >
          {debug.startPublishing}
        </button>
        <button
          type="button"
          className="button quiet"
          data-testid="stop-publishing"
          disabled={!isPublishing}
          onClick={actions.stopPublishing}
        >
          {debug.stopPublishing}
        </button>
      </div>
    </form>
  );
}

type TextFieldProps = {
  readonly name: Exclude<keyof Fields, 'token' | 'mode'>;
  readonly state: DebugState;
  readonly actions: DebugActions;
  readonly inputMode?: 'text' | 'numeric' | 'url';
};

function TextField({ name, state, actions, inputMode = 'text' }: TextFieldProps) {
  const { debug } = useWords();
  const id = useId();
  return (
    <p className="field">
      <label htmlFor={id}>{debug.fields[name]}</label>
      <input
        id={id}
        data-testid={`field-${name}`}
        value={state.fields[name]}
        inputMode={inputMode}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => actions.change({ [name]: event.currentTarget.value })}
      />
    </p>
  );
}

function TokenField({ token, actions }: { readonly token: string; readonly actions: DebugActions }) {
  const { debug } = useWords();
  const id = useId();
  return (
    <p className="field">
      <label htmlFor={id}>{debug.fields.token}</label>
      <textarea
        id={id}
        data-testid="field-token"
        aria-describedby={`${id}-note`}
        rows={3}
        value={token}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => actions.change({ token: event.currentTarget.value })}
      />
      <small id={`${id}-note`}>{debug.tokenNote}</small>
    </p>
  );
}

function ModeField({ mode, actions }: { readonly mode: PlayMode; readonly actions: DebugActions }) {
  const words = useWords();
  const id = useId();
  return (
    <p className="field">
      <label htmlFor={id}>{words.debug.fields.mode}</label>
      <select
        id={id}
        data-testid="field-mode"
        value={mode}
        onChange={(event) => {
          const chosen = playModes.find((known) => known === event.currentTarget.value);
          if (chosen) actions.change({ mode: chosen });
        }}
      >
        {playModes.map((known) => (
          <option key={known} value={known}>
            {modeText(known, words)}
          </option>
        ))}
      </select>
    </p>
  );
}

/** A resource mode in words. */
export function modeText(mode: PlayMode, { debug, quality }: Dictionary): string {
  return mode === 'default' ? debug.defaultMode : quality.modes[mode];
}
