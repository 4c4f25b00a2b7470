import { useState } from 'react';
import { useChange } from '../api/queries.ts';
import { SelectField } from '../controls/field.tsx';
import { FormDialog } from '../controls/form-dialog.tsx';
import { useToast } from '../controls/toasts.tsx';
import { useDeliveryWords } from './words.ts';

const spans = ['1', '24', '168'] as const;
type Span = (typeof spans)[number];
const HOUR_MS = 3_600_000;

/** Sends again all that has failed of late. */
export function ReplayFailed({ appID, onClose }: { readonly appID: number; readonly onClose: () => void }) {
  const words = useDeliveryWords();
  const say = useToast();
  const replay = useChange('replayDeliveries', ['deliveries', 'audit']);
  const [span, setSpan] = useState<Span>('24');
  const options = spans.map((hours) => [hours, words.spans[hours]] as const);
  return (
    <FormDialog
      title={words.replayFailed}
      action={words.replay}
      onSubmit={async () => {
        const since = Date.now() - Number(span) * HOUR_MS;
        const { count } = await replay.mutateAsync({ appID, state: 'failed', since });
        say('good', words.replayed(count));
      }}
      onClose={onClose}
    >
      <p className="soft">{words.replayFailedBody}</p>
      <SelectField label={words.since} value={span} options={options} onChange={setSpan} />
    </FormDialog>
  );
}
