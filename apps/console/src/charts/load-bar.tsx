type LoadBarProps = {
  /** From 0 to 1; more is drawn as 1. */
  readonly share: number;
  readonly label: string;
  readonly text: string;
};

/** How much of something is used. */
export function LoadBar({ share, label, text }: LoadBarProps) {
  const level = share > 0.85 ? 'high' : share > 0.6 ? 'raised' : 'calm';
  return (
    <span className="load-bar">
      <meter className={`load-${level}`} min={0} max={1} value={Math.min(share, 1)} aria-label={label}>
        {text}
      </meter>
      <span className="load-text">{text}</span>
    </span>
  );
}
