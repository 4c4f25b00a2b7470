import type { LoadSample, OverviewAnswer } from '@freshet/protocol/console';
import { measureText, type Unit } from '../charts/measure-text.ts';
import { Sparkline } from '../charts/sparkline.tsx';
import { useLanguage } from '../language/language-context.tsx';
import { useOverviewWords } from './overview-words.ts';

type NowTilesProps = {
  readonly answer: OverviewAnswer | undefined;
  readonly samples: readonly LoadSample[] | undefined;
};

type Tile = {
  readonly name: 'users' | 'rooms' | 'streams' | 'plays' | 'out' | 'cpu';
  readonly unit: Unit;
  readonly read: (sample: LoadSample) => number;
};

const tiles: readonly Tile[] = [
  { name: 'users', unit: 'count', read: ({ users }) => users },
  { name: 'rooms', unit: 'count', read: ({ rooms }) => rooms },
  { name: 'streams', unit: 'count', read: ({ streams }) => streams },
  { name: 'plays', unit: 'count', read: ({ plays }) => plays },
  { name: 'out', unit: 'kbps', read: ({ kbpsOut }) => kbpsOut },
  { name: 'cpu', unit: 'cores', read: ({ cpuServer, cpuWorkers }) => cpuServer + cpuWorkers },
];

/** Points of a line in a tile; more could not be told apart. */
const POINTS = 60;

/** The figures of this moment, each over the shape of its last minutes. */
export function NowTiles({ answer, samples }: NowTilesProps) {
  const { now: words } = useOverviewWords();
  const { tag } = useLanguage();
  const recent = thinned(samples ?? []);
  return (
    <dl className="tiles now-tiles">
      {tiles.map(({ name, unit, read }) => (
        <div key={name} className="card tile" data-testid={`now-${name}`}>
          <dt>{words[name]}</dt>
          <dd>
            {answer ? measureText(read(answer.now), unit, tag) : '–'}
            {name === 'cpu' && answer && <small>{words.cpuNote(answer.cores.toLocaleString(tag))}</small>}
          </dd>
          <Sparkline values={recent.map(read)} />
        </div>
      ))}
    </dl>
  );
}

function thinned(samples: readonly LoadSample[]): readonly LoadSample[] {
  const step = Math.max(1, Math.ceil(samples.length / POINTS));
  return samples.filter((_, index) => (samples.length - 1 - index) % step === 0);
}
