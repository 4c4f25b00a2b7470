/** How a measure is for who watches. */
export type Grade = 'good' | 'poor' | 'bad';

// What people notice, and what they leave for; rates differ from stream to stream and have no grade.
const edges: Readonly<Record<string, readonly [poor: number, bad: number] | undefined>> = {
  loss: [2, 8],
  rtt: [200, 400],
  freeze: [100, 500],
  latency: [400, 1000],
};

/** The grade of a measure, by its name. */
export function gradeOf(name: string, value: number): Grade {
  const [poor, bad] = edges[name] ?? [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (value >= bad) return 'bad';
  return value >= poor ? 'poor' : 'good';
}
