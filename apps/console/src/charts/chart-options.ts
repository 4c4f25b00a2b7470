import uPlot from 'uplot';
import { axisTexts, type Unit } from './measure-text.ts';

/** Which of the theme's colours for series a line has. */
export type Tone = 1 | 2 | 3 | 4 | 5;

/** How one line is drawn. */
export type LineLook = {
  readonly tone: Tone;
  /** Fills the ground below it. */
  readonly filled?: boolean;
  /** Draws a bar for each moment: for what is counted anew in each period. */
  readonly bars?: boolean;
};

/** What a chart needs besides its numbers. */
export type ChartLook = {
  readonly lines: readonly LineLook[];
  readonly unit: Unit;
  /** The language of the axes. */
  readonly tag: string;
  /** Where the upper edge is at least, so that idle noise is no mountain range. */
  readonly leastTop: number;
  /** What can be had at most, drawn as a line of its own. */
  readonly ceiling?: number;
  /** Charts of one page with one name show the same moment. */
  readonly together: string;
};

/** Reads one colour of the theme that is on. */
export type Paint = (name: string) => string;

/** uPlot's options for a chart of this look. Colours are asked for at each drawing, so that a theme may change. */
export function chartOptions(look: ChartLook, paint: Paint): Omit<uPlot.Options, 'width' | 'height'> {
  return {
    padding: [8, 4, 0, 0],
    legend: { show: false },
    cursor: {
      sync: { key: look.together },
      drag: { x: false, y: false },
      points: { size: 7 },
    },
    scales: { x: { time: true }, y: { range: (_, __, highest) => [0, topOf(highest, look)] } },
    axes: [timeAxis(look, paint), valueAxis(look, paint)],
    series: [{}, ...look.lines.map((line) => lineSeries(line, paint))],
    hooks: look.ceiling === undefined ? {} : { drawAxes: [ceilingDrawer(look.ceiling, paint)] },
  };
}

/** The upper edge: above everything drawn, the ceiling included where it is near. */
export function topOf(highest: number | null, { leastTop, ceiling }: Pick<ChartLook, 'leastTop' | 'ceiling'>): number {
  const needed = Math.max((highest ?? 0) * 1.1, leastTop);
  return ceiling !== undefined && needed > ceiling / 2 ? Math.max(needed, ceiling * 1.1) : needed;
}

const AXIS_FONT = '11px system-ui, sans-serif';

function timeAxis({ tag }: ChartLook, paint: Paint): uPlot.Axis {
  return {
    font: AXIS_FONT,
    stroke: () => paint('--chart-text'),
    size: 26,
    gap: 6,
    space: 64,
    grid: { show: false },
    ticks: { show: false },
    values: (_, seconds) => clockTexts(seconds, tag),
  };
}

/** Times of day, with seconds only where marks are less than a minute apart. */
export function clockTexts(seconds: readonly number[], tag: string): string[] {
  const isFine = (seconds[1] ?? 60) - (seconds[0] ?? 0) < 60;
  const format = new Intl.DateTimeFormat(tag, {
    hour: '2-digit',
    minute: '2-digit',
    ...(isFine ? { second: '2-digit' as const } : {}),
    hourCycle: 'h23',
  });
  return seconds.map((second) => format.format(second * 1000));
}

function valueAxis({ unit, tag }: ChartLook, paint: Paint): uPlot.Axis {
  return {
    font: AXIS_FONT,
    stroke: () => paint('--chart-text'),
    size: 62,
    gap: 8,
    space: 36,
    grid: { stroke: () => paint('--chart-line'), width: 1 },
    ticks: { show: false },
    values: (_, values) => axisTexts(values, unit, tag),
    // What comes whole has whole marks.
    ...(unit === 'count' || unit === 'frames' ? { incrs: wholeSteps } : {}),
  };
}

const wholeSteps = [1, 2, 5]
  .flatMap((digit) => [1, 10, 100, 1000, 10_000, 100_000].map((power) => digit * power))
  .toSorted((a, b) => a - b);

// At most so wide, in pixels: a few moments make no walls.
const drawBars = uPlot.paths.bars?.({ size: [0.7, 10] });

function lineSeries({ tone, filled, bars }: LineLook, paint: Paint): uPlot.Series {
  const colour = `--series-${tone}`;
  return {
    stroke: () => paint(colour),
    width: 1.75,
    spanGaps: false,
    points: { show: false },
    ...(filled ? { fill: () => `color-mix(in srgb, ${paint(colour)} 16%, transparent)` } : {}),
    ...(bars && drawBars ? { paths: drawBars, width: 0, fill: () => paint(colour) } : {}),
  };
}

function ceilingDrawer(ceiling: number, paint: Paint): (chart: uPlot) => void {
  return (chart) => {
    const { ctx, bbox } = chart;
    const top = Math.round(chart.valToPos(ceiling, 'y', true));
    if (top < bbox.top) return;
    ctx.save();
    ctx.strokeStyle = paint('--chart-text');
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, top);
    ctx.lineTo(bbox.left + bbox.width, top);
    ctx.stroke();
    ctx.restore();
  };
}
