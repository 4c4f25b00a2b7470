import { useState } from 'react';
import { useWords } from '../language/language-context.tsx';
import { CopyButton } from './copy-button.tsx';
import type { DebugState } from './debug-state.ts';
import { logText, momentText } from './log-text.ts';

type EventLogProps = { readonly log: DebugState['log']; readonly onClear: () => void };

/** Everything the SDK was asked and has told, newest first. */
export function EventLog({ log, onClear }: EventLogProps) {
  const { debug } = useWords();
  const [showsReports, setShowsReports] = useState(true);
  const shown = showsReports ? log : log.filter(({ name }) => !name.endsWith('QualityUpdate'));
  return (
    <section className="event-log panel" aria-label={debug.log}>
      <header className="panel-head">
        <h2>{debug.log}</h2>
        <label className="check">
          <input
            type="checkbox"
            checked={showsReports}
            onChange={(event) => setShowsReports(event.currentTarget.checked)}
          />
          {debug.showReports}
        </label>
        <span className="spring" />
        <CopyButton label={debug.copyLog} text={() => logText(log)} testID="copy-log" />
        <button type="button" className="button quiet small" data-testid="clear-log" onClick={onClear}>
          {debug.clearLog}
        </button>
      </header>
      {shown.length === 0 ? (
        <p className="empty">{debug.emptyLog}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: without a stop here the keyboard could not scroll the list.
        <ol className="entries" data-testid="log" tabIndex={0}>
          {shown.map(({ id, kind, at, name, args }) => (
            <li key={id} data-kind={kind}>
              <time>{momentText(at)}</time>
              <strong>{name}</strong>
              <code>{args}</code>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
