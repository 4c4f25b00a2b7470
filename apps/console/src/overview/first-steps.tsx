import type { OverviewAnswer } from '@freshet/protocol/console';
import { type ReactNode, useState } from 'react';
import { useAnswer } from '../api/queries.ts';
import { Button, LinkButton, OutLink } from '../controls/button.tsx';
import { Card } from '../controls/surfaces.tsx';
import { CreateProject } from '../projects/create-project.tsx';
import { useMay } from '../shell/signed-in.ts';
import { useOverviewWords } from './overview-words.ts';

/** What to do where nothing is live and there is no project but the one the server began with. */
export function FirstSteps({ answer }: { readonly answer: OverviewAnswer | undefined }) {
  const { first: words } = useOverviewWords();
  const mayMake = useMay('operator');
  const { data } = useAnswer('projects', {}, { enabled: mayMake });
  const [isMaking, setMaking] = useState(false);
  if (!mayMake || answer?.now.rooms !== 0 || data === undefined || data.projects.length > 1) return null;
  const [only] = data.projects;
  return (
    <Card title={words.title} lead={words.lead}>
      <ol className="first-steps">
        <Step title={words.project} body={words.projectBody}>
          <Button tone="primary" icon="plus" onClick={() => setMaking(true)} testID="first-project">
            {words.makeProject}
          </Button>
        </Step>
        <Step title={words.token} body={only ? words.tokenBody(only.name) : words.tokenOwn}>
          {only && <LinkButton to={`/projects/${only.appID}/tokens`}>{words.makeToken(only.name)}</LinkButton>}
        </Step>
        <Step title={words.debug} body={words.debugBody}>
          <OutLink icon="out" href={only ? `/debug?appid=${only.appID}` : '/debug'}>
            {words.openDebug}
          </OutLink>
        </Step>
      </ol>
      <p className="soft">{words.links}</p>
      {isMaking && <CreateProject onClose={() => setMaking(false)} />}
    </Card>
  );
}

type StepProps = { readonly title: string; readonly body: string; readonly children: ReactNode };

function Step({ title, body, children }: StepProps) {
  return (
    <li>
      <h3>{title}</h3>
      <p>{body}</p>
      {children}
    </li>
  );
}
