import type { ProjectView } from '@freshet/protocol/console';
import { useState } from 'react';
import { OutLink } from '../controls/button.tsx';
import { Choice } from '../controls/choice.tsx';
import { CodeBlock } from '../controls/copy.tsx';
import { Card } from '../controls/surfaces.tsx';
import { usePublicOrigin } from '../shell/signed-in.ts';
import { type SnippetName, snippetNames, snippets } from './snippets.ts';
import { useTokenWords } from './words.ts';

const shownNames: Readonly<Record<SnippetName, string>> = {
  node: 'Node',
  sdk: 'Freshet SDK',
  python: 'Python',
  php: 'PHP',
  curl: 'Server API',
  bearer: 'API key',
};

/** Code for backends, ready to paste. */
export function SnippetsCard({ project: { appID, switches } }: { readonly project: ProjectView }) {
  const words = useTokenWords();
  const origin = usePublicOrigin();
  const [name, setName] = useState<SnippetName>('node');
  return (
    <Card
      title={words.snippetsTitle}
      lead={words.snippetsLead}
      foot={
        <OutLink icon="out" tone="quiet" href="/docs">
          {words.apiDocs}
        </OutLink>
      }
    >
      <div className="stack tight">
        <div className="scroll-row">
          <Choice
            label={words.snippetChoice}
            value={name}
            options={snippetNames.map((value) => ({ value, words: shownNames[value] }))}
            onChange={setName}
          />
        </div>
        {name === 'sdk' && <p className="soft">{words.sdkWhere}</p>}
        <CodeBlock code={snippets[name]({ appID, origin, needsPrivileges: switches.privilegeTokens })} />
      </div>
    </Card>
  );
}
