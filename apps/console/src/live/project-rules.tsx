import type { RuleView } from '@freshet/protocol/console';
import { useAnswer, useChange } from '../api/queries.ts';
import { Answer } from '../controls/answer.tsx';
import { Badge } from '../controls/badge.tsx';
import { Button } from '../controls/button.tsx';
import { Moment } from '../controls/moment.tsx';
import { Card, Empty } from '../controls/surfaces.tsx';
import { useFaultToast, useToast } from '../controls/toasts.tsx';
import { useMay } from '../shell/signed-in.ts';
import { subjectText } from './rules/subject-text.ts';
import { useLiveWords } from './words/live-words.ts';

/** How often rules are asked for while the page is seen: they end by themselves, and others make some. Milliseconds. */
const EVERY = 15_000;

/** Who and what is forbidden in a project, and how to lift it. */
export function ProjectRules({ appID }: { readonly appID: number }) {
  const { rules: words } = useLiveWords();
  const rules = useAnswer('rules', { appID }, { every: EVERY });
  return (
    <Card title={words.title} lead={words.lead} body="flush">
      <Answer query={rules}>
        {(answer) =>
          answer.rules.length === 0 ? (
            <Empty icon="shield" title={words.none} body={words.noneHelp} />
          ) : (
            <RulesTable appID={appID} rules={answer.rules} />
          )
        }
      </Answer>
    </Card>
  );
}

function RulesTable({ appID, rules }: { readonly appID: number; readonly rules: readonly RuleView[] }) {
  const { columns } = useLiveWords().rules;
  const mayAct = useMay('operator');
  return (
    <div className="table-frame">
      <table className="table stacks">
        <thead>
          <tr>
            <th>{columns.kind}</th>
            <th>{columns.subject}</th>
            <th>{columns.what}</th>
            <th>{columns.ends}</th>
            {mayAct && <th aria-label={columns.action} />}
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <RuleRow key={rule.id} appID={appID} rule={rule} mayAct={mayAct} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RuleRow({
  appID,
  rule,
  mayAct,
}: {
  readonly appID: number;
  readonly rule: RuleView;
  readonly mayAct: boolean;
}) {
  const { rules: words } = useLiveWords();
  const { kind, login, publish, expires } = rule;
  const what =
    kind === 'stream' ? [words.streamWhat] : [...(login ? [words.login] : []), ...(publish ? [words.publish] : [])];
  return (
    <tr>
      <td>
        <Badge>{words.kinds[kind]}</Badge>
      </td>
      <td className="clip" title={subjectText(rule, words.inRoom)}>
        {subjectText(rule, words.inRoom)}
      </td>
      <td>{what.join(', ')}</td>
      <td>{expires === undefined ? <span className="soft">{words.stands}</span> : <Moment at={expires} />}</td>
      {mayAct && (
        <td>
          <div className="actions">
            <LiftButton appID={appID} id={rule.id} />
          </div>
        </td>
      )}
    </tr>
  );
}

function LiftButton({ appID, id }: { readonly appID: number; readonly id: string }) {
  const { rules: words } = useLiveWords();
  const lift = useChange('liftRule', ['rules']);
  const say = useToast();
  const sayFault = useFaultToast();
  const onLift = (): void =>
    lift.mutate({ appID, id }, { onSuccess: () => say('good', words.lifted), onError: sayFault });
  return (
    <Button size="small" busy={lift.isPending} onClick={onLift} testID="lift">
      {words.lift}
    </Button>
  );
}
