import type { DeliveryView } from '@freshet/protocol/console';
import { useState } from 'react';
import { usePages } from '../api/pages-query.ts';
import { useChange } from '../api/queries.ts';
import { Answer } from '../controls/answer.tsx';
import { Button } from '../controls/button.tsx';
import { Choice } from '../controls/choice.tsx';
import { Card, Empty } from '../controls/surfaces.tsx';
import { useFaultToast, useToast } from '../controls/toasts.tsx';
import { useMay } from '../shell/signed-in.ts';
import { DeliveryDialog } from './delivery-dialog.tsx';
import { type Choosing, DeliveryTable } from './delivery-table.tsx';
import { ReplayFailed } from './replay-failed.tsx';
import { useDeliveryWords } from './words.ts';

const filters = ['all', 'waiting', 'delivered', 'failed'] as const satisfies readonly ('all' | DeliveryView['state'])[];
type Filter = (typeof filters)[number];
const REFRESH_MS = 5_000;

/** What was told to a project's backend. */
export function DeliveriesCard({ appID }: { readonly appID: number }) {
  const words = useDeliveryWords();
  const [filter, setFilter] = useState<Filter>('all');
  const [looked, setLooked] = useState<DeliveryView>();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const query = useDeliveries(appID, filter);
  const mayReplay = useMay('operator');
  const pages = query.data?.pages ?? [];
  const hasFailed = mayReplay && pages.some((page) => page.deliveries.some(({ state }) => state === 'failed'));
  const { replay, isBusy } = useReplay(appID, () => setChosen(new Set()));
  return (
    <Card
      title={words.title}
      lead={words.lead}
      actions={<FilterChoice value={filter} onChange={setFilter} />}
      body="flush"
      foot={
        (chosen.size > 0 || hasFailed || query.hasNextPage) && (
          <>
            {chosen.size > 0 && <ReplayButton count={chosen.size} busy={isBusy} onClick={() => replay([...chosen])} />}
            {hasFailed && <ReplayFailedButton appID={appID} />}
            {query.hasNextPage && <OlderButton query={query} />}
          </>
        )
      }
    >
      <Answer query={query}>
        {({ pages }) => (
          <Deliveries
            deliveries={pages.flatMap(({ deliveries }) => deliveries)}
            isFiltered={filter !== 'all'}
            choosing={{ chosen, onChoose: setChosen }}
            onLook={setLooked}
          />
        )}
      </Answer>
      {looked && (
        <DeliveryDialog delivery={looked} onReplay={() => replay([looked.id])} onClose={() => setLooked(undefined)} />
      )}
    </Card>
  );
}

function useDeliveries(appID: number, filter: Filter) {
  const wanted = { appID, ...(filter !== 'all' && { state: filter }) };
  return usePages('deliveries', wanted, ({ deliveries }) => deliveries.at(-1)?.id, REFRESH_MS);
}

type OlderQuery = Pick<ReturnType<typeof useDeliveries>, 'isFetchingNextPage' | 'fetchNextPage'>;

function OlderButton({ query }: { readonly query: OlderQuery }) {
  const words = useDeliveryWords();
  return (
    <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
      {words.older}
    </Button>
  );
}

type ReplayButtonProps = { readonly count: number; readonly busy: boolean; readonly onClick: () => void };

function ReplayButton({ count, busy, onClick }: ReplayButtonProps) {
  const words = useDeliveryWords();
  return (
    <Button icon="again" busy={busy} onClick={onClick}>
      {words.replayAll(count)}
    </Button>
  );
}

function ReplayFailedButton({ appID }: { readonly appID: number }) {
  const words = useDeliveryWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon="again" onClick={() => setOpen(true)} testID="replay-failed">
        {words.replayFailed}
      </Button>
      {isOpen && <ReplayFailed appID={appID} onClose={() => setOpen(false)} />}
    </>
  );
}

function FilterChoice({ value, onChange }: { readonly value: Filter; readonly onChange: (filter: Filter) => void }) {
  const words = useDeliveryWords();
  const options = filters.map((each) => ({ value: each, words: each === 'all' ? words.all : words.states[each] }));
  return <Choice label={words.filter} value={value} options={options} onChange={onChange} />;
}

function useReplay(appID: number, onDone: () => void) {
  const words = useDeliveryWords();
  const say = useToast();
  const sayFault = useFaultToast();
  const change = useChange('replayDeliveries', ['deliveries', 'audit']);
  const replay = (ids: number[]): void => {
    const onSuccess = ({ count }: { count: number }): void => {
      say('good', words.replayed(count));
      onDone();
    };
    change.mutate({ appID, ids }, { onSuccess, onError: sayFault });
  };
  return { replay, isBusy: change.isPending };
}

type DeliveriesProps = {
  readonly deliveries: readonly DeliveryView[];
  readonly isFiltered: boolean;
  readonly choosing: Choosing;
  readonly onLook: (delivery: DeliveryView) => void;
};

function Deliveries({ deliveries, isFiltered, choosing, onLook }: DeliveriesProps) {
  const words = useDeliveryWords();
  const mayReplay = useMay('operator');
  if (deliveries.length === 0) {
    const [title, body] = isFiltered ? [words.noneTitle, words.noneBody] : [words.emptyTitle, words.emptyBody];
    return <Empty icon="log" title={title} body={body} />;
  }
  return <DeliveryTable deliveries={deliveries} onLook={onLook} {...(mayReplay && { choosing })} />;
}
