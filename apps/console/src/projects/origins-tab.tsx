import type { ProjectView } from '@freshet/protocol/console';
import { useState } from 'react';
import { TextArea } from '../controls/field.tsx';
import { useAccessWords } from './access-words.ts';
import { ProjectForm } from './project-form.tsx';

const MOST_ORIGINS = 50;

/** Whose pages may connect. */
export function OriginsTab({ project: { appID, origins } }: { readonly project: ProjectView }) {
  const words = useAccessWords();
  /** Missing until somebody types. */
  const [typed, setTyped] = useState<string>();
  const text = typed ?? origins.join('\n');
  const lines = text.split('\n').flatMap((line) => line.trim() || []);
  const wrong = lines.find((line) => !isOrigin(line));
  const problem = lines.length > MOST_ORIGINS ? words.tooMany : wrong && words.notAnOrigin(wrong);
  return (
    <ProjectForm
      title={words.originsTitle}
      lead={words.originsLead}
      isChanged={typed !== undefined && lines.join('\n') !== origins.join('\n')}
      isInvalid={problem !== undefined}
      change={() => ({ appID, origins: lines })}
      onDiscard={() => setTyped(undefined)}
    >
      <TextArea
        label={words.originsField}
        help={words.originsHelp}
        problem={typed === undefined ? undefined : problem}
        value={text}
        rows={6}
        placeholder={words.open}
        testID="origins"
        onChange={setTyped}
      />
    </ProjectForm>
  );
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) return false;
  return `${url.origin}/` === url.href;
}
