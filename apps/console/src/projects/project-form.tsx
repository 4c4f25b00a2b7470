import type { ConsoleBody } from '@freshet/protocol/console';
import type { ReactNode } from 'react';
import { useChange } from '../api/queries.ts';
import { Button } from '../controls/button.tsx';
import { Problem } from '../controls/field.tsx';
import { Card, Notice } from '../controls/surfaces.tsx';
import { useToast } from '../controls/toasts.tsx';
import { useDoing } from '../controls/use-doing.ts';
import { useMay } from '../shell/signed-in.ts';
import { useProjectWords } from './words.ts';

type Change = ConsoleBody<'updateProject'>;

type ProjectFormProps = {
  readonly title: string;
  readonly lead: string;
  readonly isChanged: boolean;
  /** What stands in it can't be sent. */
  readonly isInvalid?: boolean;
  readonly change: () => Change;
  readonly onDiscard: () => void;
  readonly children: ReactNode;
};

/** A card whose fields are saved together. */
export function ProjectForm({
  title,
  lead,
  isChanged,
  isInvalid = false,
  change,
  onDiscard,
  children,
}: ProjectFormProps) {
  const words = useProjectWords();
  const say = useToast();
  const mayChange = useMay('operator');
  const update = useChange('updateProject', ['project', 'projects', 'audit']);
  const { busy, problem, run } = useDoing(
    () => update.mutateAsync(change()),
    () => {
      onDiscard();
      say('good', words.saved);
    },
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <Card
        title={title}
        lead={lead}
        foot={
          mayChange && (
            <>
              {isChanged && <Button onClick={onDiscard}>{words.discard}</Button>}
              <Button type="submit" tone="primary" busy={busy} disabled={!isChanged || isInvalid} testID="save">
                {words.save}
              </Button>
            </>
          )
        }
      >
        <fieldset className="stack tight" disabled={!mayChange || busy}>
          {!mayChange && <Notice>{words.viewerNote}</Notice>}
          {children}
          {problem && <Problem words={problem} />}
        </fieldset>
      </Card>
    </form>
  );
}
