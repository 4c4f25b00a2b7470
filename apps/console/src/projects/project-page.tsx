import type { ProjectView } from '@freshet/protocol/console';
import type { ReactNode } from 'react';
import type { RouteComponentProps } from 'wouter';
import { ConsoleError } from '../api/console-error.ts';
import { useAnswer } from '../api/queries.ts';
import { Answer } from '../controls/answer.tsx';
import { Badge } from '../controls/badge.tsx';
import { LinkButton } from '../controls/button.tsx';
import { Card, Empty } from '../controls/surfaces.tsx';
import { Tabs } from '../controls/tabs.tsx';
import { DeliveriesCard } from '../deliveries/deliveries-card.tsx';
import { ProjectRules } from '../live/project-rules.tsx';
import { Page } from '../shell/page.tsx';
import { useMay } from '../shell/signed-in.ts';
import { useShellWords } from '../shell/words.ts';
import { TokensTab } from '../tokens/tokens-tab.tsx';
import { CallbacksTab } from './callbacks-tab.tsx';
import { LimitsTab } from './limits-tab.tsx';
import { OriginsTab } from './origins-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { SecretsTab } from './secrets-tab.tsx';
import { ServicesTab } from './services-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';
import { useProjectWords } from './words.ts';

type Tab = keyof ReturnType<typeof useProjectWords>['tabs'];

const tabs: Readonly<Record<Tab, (project: ProjectView) => ReactNode>> = {
  overview: (project) => <OverviewTab project={project} />,
  services: (project) => <ServicesTab project={project} />,
  secrets: (project) => <SecretsTab project={project} />,
  origins: (project) => <OriginsTab project={project} />,
  limits: (project) => <LimitsTab project={project} />,
  callbacks: (project) => (
    <>
      <CallbacksTab project={project} />
      <DeliveriesCard appID={project.appID} />
    </>
  ),
  tokens: (project) => <TokensTab project={project} />,
  rules: ({ appID }) => <ProjectRules appID={appID} />,
  settings: (project) => <SettingsTab project={project} />,
};

/** Tabs that show nothing to one who may only look. */
const forOperators: readonly Tab[] = ['secrets', 'tokens', 'settings'];
const REFRESH_MS = 10_000;

const isTab = (name: string): name is Tab => Object.hasOwn(tabs, name);

/** One project, a part at a time. */
export function ProjectPage({ params }: RouteComponentProps<{ appID: string; tab?: string }>) {
  const appID = Number(params.appID);
  const isNumber = Number.isInteger(appID);
  const query = useAnswer('project', { appID }, { every: REFRESH_MS, enabled: isNumber });
  const isGone = query.error instanceof ConsoleError && ['notFound', 'invalid'].includes(query.error.reason);
  if (!isNumber || isGone) {
    return (
      <div className="page">
        <Gone />
      </div>
    );
  }
  if (!query.data) {
    return (
      <div className="page">
        <Answer query={query}>{() => null}</Answer>
      </div>
    );
  }
  return <Project key={appID} project={query.data} tab={params.tab ?? 'overview'} />;
}

function Project({ project, tab }: { readonly project: ProjectView; readonly tab: string }) {
  const words = useProjectWords();
  const isOperator = useMay('operator');
  const { appID, name, state } = project;
  const names = Object.keys(tabs).filter(isTab);
  const shown = names.filter((each) => isOperator || !forOperators.includes(each));
  const links = shown.map((each) => ({
    to: each === 'overview' ? `/projects/${appID}` : `/projects/${appID}/${each}`,
    words: words.tabs[each],
  }));
  const badge = state === 'paused' && <Badge tone="warning">{words.states.paused}</Badge>;
  return (
    <Page title={name} badge={badge} above={{ to: '/projects', words: words.title }}>
      <Tabs label={words.tabsLabel} tabs={links} />
      <TabContent project={project} tab={tab} isShown={isTab(tab) && shown.includes(tab)} />
    </Page>
  );
}

type TabContentProps = { readonly project: ProjectView; readonly tab: string; readonly isShown: boolean };

function TabContent({ project, tab, isShown }: TabContentProps) {
  const words = useProjectWords();
  const shell = useShellWords();
  if (!isTab(tab)) return <Empty icon="away" title={shell.notHere} body={shell.notHereBody} />;
  if (isShown) return tabs[tab](project);
  return (
    <Card>
      <Empty icon="shield" title={words.notYoursTitle} body={words.notYoursBody} />
    </Card>
  );
}

function Gone() {
  const words = useProjectWords();
  return (
    <Card>
      <Empty icon="projects" title={words.goneTitle} body={words.goneBody}>
        <LinkButton to="/projects">{words.toProjects}</LinkButton>
      </Empty>
    </Card>
  );
}
