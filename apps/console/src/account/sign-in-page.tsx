import type { Standing } from '@freshet/protocol/console';
import { useState } from 'react';
import { ConsoleError } from '../api/console-error.ts';
import { useClient } from '../api/queries.ts';
import { Button } from '../controls/button.tsx';
import { CodeBlock } from '../controls/copy.tsx';
import { Problem, TextField } from '../controls/field.tsx';
import { Form } from '../controls/form.tsx';
import { Notice } from '../controls/surfaces.tsx';
import { useDoing } from '../controls/use-doing.ts';
import { PasswordField } from './password-field.tsx';
import { useAccountWords } from './words.ts';

type SignInPageProps = {
  /** A session was there, and ended by itself. */
  readonly hasEnded: boolean;
  readonly onStanding: (standing: Standing) => void;
};

/** Signs in by name and password, and by a code where the account wants one. */
export function SignInPage({ hasEnded, onStanding }: SignInPageProps) {
  const words = useAccountWords();
  return (
    <div className="stack">
      {hasEnded && (
        <Notice tone="warning">
          <span role="status">{words.sessionEnded}</span>
        </Notice>
      )}
      <SignInForm onStanding={onStanding} />
      <LostAccess />
    </div>
  );
}

function LostAccess() {
  const words = useAccountWords();
  return (
    <details className="lost-access">
      <summary>{words.lostTitle}</summary>
      <div className="stack tight">
        <p>{words.lostAnother}</p>
        <p>{words.lostAlone}</p>
        <CodeBlock code={INVITE_COMMAND} wraps />
        <p>{words.lostAfter}</p>
      </div>
    </details>
  );
}

/** What makes an owner without the console. */
const INVITE_COMMAND = 'freshet operator invite NAME --role owner';

function SignInForm({ onStanding }: Pick<SignInPageProps, 'onStanding'>) {
  const words = useAccountWords();
  const client = useClient();
  const [credentials, setCredentials] = useState<Credentials>({ name: '', password: '' });
  /** Missing until a code is asked for. */
  const [code, setCode] = useState<string>();
  const { busy, problem, run } = useDoing(async () => {
    const { name, password } = credentials;
    try {
      onStanding(await client.call('signIn', { name: name.trim(), password, ...(code && { code: code.trim() }) }));
    } catch (error) {
      if (!(error instanceof ConsoleError && error.reason === 'codeNeeded')) throw error;
      setCode('');
    }
  });
  const isFirstStep = code === undefined;
  return (
    <Form onSubmit={run}>
      <h1>{isFirstStep ? words.signInTitle : words.codeTitle}</h1>
      {isFirstStep ? (
        <CredentialFields value={credentials} onChange={setCredentials} />
      ) : (
        <CodeField value={code} onChange={setCode} />
      )}
      {problem && <Problem words={problem} />}
      <Button type="submit" tone="primary" busy={busy} testID="sign-in">
        {isFirstStep ? words.signIn : words.goOn}
      </Button>
      {!isFirstStep && (
        <Button tone="quiet" onClick={() => setCode(undefined)}>
          {words.anotherName}
        </Button>
      )}
    </Form>
  );
}

type Credentials = { readonly name: string; readonly password: string };
type CredentialFieldsProps = {
  readonly value: Credentials;
  readonly onChange: (credentials: Credentials) => void;
};

function CredentialFields({ value, onChange }: CredentialFieldsProps) {
  const words = useAccountWords();
  return (
    <>
      <TextField
        label={words.name}
        value={value.name}
        onChange={(name) => onChange({ ...value, name })}
        autoComplete="username"
        required
        autoFocus
        testID="name"
      />
      <PasswordField
        label={words.password}
        kind="current"
        value={value.password}
        onChange={(password) => onChange({ ...value, password })}
        testID="password"
      />
    </>
  );
}

/** A code of the second factor. */
export function CodeField({ value, onChange }: { readonly value: string; readonly onChange: (code: string) => void }) {
  const words = useAccountWords();
  return (
    <TextField
      label={words.code}
      help={words.codeHelp}
      value={value}
      onChange={onChange}
      autoComplete="one-time-code"
      maxLength={32}
      isCode
      required
      autoFocus
      testID="code"
    />
  );
}
