import { type FormEvent, useId, useState } from 'react';
import { useWords } from '../language/language-context.tsx';
import { type DebugState, type SayKind, sayKinds } from './debug-state.ts';
import { FaultNotice } from './fault-notice.tsx';
import { momentText } from './log-text.ts';
import type { DebugActions } from './use-debug.ts';

type MessagePanelProps = { readonly state: DebugState; readonly actions: DebugActions };

/** What is said in the room, and a field to say something. */
export function MessagePanel({ state: { talk, visit, fields }, actions }: MessagePanelProps) {
  const { debug } = useWords();
  return (
    <section className="messages panel" aria-label={debug.messages.title}>
      <header className="panel-head">
        <h2>{debug.messages.title}</h2>
      </header>
      <SayForm isInRoom={visit.name === 'in-room'} say={actions.say} />
      {talk.length > 0 && (
        <ol className="entries talk" data-testid="talk">
          {talk.map(({ id, kind, userID, text, fault, at }) => (
            <li key={id} data-kind={kind}>
              <time>{momentText(at)}</time>
              <div>
                <strong>{userID === fields.userID ? debug.messages.own(userID) : userID}</strong>{' '}
                <span className="say-kind">{debug.messages.kinds[kind]}</span>
                <p>{text}</p>
                {fault && <FaultNotice fault={fault} />}
              </div>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

type SayFormProps = { readonly isInRoom: boolean; readonly say: DebugActions['say'] };

function SayForm({ isInRoom, say }: SayFormProps) {
  const { messages } = useWords().debug;
  const [kind, setKind] = useState<SayKind>('broadcast');
  const [text, setText] = useState('');
  const [to, setTo] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const users = to.split(/[,\s]+/).filter((userID) => userID !== '');
    say({ kind, text, to: kind === 'command' ? users : [] });
    setText('');
  };
  return (
    <form className="say" onSubmit={submit}>
      <KindField kind={kind} choose={setKind} />
      <LineField testID="say-text" label={messages.text} value={text} type={setText} />
      {kind === 'command' && <LineField testID="say-to" label={messages.to} value={to} type={setTo} />}
      <button type="submit" className="button" data-testid="say" disabled={!isInRoom}>
        {messages.send}
      </button>
    </form>
  );
}

function KindField({ kind, choose }: { readonly kind: SayKind; readonly choose: (kind: SayKind) => void }) {
  const { messages } = useWords().debug;
  const id = useId();
  return (
    <p className="field">
      <label htmlFor={id}>{messages.kind}</label>
      <select
        id={id}
        data-testid="say-kind"
        value={kind}
        onChange={(event) => {
          const chosen = sayKinds.find((known) => known === event.currentTarget.value);
          if (chosen) choose(chosen);
        }}
      >
        {sayKinds.map((known) => (
          <option key={known} value={known}>
            {messages.kinds[known]}
          </option>
        ))}
      </select>
    </p>
  );
}

type LineFieldProps = {
  readonly testID: string;
  readonly label: string;
  readonly value: string;
  readonly type: (value: string) => void;
};

function LineField({ testID, label, value, type }: LineFieldProps) {
  const id = useId();
  return (
    <p className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        data-testid={testID}
        value={value}
        autoComplete="off"
        onChange={(event) => type(event.currentTarget.value)}
      />
    </p>
  );
}
