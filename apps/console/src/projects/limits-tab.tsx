import type { ProjectCaps, ProjectView } from '@freshet/protocol/console';
import { useState } from 'react';
import { TextField } from '../controls/field.tsx';
import { useAccessWords } from './access-words.ts';
import { ProjectForm } from './project-form.tsx';

const capNames = ['rooms', 'users', 'roomUsers'] as const satisfies readonly (keyof ProjectCaps)[];
const HIGHEST = 10_000_000;

/** How much a project may use at once. */
export function LimitsTab({ project: { appID, limits } }: { readonly project: ProjectView }) {
  const words = useAccessWords();
  const [typed, setTyped] = useState<Partial<Record<keyof ProjectCaps, string>>>({});
  const textOf = (name: keyof ProjectCaps): string => typed[name] ?? (limits[name] === 0 ? '' : `${limits[name]}`);
  const caps = Object.fromEntries(capNames.map((name) => [name, readCap(textOf(name))]));
  const wanted = { ...limits, ...caps };
  const isInvalid = capNames.some((name) => Number.isNaN(wanted[name]));
  return (
    <ProjectForm
      title={words.limitsTitle}
      lead={words.limitsLead}
      isChanged={capNames.some((name) => wanted[name] !== limits[name])}
      isInvalid={isInvalid}
      change={() => ({ appID, limits: wanted })}
      onDiscard={() => setTyped({})}
    >
      <div className="form">
        {capNames.map((name) => (
          <TextField
            key={name}
            label={words.caps[name].name}
            help={words.caps[name].help}
            problem={Number.isNaN(wanted[name]) ? words.notANumber : undefined}
            value={textOf(name)}
            inputMode="numeric"
            placeholder={words.noLimit}
            testID={`limit-${name}`}
            onChange={(text) => setTyped({ ...typed, [name]: text })}
          />
        ))}
      </div>
    </ProjectForm>
  );
}

/** 0, which is no limit, for an empty text; NaN for what is no number that counts. */
function readCap(text: string): number {
  const bare = text.replaceAll(/[\s,]/g, '');
  if (bare === '') return 0;
  const value = /^\d+$/.test(bare) ? Number(bare) : Number.NaN;
  return value <= HIGHEST ? value : Number.NaN;
}
