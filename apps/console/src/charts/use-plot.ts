import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import uPlot from 'uplot';
import { type ChartLook, chartOptions } from './chart-options.ts';

/** From and to; seconds since the Unix epoch. */
export type Span = readonly [number, number];

type PlotWishes = {
  readonly look: ChartLook;
  readonly data: uPlot.AlignedData;
  readonly span: Span;
  /** Pixels. */
  readonly height: number;
  /** Told which moment is pointed at, by its place in the data. */
  readonly onPoint: (index: number | undefined) => void;
};

/** Keeps a drawing in an element: as wide as that element, in the colours of the theme, with the newest data. */
export function usePlot(place: RefObject<HTMLElement | null>, wishes: PlotWishes): RefObject<uPlot | undefined> {
  const { look, data, span, height } = wishes;
  const plot = useRef<uPlot | undefined>(undefined);
  const newest = useRef(wishes);
  newest.current = wishes;
  const lookKey = JSON.stringify(look);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a look is compared by what it says; data goes in below.
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const style = getComputedStyle(element);
    const paint = (name: string): string => style.getPropertyValue(name);
    const options = { ...chartOptions(look, paint), width: Math.max(element.clientWidth, 1), height };
    options.hooks = {
      ...options.hooks,
      setCursor: [(made: uPlot) => newest.current.onPoint(made.cursor.idx ?? undefined)],
    };
    const made = new uPlot(options, newest.current.data, element);
    plot.current = made;
    const stop = followElement(element, made);
    return () => {
      stop();
      made.destroy();
      plot.current = undefined;
    };
  }, [place, lookKey, height]);

  const [from, to] = span;
  useEffect(() => {
    plot.current?.batch((made: uPlot) => {
      made.setData(data, false);
      made.setScale('x', { min: from, max: to });
    });
  }, [data, from, to]);
  return plot;
}

/** Follows the element's width, and draws again when the theme changes. */
function followElement(element: HTMLElement, plot: uPlot): () => void {
  const resized = new ResizeObserver(() => {
    const width = element.clientWidth;
    if (width > 0 && width !== plot.width) plot.setSize({ width, height: plot.height });
  });
  resized.observe(element);
  const repaint = (): void => plot.redraw(false);
  const themed = new MutationObserver(repaint);
  themed.observe(document.documentElement, { attributes: true });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', repaint);
  return () => {
    resized.disconnect();
    themed.disconnect();
    system.removeEventListener('change', repaint);
  };
}
