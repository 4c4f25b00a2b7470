import type { ProjectView } from '@freshet/protocol/console';
import { Link } from 'wouter';
import { Badge } from '../controls/badge.tsx';
import { LinkButton, OutLink } from '../controls/button.tsx';
import { CodeBlock, Copyable } from '../controls/copy.tsx';
import { Moment } from '../controls/moment.tsx';
import { Card, Facts, Notice, Tiles } from '../controls/surfaces.tsx';
import { roomsPath } from '../live/live-address.ts';
import { useMay, usePublicOrigin } from '../shell/signed-in.ts';
import { embedSnippet } from './embed-snippet.ts';
import { useOverviewTabWords } from './overview-words.ts';
import { services } from './services.ts';
import { useServiceWords } from './services-words.ts';

/** What a project is, how full it is, and how it gets into a page. */
export function OverviewTab({ project }: { readonly project: ProjectView }) {
  const words = useOverviewTabWords();
  const { state, rooms, users, limits } = project;
  const cap = (limit: number): string => (limit === 0 ? words.noLimit : words.limit(limit));
  return (
    <div className="stack">
      {state === 'paused' && (
        <Notice tone="warning">
          <b>{words.pausedTitle}</b> {words.pausedBody}
        </Notice>
      )}
      <Tiles
        tiles={[
          { label: words.roomsNow, value: rooms.toLocaleString(), note: cap(limits.rooms) },
          { label: words.usersNow, value: users.toLocaleString(), note: cap(limits.users) },
        ]}
      />
      <IdentityCard project={project} />
      <EmbedCard project={project} />
    </div>
  );
}

function IdentityCard({ project: { appID, created, switches } }: { readonly project: ProjectView }) {
  const words = useOverviewTabWords();
  const mayMint = useMay('operator');
  const origin = usePublicOrigin();
  return (
    <Card
      title={words.identity}
      lead={words.identityLead}
      foot={
        <>
          <LinkButton to={roomsPath(appID)}>{words.toRooms}</LinkButton>
          {mayMint && <LinkButton to={`/projects/${appID}/tokens`}>{words.mintToken}</LinkButton>}
          <OutLink icon="out" href={`${origin}/debug?appid=${appID}&server=${encodeURIComponent(origin)}`}>
            {words.openDebug}
          </OutLink>
        </>
      }
    >
      <Facts
        facts={[
          [words.appID, <Copyable key="appID" text={`${appID}`} label={words.appID} />],
          [words.server, <Copyable key="server" text={origin} label={words.server} />],
          [words.services, <ServicesOn key="services" appID={appID} switches={switches} />],
          [words.created, <Moment key="created" at={created} />],
        ]}
      />
    </Card>
  );
}

function ServicesOn({ appID, switches }: Pick<ProjectView, 'appID' | 'switches'>) {
  const words = useOverviewTabWords();
  const { names } = useServiceWords();
  const on = services.filter((service) => switches[service]);
  return (
    <span className="row">
      {on.length === 0 && words.none}
      {on.map((service) => (
        <Badge key={service} tone="accent">
          {names[service].name}
        </Badge>
      ))}
      <Link to={`/projects/${appID}/services`}>{words.toServices}</Link>
    </span>
  );
}

function EmbedCard({ project: { appID, origins, switches } }: { readonly project: ProjectView }) {
  const words = useOverviewTabWords();
  const origin = usePublicOrigin();
  const where = origins.length === 0 ? words.embedAny : words.embedSome(origins.join(', '));
  return (
    <Card title={words.embed} lead={`${where} ${words.embedToken}`}>
      <CodeBlock code={embedSnippet(appID, origin, switches.l3)} />
    </Card>
  );
}
