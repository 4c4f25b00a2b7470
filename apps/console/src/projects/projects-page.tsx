import type { ProjectView } from '@freshet/protocol/console';
import { useState } from 'react';
import { Link } from 'wouter';
import { useAnswer } from '../api/queries.ts';
import { Answer } from '../controls/answer.tsx';
import { Badge } from '../controls/badge.tsx';
import { Button } from '../controls/button.tsx';
import { SearchField } from '../controls/field.tsx';
import { Moment } from '../controls/moment.tsx';
import { Card, Empty } from '../controls/surfaces.tsx';
import { Page } from '../shell/page.tsx';
import { useMay } from '../shell/signed-in.ts';
import { CreateProject } from './create-project.tsx';
import { useProjectWords } from './words.ts';

/** From how many projects on a search is worth its place. */
const SEARCHED_FROM = 8;
const REFRESH_MS = 10_000;

/** Every project, and how a new one is made. */
export function ProjectsPage() {
  const words = useProjectWords();
  const query = useAnswer('projects', {}, { every: REFRESH_MS });
  const mayMake = useMay('operator');
  const [isMaking, setMaking] = useState(false);
  const make = mayMake && (
    <Button tone="primary" icon="plus" onClick={() => setMaking(true)} testID="new-project">
      {words.make}
    </Button>
  );
  return (
    <Page title={words.title} lead={words.lead} actions={make}>
      <Answer query={query}>{({ projects }) => <Projects projects={projects} />}</Answer>
      {isMaking && <CreateProject onClose={() => setMaking(false)} />}
    </Page>
  );
}

function Projects({ projects }: { readonly projects: readonly ProjectView[] }) {
  const words = useProjectWords();
  const [search, setSearch] = useState('');
  if (projects.length === 0) {
    return (
      <Card>
        <Empty icon="projects" title={words.emptyTitle} body={words.emptyBody} />
      </Card>
    );
  }
  const wanted = search.trim().toLowerCase();
  const found = projects.filter(
    ({ name, appID }) => name.toLowerCase().includes(wanted) || `${appID}`.includes(wanted),
  );
  return (
    <>
      {projects.length >= SEARCHED_FROM && <SearchField label={words.search} value={search} onChange={setSearch} />}
      <Card body="flush">
        {found.length === 0 ? (
          <Empty icon="search" title={words.noneFoundTitle} body={words.noneFoundBody} />
        ) : (
          <ProjectTable projects={found} />
        )}
      </Card>
    </>
  );
}

function ProjectTable({ projects }: { readonly projects: readonly ProjectView[] }) {
  const words = useProjectWords();
  return (
    <div className="table-frame">
      <table className="table stacks">
        <thead>
          <tr>
            <th>{words.name}</th>
            <th>{words.appID}</th>
            <th>{words.state}</th>
            <th className="end">{words.rooms}</th>
            <th className="end">{words.users}</th>
            <th className="wide-only">{words.created}</th>
          </tr>
        </thead>
        <tbody>
          {projects.map((project) => (
            <ProjectRow key={project.appID} project={project} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ProjectRow({ project }: { readonly project: ProjectView }) {
  const words = useProjectWords();
  const { appID, name, state, rooms, users, created } = project;
  return (
    <tr className="leads-on">
      <td className="clip">
        <Link to={`/projects/${appID}`} className="row-link" title={name}>
          {name}
        </Link>
      </td>
      <td className="number">{appID}</td>
      <td>
        <Badge tone={state === 'active' ? 'good' : 'warning'}>{words.states[state]}</Badge>
      </td>
      <td className="end" data-label={words.rooms}>
        {rooms.toLocaleString()}
      </td>
      <td className="end" data-label={words.users}>
        {users.toLocaleString()}
      </td>
      <td className="soft wide-only">
        <Moment at={created} />
      </td>
    </tr>
  );
}
