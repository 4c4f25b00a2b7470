import type { Sample, UserView } from '@freshet/protocol/console';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { measureText, type Unit } from '../../charts/measure-text.ts';
import type { VirtualColumn } from '../../controls/virtual-table.tsx';
import { useLanguage } from '../../language/language-context.tsx';
import { useNarrow } from '../list/use-narrow.ts';
import { type StreamPlace, streamPath } from '../live-address.ts';
import { useLiveWords } from '../words/live-words.ts';
import { type Grade, gradeOf } from './grade.ts';

type Measured = {
  readonly key: 'kbps' | 'fps' | 'loss' | 'rtt' | 'freeze' | 'latency';
  readonly unit: Unit;
  readonly read: (sample: Sample) => number | undefined;
};

const measured: readonly Measured[] = [
  { key: 'kbps', unit: 'kbps', read: ({ kbps }) => kbps },
  { key: 'fps', unit: 'frames', read: ({ fps }) => fps },
  { key: 'loss', unit: 'percent', read: ({ lossPercent }) => lossPercent },
  { key: 'rtt', unit: 'milliseconds', read: ({ rttMs }) => rttMs },
  { key: 'freeze', unit: 'milliseconds', read: ({ freezeMs }) => freezeMs },
  { key: 'latency', unit: 'milliseconds', read: ({ latencyMs }) => latencyMs },
];

/** The measures that a phone has room for. */
const forNarrow: readonly Measured['key'][] = ['kbps', 'loss', 'rtt'];

/** What each viewer gets now. */
export function useViewerColumns({ appID, roomID, streamID }: StreamPlace): readonly VirtualColumn<UserView>[] {
  const { stream, quality } = useLiveWords();
  const words = stream.viewerColumns;
  const { latencyHelp } = quality;
  const { tag } = useLanguage();
  const isNarrow = useNarrow();
  return useMemo(
    () => [
      {
        key: 'user',
        title: words.user,
        width: isNarrow ? 'minmax(88px, 2fr)' : 'minmax(150px, 2fr)',
        cell: ({ user }) => (
          <Link to={streamPath({ appID, roomID, streamID }, user.userID)} className="row-link" title={user.userName}>
            {user.userID}
          </Link>
        ),
      },
      ...measured
        .filter(({ key }) => !isNarrow || forNarrow.includes(key))
        .map(
          ({ key, unit, read }): VirtualColumn<UserView> => ({
            key,
            title: words[key],
            ...(key === 'latency' ? { hint: latencyHelp } : {}),
            width: isNarrow ? (key === 'loss' ? '52px' : '72px') : 'minmax(76px, 1fr)',
            align: 'end',
            cell: ({ sample }) => {
              const value = sample && read(sample);
              if (value === undefined) return <span className="soft">–</span>;
              return <Measure text={measureText(value, unit, tag)} grade={gradeOf(key, value)} />;
            },
          }),
        ),
    ],
    [words, latencyHelp, tag, isNarrow, appID, roomID, streamID],
  );
}

function Measure({ text, grade }: { readonly text: string; readonly grade: Grade }) {
  return <span className={grade === 'good' ? undefined : `grade-${grade}`}>{text}</span>;
}
