import type { Standing } from '@freshet/protocol/console';
import { useState } from 'react';
import { useClient } from '../api/queries.ts';
import { Button } from '../controls/button.tsx';
import { Problem, TextField } from '../controls/field.tsx';
import { Form } from '../controls/form.tsx';
import { useDoing } from '../controls/use-doing.ts';
import type { EntranceLink } from './entrance-link.ts';
import { PasswordField } from './password-field.tsx';
import { strengthOf } from './strength.ts';
import { useAccountWords } from './words.ts';

type SetUpPageProps = {
  /** Missing where the console was opened without one. */
  readonly link: EntranceLink | undefined;
  readonly onStanding: (standing: Standing) => void;
  /** For one who has an account; missing where nobody has. */
  readonly onSkip?: () => void;
};

/** Makes an account: the first one by the setup link, others by their invitation. */
export function SetUpPage({ link, onStanding, onSkip }: SetUpPageProps) {
  const words = useAccountWords();
  if (link === undefined) {
    return (
      <div className="stack tight">
        <h1>{words.noLinkTitle}</h1>
        <p className="soft">{words.noLinkBody}</p>
      </div>
    );
  }
  const isFirst = onSkip === undefined;
  return (
    <div className="stack">
      <div>
        <h1>{isFirst ? words.setUpTitle : words.joinTitle}</h1>
        <p className="soft">{isFirst ? words.setUpLead : words.joinLead}</p>
      </div>
      <SetUpForm link={link} isFirst={isFirst} onStanding={onStanding} />
      {onSkip && (
        <Button tone="quiet" onClick={onSkip}>
          {words.iHaveAccount}
        </Button>
      )}
    </div>
  );
}

type SetUpFormProps = {
  readonly link: EntranceLink;
  readonly isFirst: boolean;
  readonly onStanding: (standing: Standing) => void;
};

function SetUpForm({ link, isFirst, onStanding }: SetUpFormProps) {
  const words = useAccountWords();
  const client = useClient();
  const [name, setName] = useState(link.name ?? '');
  const [password, setPassword] = useState('');
  const { busy, problem, run } = useDoing(async () => {
    onStanding(await client.call('setUp', { secret: link.secret, name: name.trim(), password }));
  });
  return (
    <Form onSubmit={run}>
      <TextField
        label={words.name}
        help={isFirst ? words.nameHelp : words.nameInvited}
        value={name}
        onChange={setName}
        autoComplete="username"
        maxLength={64}
        required
        readOnly={link.name !== undefined}
        autoFocus={link.name === undefined}
        testID="name"
      />
      <PasswordField label={words.password} kind="new" value={password} onChange={setPassword} testID="password" />
      {problem && <Problem words={problem} />}
      <Button
        type="submit"
        tone="primary"
        busy={busy}
        disabled={name.trim() === '' || strengthOf(password) === 0}
        testID="create-account"
      >
        {words.createAccount}
      </Button>
    </Form>
  );
}
