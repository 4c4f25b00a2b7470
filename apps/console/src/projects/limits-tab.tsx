import type { ProjectView } from '@freshet/protocol/console';
import { useState } from 'react';
import { TextField } from '../controls/field.tsx';
import { useAccessWords } from './access-words.ts';
import { type CapName, capRanges, capText, readCap } from './cap-text.ts';
import { ProjectForm } from './project-form.tsx';

const capNames = ['rooms', 'users', 'roomUsers', 'plays'] as const satisfies readonly CapName[];

/** How much a project may use at once. */
export function LimitsTab({ project: { appID, limits } }: { readonly project: ProjectView }) {
  const words = useAccessWords();
  const [typed, setTyped] = useState<Partial<Record<CapName, string>>>({});
  const textOf = (name: CapName): string => typed[name] ?? capText(name, limits[name]);
  const caps = Object.fromEntries(capNames.map((name) => [name, readCap(name, textOf(name))]));
  const wanted = { ...limits, ...caps };
  const changed = capNames.filter((name) => wanted[name] !== limits[name]);
  const isInvalid = capNames.some((name) => Number.isNaN(wanted[name]));
  return (
    <ProjectForm
      title={words.limitsTitle}
      lead={words.limitsLead}
      isChanged={changed.length > 0}
      isInvalid={isInvalid}
      change={() => ({ appID, limits: Object.fromEntries(changed.map((name) => [name, wanted[name]])) })}
      onDiscard={() => setTyped({})}
    >
      <div className="form">
        {capNames.map((name) => (
          <TextField
            key={name}
            label={words.caps[name].name}
            help={words.caps[name].help}
            problem={Number.isNaN(wanted[name]) ? words.outOf(capRanges[name].most.toLocaleString('en')) : undefined}
            value={textOf(name)}
            inputMode="numeric"
            placeholder={capRanges[name].usual === 0 ? words.noLimit : `${capRanges[name].usual}`}
            testID={`limit-${name}`}
            onChange={(text) => setTyped({ ...typed, [name]: text })}
          />
        ))}
      </div>
    </ProjectForm>
  );
}
