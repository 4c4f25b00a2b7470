import type { Operator } from '@freshet/protocol/console';
import { useState } from 'react';
import { useAnswer } from '../api/queries.ts';
import { Answer } from '../controls/answer.tsx';
import { Badge } from '../controls/badge.tsx';
import { Button } from '../controls/button.tsx';
import { Ago } from '../controls/moment.tsx';
import { Card } from '../controls/surfaces.tsx';
import { Page } from '../shell/page.tsx';
import { useOperator } from '../shell/signed-in.ts';
import { useShellWords } from '../shell/words.ts';
import { InviteOperator } from './invite-operator.tsx';
import { ChangeRole, RemoveOperator } from './operator-changes.tsx';
import { useOperatorWords } from './words.ts';

type Open = { readonly name: 'nothing' | 'invite' } | { readonly name: 'role' | 'remove'; readonly operator: Operator };

/** Who may sign in. */
export function OperatorsPage() {
  const words = useOperatorWords();
  const query = useAnswer('operators', {});
  const [open, setOpen] = useState<Open>({ name: 'nothing' });
  const close = (): void => setOpen({ name: 'nothing' });
  const invite = (
    <Button tone="primary" icon="plus" onClick={() => setOpen({ name: 'invite' })} testID="invite">
      {words.invite}
    </Button>
  );
  return (
    <Page title={words.title} lead={words.lead} actions={invite}>
      <Card body="flush">
        <Answer query={query}>{({ operators }) => <OperatorTable operators={operators} onOpen={setOpen} />}</Answer>
      </Card>
      {open.name === 'invite' && <InviteOperator onClose={close} />}
      {open.name === 'role' && <ChangeRole operator={open.operator} onClose={close} />}
      {open.name === 'remove' && <RemoveOperator operator={open.operator} onClose={close} />}
    </Page>
  );
}

type OperatorTableProps = { readonly operators: readonly Operator[]; readonly onOpen: (open: Open) => void };

function OperatorTable({ operators, onOpen }: OperatorTableProps) {
  const words = useOperatorWords();
  return (
    <div className="table-frame">
      <table className="table stacks">
        <thead>
          <tr>
            <th>{words.name}</th>
            <th>{words.role}</th>
            <th>{words.secondFactor}</th>
            <th>{words.lastSignIn}</th>
            <th>
              <span className="for-the-ear">{words.change}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {operators.map((operator) => (
            <OperatorRow key={operator.name} operator={operator} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function OperatorRow({ operator, onOpen }: { readonly operator: Operator; readonly onOpen: (open: Open) => void }) {
  const words = useOperatorWords();
  const { roles } = useShellWords();
  const self = useOperator();
  const { name, role, hasTotp, lastSignIn, isInvited } = operator;
  return (
    <tr>
      <td>
        <span className="row">
          <b>{name}</b>
          {name === self.name && <Badge>{words.you}</Badge>}
          {isInvited && <Badge tone="warning">{words.invited}</Badge>}
        </span>
      </td>
      <td>{roles[role]}</td>
      <td data-label={words.secondFactor}>
        <Badge tone={hasTotp ? 'good' : 'plain'}>{hasTotp ? words.on : words.off}</Badge>
      </td>
      <td className="soft" data-label={words.lastSignIn}>
        {lastSignIn === undefined ? words.never : <Ago at={lastSignIn} />}
      </td>
      <td>
        <div className="actions">
          <Button size="small" onClick={() => onOpen({ name: 'role', operator })}>
            {words.change}
          </Button>
          <Button size="small" tone="quiet" onClick={() => onOpen({ name: 'remove', operator })}>
            {words.remove}
          </Button>
        </div>
      </td>
    </tr>
  );
}
