import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { AccountPage } from '../account/account-page.tsx';
import { AuditPage } from '../audit/audit-page.tsx';
import { Waiting } from '../controls/answer.tsx';
import { LinkButton } from '../controls/button.tsx';
import { Empty } from '../controls/surfaces.tsx';
import { OperatorsPage } from '../operators/operators-page.tsx';
import { ProjectPage } from '../projects/project-page.tsx';
import { ProjectsPage } from '../projects/projects-page.tsx';
import { useShellWords } from './words.ts';

// Pages with charts and long lists come in parts of their own.
const OverviewPage = lazy(async () => ({ default: (await import('../overview/overview-page.tsx')).OverviewPage }));
const LivePages = lazy(async () => ({ default: (await import('../live/live-pages.tsx')).LivePages }));

/** The page that the address names. */
export function Pages() {
  useFreshStart();
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        <Route path="/" component={OverviewPage} />
        <Route path="/projects" component={ProjectsPage} />
        <Route path="/projects/:appID/:tab?" component={ProjectPage} />
        <Route path="/rooms/*?" component={LivePages} />
        <Route path="/operators" component={OperatorsPage} />
        <Route path="/audit" component={AuditPage} />
        <Route path="/account" component={AccountPage} />
        <Route component={NotHere} />
      </Switch>
    </Suspense>
  );
}

// A new page begins at its top.
function useFreshStart(): void {
  const [location] = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is what makes it another page.
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [location]);
}

function Loading(): ReactNode {
  return (
    <div className="page">
      <Waiting />
    </div>
  );
}

function NotHere() {
  const words = useShellWords();
  return (
    <div className="page">
      <Empty icon="away" title={words.notHere} body={words.notHereBody}>
        <LinkButton to="/">{words.toOverview}</LinkButton>
      </Empty>
    </div>
  );
}
