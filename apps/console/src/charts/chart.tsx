import { useCallback, useMemo, useRef, useState } from 'react';
import type { AlignedData } from 'uplot';
import { useLanguage } from '../language/language-context.tsx';
import { ChartCursor } from './chart-cursor.tsx';
import type { ChartLook } from './chart-options.ts';
import { useChartWords } from './chart-words.ts';
import { measureText, type Unit } from './measure-text.ts';
import { Readout } from './readout.tsx';
import { summaryOf } from './summary.ts';
import { joined, type NamedLine, type Track, valueAt } from './tracks.ts';
import { type Span, usePlot } from './use-plot.ts';

type ChartProps = {
  readonly title: string;
  /** Kept from one rendering to the next while they are the same; missing while they are loaded. */
  readonly tracks: readonly Track[] | undefined;
  readonly unit: Unit;
  /** Where the upper edge is at least. */
  readonly leastTop: number;
  /** What can be had at most. */
  readonly ceiling?: number;
  readonly span: Span;
  /** Charts of one page with one name show the same moment. */
  readonly together: string;
};

/** Pixels; the style sheet has the same. */
const HEIGHT = 168;
const NO_TRACKS: readonly Track[] = [{ columns: [[]], lines: [] }];

/** Measures over time: lines to look at, values of the moment pointed at, and words for those who see neither. */
export function Chart({ title, tracks, unit, leastTop, ceiling, span, together }: ChartProps) {
  const words = useChartWords();
  const { tag } = useLanguage();
  const place = useRef<HTMLDivElement>(null);
  const [index, setIndex] = useState<number | undefined>(undefined);
  const data = useMemo(() => joined(tracks ?? NO_TRACKS), [tracks]);
  const lines = (tracks ?? NO_TRACKS).flatMap((track) => track.lines);
  const look: ChartLook = { lines, unit, leastTop, together, tag, ...(ceiling === undefined ? {} : { ceiling }) };
  const plot = usePlot(place, { look, data, span, height: HEIGHT, onPoint: setIndex });
  const point = useCallback(
    (to: number | undefined) => {
      const second = to === undefined ? undefined : data[0][to];
      const left = second === undefined ? undefined : plot.current?.valToPos(second, 'x');
      plot.current?.setCursor(left === undefined ? { left: -10, top: -10 } : { left, top: HEIGHT / 2 });
    },
    [plot, data],
  );
  const shown = lines.map(({ label, tone }, at) => {
    const value = valueAt(data[at + 1], index);
    return { label, tone, value: value === undefined ? '–' : measureText(value, unit, tag) };
  });
  const time = momentText(data, index, tag);
  const spoken = shown.map(({ label, value }) => `${label} ${value}`).join(', ');
  const isEmpty = data[0].length === 0;
  return (
    <figure className="chart">
      <figcaption className="chart-title">
        <span>{title}</span>
        <span className="chart-aside" aria-hidden="true">
          {time === '' && ceiling !== undefined ? words.ceiling(measureText(ceiling, unit, tag)) : time}
        </span>
        <Summary lines={lines} data={data} unit={unit} />
      </figcaption>
      <Readout lines={shown} />
      <div className="chart-place" ref={place}>
        {isEmpty && <p className="chart-empty">{tracks ? words.empty : words.loading}</p>}
      </div>
      <ChartCursor
        label={words.point(title)}
        count={data[0].length}
        index={index}
        text={time === '' ? spoken : words.moment(time, spoken)}
        onMove={point}
      />
    </figure>
  );
}

function momentText(data: AlignedData, index: number | undefined, tag: string): string {
  const second = index === undefined ? undefined : data[0][index];
  return second === undefined ? '' : new Date(second * 1000).toLocaleTimeString(tag, { hourCycle: 'h23' });
}

type SummaryProps = { readonly lines: readonly NamedLine[]; readonly data: AlignedData; readonly unit: Unit };

function Summary({ lines, data, unit }: SummaryProps) {
  const words = useChartWords();
  const { tag } = useLanguage();
  const text = (value: number): string => measureText(value, unit, tag);
  const sentences = lines.flatMap(({ label }, at) => {
    const summary = summaryOf(data[at + 1]);
    return summary ? words.summary(label, text(summary.last), text(summary.lowest), text(summary.highest)) : [];
  });
  return <span className="for-the-ear">{sentences.length > 0 ? sentences.join(' ') : words.empty}</span>;
}
