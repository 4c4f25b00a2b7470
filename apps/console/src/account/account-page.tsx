import { useState } from 'react';
import { useChange } from '../api/queries.ts';
import { Badge } from '../controls/badge.tsx';
import { Button } from '../controls/button.tsx';
import { Problem } from '../controls/field.tsx';
import { Form } from '../controls/form.tsx';
import { Moment } from '../controls/moment.tsx';
import { Card, Facts } from '../controls/surfaces.tsx';
import { useToast } from '../controls/toasts.tsx';
import { useDoing } from '../controls/use-doing.ts';
import { Page } from '../shell/page.tsx';
import { useOperator } from '../shell/signed-in.ts';
import { useShellWords } from '../shell/words.ts';
import { PasswordField } from './password-field.tsx';
import { RemoveTotp } from './remove-totp.tsx';
import { SetUpTotp } from './set-up-totp.tsx';
import { strengthOf } from './strength.ts';
import { useAccountWords } from './words.ts';

/** What an operator can change about their own account. */
export function AccountPage() {
  const words = useAccountWords();
  const { roles } = useShellWords();
  const { name, role, created } = useOperator();
  return (
    <Page title={words.accountTitle}>
      <Card>
        <Facts
          facts={[
            [words.signedInAs, <b key="name">{name}</b>],
            [words.role, roles[role]],
            [words.created, <Moment key="created" at={created} />],
          ]}
        />
      </Card>
      <PasswordCard />
      <TotpCard />
    </Page>
  );
}

function PasswordCard() {
  const words = useAccountWords();
  const say = useToast();
  const change = useChange('changePassword', ['standing']);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const { busy, problem, run } = useDoing(
    () => change.mutateAsync({ current, next }),
    () => {
      setCurrent('');
      setNext('');
      say('good', words.passwordChanged);
    },
  );
  return (
    <Card title={words.passwordTitle} lead={words.passwordLead}>
      <Form onSubmit={run}>
        <PasswordField label={words.currentPassword} kind="current" value={current} onChange={setCurrent} />
        <PasswordField label={words.newPassword} kind="new" value={next} onChange={setNext} />
        {problem && <Problem words={problem} />}
        <div>
          <Button type="submit" tone="primary" busy={busy} disabled={current === '' || strengthOf(next) === 0}>
            {words.changePassword}
          </Button>
        </div>
      </Form>
    </Card>
  );
}

function TotpCard() {
  const words = useAccountWords();
  const { hasTotp } = useOperator();
  const [open, setOpen] = useState<'nothing' | 'set up' | 'remove'>('nothing');
  const close = (): void => setOpen('nothing');
  return (
    <Card
      title={
        <span className="row">
          {words.totpTitle}
          <Badge tone={hasTotp ? 'good' : 'plain'}>{hasTotp ? words.totpOn : words.totpOff}</Badge>
        </span>
      }
      lead={words.totpLead}
    >
      {hasTotp ? (
        <Button onClick={() => setOpen('remove')}>{words.removeTotp}</Button>
      ) : (
        <Button icon="shield" onClick={() => setOpen('set up')} testID="set-up-totp">
          {words.setUpTotp}
        </Button>
      )}
      {open === 'set up' && <SetUpTotp onClose={close} />}
      {open === 'remove' && <RemoveTotp onClose={close} />}
    </Card>
  );
}
