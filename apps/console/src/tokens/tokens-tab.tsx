import type { ProjectView } from '@freshet/protocol/console';
import { ExplainCard } from './explain-card.tsx';
import { MintCard } from './mint-card.tsx';
import { SnippetsCard } from './snippets-card.tsx';

/** Makes tokens, checks them, and shows how a backend makes them. */
export function TokensTab({ project }: { readonly project: ProjectView }) {
  return (
    <div className="stack">
      <MintCard project={project} />
      <ExplainCard appID={project.appID} />
      <SnippetsCard project={project} />
    </div>
  );
}
