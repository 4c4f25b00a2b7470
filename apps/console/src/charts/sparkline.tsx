import { useMemo } from 'react';

/** A line without axes, beside a number; what it says is said by the number. */
export function Sparkline({ values }: { readonly values: readonly number[] }) {
  const path = useMemo(() => sparkPath(values), [values]);
  return (
    <svg className="sparkline" viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true">
      <path d={`${path} L100,28 L0,28 Z`} className="spark-ground" />
      <path d={path} className="spark-line" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

/** The values as a path in a box of 100 by 28, the highest at its top; a flat line along the bottom without any. */
export function sparkPath(values: readonly number[]): string {
  const top = Math.max(1, ...values);
  if (values.length < 2) return 'M0,27 L100,27';
  const points = values.map((value, index) => {
    const x = (index / (values.length - 1)) * 100;
    return `${x.toFixed(2)},${(27 - (value / top) * 25).toFixed(2)}`;
  });
  return `M${points.join(' L')}`;
}
