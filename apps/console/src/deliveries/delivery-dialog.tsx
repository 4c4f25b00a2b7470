import type { DeliveryView } from '@freshet/protocol/console';
import { Button } from '../controls/button.tsx';
import { CodeBlock } from '../controls/copy.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Moment } from '../controls/moment.tsx';
import { Facts } from '../controls/surfaces.tsx';
import { useMay } from '../shell/signed-in.ts';
import { bodyText } from './body-text.ts';
import { useDeliveryWords } from './words.ts';

type DeliveryDialogProps = {
  readonly delivery: DeliveryView;
  readonly onReplay: () => void;
  readonly onClose: () => void;
};

/** One delivery: where it went, what was in it, what came back. */
export function DeliveryDialog({ delivery, onReplay, onClose }: DeliveryDialogProps) {
  const words = useDeliveryWords();
  const mayReplay = useMay('operator');
  const { event, roomID, created, url, state, attempts, lastResult, nextAttempt, body } = delivery;
  return (
    <Dialog title={event} size="broad" onClose={onClose}>
      <Facts
        facts={[
          [words.address, <code key="url">{url}</code>],
          [words.room, roomID],
          [words.when, <Moment key="created" at={created} />],
          [words.state, `${words.states[state]} · ${words.attempts}: ${attempts}`],
          [words.answer, lastResult || '–'],
          ...(nextAttempt === undefined ? [] : [[words.next, <Moment key="next" at={nextAttempt} />] as const]),
        ]}
      />
      <h3>{words.body}</h3>
      <CodeBlock code={bodyText(body)} />
      <div className="dialog-actions">
        {mayReplay && (
          <Button
            icon="again"
            onClick={() => {
              onReplay();
              onClose();
            }}
          >
            {words.replay}
          </Button>
        )}
        <Button tone="primary" onClick={onClose}>
          {words.close}
        </Button>
      </div>
    </Dialog>
  );
}
