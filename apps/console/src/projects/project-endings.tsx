import type { ProjectView } from '@freshet/protocol/console';
import { useLocation } from 'wouter';
import { useChange } from '../api/queries.ts';
import { Confirmation } from '../controls/confirmation.tsx';
import { useToast } from '../controls/toasts.tsx';
import { useSettingsWords } from './settings-words.ts';

type EndingProps = { readonly project: ProjectView; readonly onClose: () => void };

/** Pauses a project that runs, or resumes one that is paused. */
export function PauseProject({ project: { appID, name, state, users }, onClose }: EndingProps) {
  const words = useSettingsWords();
  const say = useToast();
  const update = useChange('updateProject', ['project', 'projects', 'audit']);
  const isPaused = state === 'paused';
  return (
    <Confirmation
      title={isPaused ? `${words.resume}: ${name}` : words.pauseTitle(name)}
      action={isPaused ? words.resume : words.pause}
      tone={isPaused ? 'primary' : 'danger'}
      onClose={onClose}
      onConfirm={async () => {
        await update.mutateAsync({ appID, state: isPaused ? 'active' : 'paused' });
        say('good', isPaused ? words.resumed : words.paused);
      }}
    >
      <p className="soft">{isPaused ? words.resumeHelp : `${words.pauseBody(users)} ${words.pauseHelp}`}</p>
    </Confirmation>
  );
}

/** Deletes a project, once its name is typed. */
export function DeleteProject({ project: { appID, name }, onClose }: EndingProps) {
  const words = useSettingsWords();
  const say = useToast();
  const [, go] = useLocation();
  const remove = useChange('deleteProject', ['projects', 'audit']);
  return (
    <Confirmation
      title={words.removeTitle(name)}
      action={words.remove}
      typed={name}
      onClose={onClose}
      onConfirm={async () => {
        await remove.mutateAsync({ appID, typedName: name });
        say('good', words.removed(name));
        go('/projects');
      }}
    >
      <p className="soft">{words.removeHelp}</p>
    </Confirmation>
  );
}
