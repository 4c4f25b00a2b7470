import type { Project, ProjectStore, SecretName } from '@freshet/core';
import { type Clock, millis } from '@freshet/kit';
import type { SecretsView } from '@freshet/protocol/console';
import type { ApiKey, SqliteApiKeys } from '@freshet/store';
import type { Handlers } from './call.ts';
import { ConsoleRefused } from './console-refused.ts';
import { findProject } from './find-project.ts';

/** What the endpoints about secrets and API keys need. */
export type SecretHandlersOptions = {
  readonly projects: Pick<ProjectStore, 'get' | 'rotate' | 'endOverlap'>;
  readonly apiKeys: Pick<SqliteApiKeys, 'create' | 'list' | 'revoke'>;
  readonly clock: Clock;
};

const HOUR = 3_600_000;

/** Answers the endpoints about the secrets and API keys of projects. */
export function secretHandlers(
  options: SecretHandlersOptions,
): Handlers<'secrets' | 'rotateSecret' | 'endOverlap' | 'apiKeys' | 'createApiKey' | 'revokeApiKey'> {
  return { ...ofSecrets(options), ...ofApiKeys(options) };
}

function ofSecrets({ projects, clock }: SecretHandlersOptions): Handlers<'secrets' | 'rotateSecret' | 'endOverlap'> {
  return {
    secrets: async ({ appID }, { note }) => {
      const project = await findProject(projects, appID);
      note({ subject: appID });
      return viewOfSecrets(project, clock);
    },
    rotateSecret: async ({ appID, secret, overlapHours }, { note }) => {
      const { appID: found } = await findProject(projects, appID);
      const project = await projects.rotate(found, secret, millis(overlapHours * HOUR));
      if (project === 'overlapping') throw overlapRuns(secret);
      note({ subject: appID, detail: { secret, overlapHours } });
      return viewOfSecrets(project, clock);
    },
    endOverlap: async ({ appID, secret }, { note }) => {
      const { appID: found } = await findProject(projects, appID);
      const project = await projects.endOverlap(found, secret);
      note({ subject: appID, detail: { secret } });
      return viewOfSecrets(project, clock);
    },
  };
}

const overlapRuns = (secret: SecretName): ConsoleRefused =>
  new ConsoleRefused(
    'conflict',
    `the ${secret} before this one still counts: end its overlap first, in the console or by freshet project end-overlap`,
    'secret',
  );

function ofApiKeys({
  projects,
  apiKeys,
}: SecretHandlersOptions): Handlers<'apiKeys' | 'createApiKey' | 'revokeApiKey'> {
  return {
    apiKeys: async ({ appID }) => {
      const project = await findProject(projects, appID);
      return { keys: apiKeys.list(project.appID).map(viewOfKey) };
    },
    createApiKey: async ({ appID, name }, { note }) => {
      const project = await findProject(projects, appID);
      const { id, key } = apiKeys.create(project.appID, name);
      note({ subject: appID, detail: { id, name } });
      return { key };
    },
    revokeApiKey: async ({ appID, id }, { note }) => {
      const project = await findProject(projects, appID);
      if (!apiKeys.revoke(project.appID, id))
        throw new ConsoleRefused('notFound', 'this project has no such key', 'id');
      note({ subject: appID, detail: { id } });
      return {};
    },
  };
}

const viewOfKey = ({ id, name, created, lastUsed }: ApiKey) => ({
  id,
  name,
  created,
  ...(lastUsed === undefined ? {} : { lastUsed }),
});

function viewOfSecrets(project: Project, clock: Clock): SecretsView {
  const { serverSecret, callbackSecret, appSign } = project;
  const now = clock.now();
  const until = (former: Project['formerServerSecret']) =>
    former && former.until > now ? { until: former.until } : undefined;
  return {
    ...{ serverSecret, callbackSecret, appSign },
    formerServerSecret: until(project.formerServerSecret),
    formerCallbackSecret: until(project.formerCallbackSecret),
    formerAppSign: until(project.formerAppSign),
  };
}
