import { useState } from 'react';
import { useLocation } from 'wouter';
import { useChange } from '../api/queries.ts';
import { TextField } from '../controls/field.tsx';
import { FormDialog } from '../controls/form-dialog.tsx';
import { useToast } from '../controls/toasts.tsx';
import { useProjectWords } from './words.ts';

/** Makes a project and goes to it. */
export function CreateProject({ onClose }: { readonly onClose: () => void }) {
  const words = useProjectWords();
  const say = useToast();
  const [, go] = useLocation();
  const create = useChange('createProject', ['projects', 'audit']);
  const [text, setText] = useState('');
  const name = text.trim();
  const make = async (): Promise<void> => {
    const { appID } = await create.mutateAsync({ name });
    say('good', words.made(name));
    go(`/projects/${appID}`);
  };
  return (
    <FormDialog title={words.make} action={words.makeAction} isReady={name !== ''} onSubmit={make} onClose={onClose}>
      <TextField
        label={words.name}
        help={words.makeHelp}
        value={text}
        onChange={setText}
        maxLength={64}
        required
        testID="project-name"
      />
    </FormDialog>
  );
}
