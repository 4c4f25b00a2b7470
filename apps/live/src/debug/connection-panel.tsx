import { QualityList } from '../controls/quality-list.tsx';
import { useWords } from '../language/language-context.tsx';
import { type ConnectionView, connectionViews } from './connection-measures.ts';
import { CopyButton } from './copy-button.tsx';
import type { DebugState } from './debug-state.ts';

/** The ways that packets take, as they are now. */
export function ConnectionPanel({ state: { connection: report, visit } }: { readonly state: DebugState }) {
  const words = useWords();
  const { connection } = words.debug;
  return (
    <section className="connections panel" data-testid="connections" aria-label={connection.title}>
      <header className="panel-head">
        <h2>{connection.title}</h2>
        <span className="spring" />
        {report && (
          <CopyButton label={connection.copy} text={() => JSON.stringify(report, null, 2)} testID="copy-connections" />
        )}
      </header>
      {report ? (
        <div className="connection-list">
          {connectionViews(report, words).map((view) => (
            <Connection key={view.key} view={view} />
          ))}
        </div>
      ) : (
        <p className="empty">{visit.name === 'in-room' ? words.common.measuring : connection.none}</p>
      )}
    </section>
  );
}

function Connection({ view: { key, title, measures, local, remote } }: { readonly view: ConnectionView }) {
  const { connection } = useWords().debug;
  return (
    <article className="connection" data-testid={`connection-${key.replace(' ', '-')}`}>
      <h3>{title}</h3>
      <QualityList measures={measures} />
      {local.length + remote.length > 0 && (
        <details>
          <summary>{connection.candidates(local.length + remote.length)}</summary>
          <CandidateList title={connection.local} candidates={local} />
          <CandidateList title={connection.remote} candidates={remote} />
        </details>
      )}
    </article>
  );
}

function CandidateList({ title, candidates }: { readonly title: string; readonly candidates: readonly string[] }) {
  return (
    <>
      <h4>{title}</h4>
      <ul className="candidates">
        {[...new Set(candidates)].map((candidate) => (
          <li key={candidate}>
            <code>{candidate}</code>
          </li>
        ))}
      </ul>
    </>
  );
}
