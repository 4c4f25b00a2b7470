import type { DeliveryView } from '@freshet/protocol/console';
import { Badge, type Tone } from '../controls/badge.tsx';
import { Button } from '../controls/button.tsx';
import { Moment } from '../controls/moment.tsx';
import { useDeliveryWords } from './words.ts';

/** Which deliveries are chosen, by their IDs. */
export type Choosing = {
  readonly chosen: ReadonlySet<number>;
  readonly onChoose: (chosen: ReadonlySet<number>) => void;
};

type DeliveryTableProps = {
  readonly deliveries: readonly DeliveryView[];
  /** Missing for one who may only look. */
  readonly choosing?: Choosing;
  readonly onLook: (delivery: DeliveryView) => void;
};

const tones = { waiting: 'warning', delivered: 'good', failed: 'danger' } as const satisfies Record<
  DeliveryView['state'],
  Tone
>;

/** A row for each delivery, with a box to choose it by. */
export function DeliveryTable({ deliveries, choosing, onLook }: DeliveryTableProps) {
  const words = useDeliveryWords();
  return (
    <div className="table-frame">
      <table className="table stacks">
        <thead>
          <tr>
            {choosing && (
              <th>
                <span className="for-the-ear">{words.select}</span>
              </th>
            )}
            <th>{words.event}</th>
            <th>{words.room}</th>
            <th>{words.when}</th>
            <th>{words.state}</th>
            <th className="end">{words.attempts}</th>
            <th>{words.answer}</th>
            <th>
              <span className="for-the-ear">{words.look}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} choosing={choosing} onLook={onLook} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type DeliveryRowProps = {
  readonly delivery: DeliveryView;
  readonly choosing: Choosing | undefined;
  readonly onLook: (delivery: DeliveryView) => void;
};

function DeliveryRow({ delivery, choosing, onLook }: DeliveryRowProps) {
  const words = useDeliveryWords();
  const { event, roomID, created, state, attempts, lastResult } = delivery;
  return (
    <tr>
      {choosing && (
        <td>
          <ChooseBox delivery={delivery} choosing={choosing} />
        </td>
      )}
      <td>
        <code>{event}</code>
      </td>
      <td className="clip" title={roomID}>
        {roomID}
      </td>
      <td className="soft">
        <Moment at={created} />
      </td>
      <td>
        <Badge tone={tones[state]}>{words.states[state]}</Badge>
      </td>
      <td className="end" data-label={words.attempts}>
        {attempts}
      </td>
      <td className="clip soft" title={lastResult}>
        {lastResult}
      </td>
      <td>
        <div className="actions">
          <Button size="small" onClick={() => onLook(delivery)}>
            {words.look}
          </Button>
        </div>
      </td>
    </tr>
  );
}

type ChooseBoxProps = { readonly delivery: DeliveryView; readonly choosing: Choosing };

function ChooseBox({ delivery: { id, event, roomID }, choosing: { chosen, onChoose } }: ChooseBoxProps) {
  const words = useDeliveryWords();
  return (
    <input
      type="checkbox"
      className="check"
      aria-label={`${words.select}: ${event} ${roomID}`}
      checked={chosen.has(id)}
      onChange={(change) => onChoose(toggled(chosen, id, change.currentTarget.checked))}
    />
  );
}

function toggled(chosen: ReadonlySet<number>, id: number, isIn: boolean): ReadonlySet<number> {
  const next = new Set(chosen);
  if (isIn) next.add(id);
  else next.delete(id);
  return next;
}
