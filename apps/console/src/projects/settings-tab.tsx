import type { ProjectView } from '@freshet/protocol/console';
import { useState } from 'react';
import { Button } from '../controls/button.tsx';
import { TextField } from '../controls/field.tsx';
import { Card } from '../controls/surfaces.tsx';
import { useMay } from '../shell/signed-in.ts';
import { DeleteProject, PauseProject } from './project-endings.tsx';
import { ProjectForm } from './project-form.tsx';
import { useSettingsWords } from './settings-words.ts';

/** The name of a project, its pause and its end. */
export function SettingsTab({ project }: { readonly project: ProjectView }) {
  return (
    <div className="stack">
      <NameForm project={project} />
      <DangerCard project={project} />
    </div>
  );
}

function NameForm({ project: { appID, name } }: { readonly project: ProjectView }) {
  const words = useSettingsWords();
  const [typed, setTyped] = useState<string>();
  const text = typed ?? name;
  return (
    <ProjectForm
      title={words.nameTitle}
      lead={words.nameLead}
      isChanged={text.trim() !== name}
      isInvalid={text.trim() === ''}
      change={() => ({ appID, name: text.trim() })}
      onDiscard={() => setTyped(undefined)}
    >
      <div className="form">
        <TextField label={words.name} value={text} onChange={setTyped} maxLength={64} testID="rename" />
      </div>
    </ProjectForm>
  );
}

function DangerCard({ project }: { readonly project: ProjectView }) {
  const words = useSettingsWords();
  const isOwner = useMay('owner');
  const isPaused = project.state === 'paused';
  const [open, setOpen] = useState<'nothing' | 'pause' | 'delete'>('nothing');
  const close = (): void => setOpen('nothing');
  return (
    <Card title={words.dangerTitle} isDangerZone>
      <div className="secret-row">
        <div>
          <h3>{isPaused ? words.resume : words.pause}</h3>
          <p className="soft">{isPaused ? words.resumeHelp : words.pauseHelp}</p>
        </div>
        <Button onClick={() => setOpen('pause')} testID="pause">
          {isPaused ? words.resume : words.pause}
        </Button>
      </div>
      <div className="secret-row">
        <div>
          <h3>{words.remove}</h3>
          <p className="soft">{isOwner ? words.removeHelp : words.removeOwner}</p>
        </div>
        <Button tone="danger" disabled={!isOwner} onClick={() => setOpen('delete')} testID="delete">
          {words.remove}
        </Button>
      </div>
      {open === 'pause' && <PauseProject project={project} onClose={close} />}
      {open === 'delete' && <DeleteProject project={project} onClose={close} />}
    </Card>
  );
}
