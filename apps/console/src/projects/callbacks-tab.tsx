import type { CallbackURLs, ProjectView } from '@freshet/protocol/console';
import { useState } from 'react';
import { Link } from 'wouter';
import { Button } from '../controls/button.tsx';
import { TextField } from '../controls/field.tsx';
import { Notice } from '../controls/surfaces.tsx';
import { useCallbackWords } from './callbacks-words.ts';
import { ProjectForm } from './project-form.tsx';

const events = [
  'room_create',
  'room_close',
  'room_login',
  'room_logout',
  'stream_create',
  'stream_close',
] as const satisfies readonly (keyof CallbackURLs)[];

/** Where a project's backend is told of events. */
export function CallbacksTab({ project: { appID, callbackURLs, switches } }: { readonly project: ProjectView }) {
  const words = useCallbackWords();
  const [typed, setTyped] = useState<CallbackURLs>({});
  const textOf = (event: keyof CallbackURLs): string => typed[event] ?? callbackURLs[event] ?? '';
  const changed = events.filter((event) => textOf(event).trim() !== (callbackURLs[event] ?? ''));
  const first = events.map(textOf).find((text) => text.trim() !== '');
  const fillRest = (address: string): void =>
    setTyped(Object.fromEntries(events.map((event) => [event, textOf(event).trim() || address])));
  return (
    <ProjectForm
      title={words.title}
      lead={words.lead}
      isChanged={changed.length > 0}
      isInvalid={events.some((event) => !isAddress(textOf(event)))}
      change={() => ({
        appID,
        callbackURLs: Object.fromEntries(changed.map((event) => [event, textOf(event).trim()])),
      })}
      onDiscard={() => setTyped({})}
    >
      {!switches.callbacks && (
        <Notice tone="warning">
          {words.off} <Link to={`/projects/${appID}/services`}>{words.toServices}</Link>
        </Notice>
      )}
      <AddressFields textOf={textOf} onType={(event, text) => setTyped({ ...typed, [event]: text })} />
      {first !== undefined && (
        <div>
          <Button size="small" onClick={() => fillRest(first)}>
            {words.fillRest}
          </Button>
        </div>
      )}
    </ProjectForm>
  );
}

type AddressFieldsProps = {
  readonly textOf: (event: keyof CallbackURLs) => string;
  readonly onType: (event: keyof CallbackURLs, text: string) => void;
};

function AddressFields({ textOf, onType }: AddressFieldsProps) {
  const words = useCallbackWords();
  return (
    <div className="pairs">
      {events.map((event) => (
        <TextField
          key={event}
          label={`${words.events[event]} · ${event}`}
          problem={isAddress(textOf(event)) ? undefined : words.badURL}
          value={textOf(event)}
          type="url"
          placeholder={words.placeholder}
          testID={`callback-${event}`}
          onChange={(text) => onType(event, text)}
        />
      ))}
    </div>
  );
}

function isAddress(text: string): boolean {
  if (text.trim() === '') return true;
  return /^https?:\/\//i.test(text.trim()) && URL.canParse(text.trim());
}
