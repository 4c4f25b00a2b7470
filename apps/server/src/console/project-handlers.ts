import { type Control, defaultSwitches, type Project, type ProjectStore } from '@freshet/core';
import { type Clock, millis } from '@freshet/kit';
import type { AppID } from '@freshet/protocol';
import type { DeliveryView, projectEndpoints, SecretsView } from '@freshet/protocol/console';
import type { ApiKey, SqliteApiKeys } from '@freshet/store';
import type { Handlers } from './call.ts';
import { ConsoleRefused } from './console-refused.ts';
import { findProject } from './find-project.ts';
import { alterations, normaliseCallbacks, normaliseOrigins, viewOfProject } from './project-view.ts';
import { tokenHandlers } from './token-handlers.ts';

/** What was told, or is to be told, to the backends of projects. */
export type DeliveryDesk = {
  /** Newest first. */
  deliveries(wish: {
    readonly appID: AppID;
    readonly before?: number | undefined;
    readonly state?: DeliveryView['state'] | undefined;
    readonly limit: number;
  }): { readonly deliveries: readonly DeliveryView[]; readonly more: boolean };
  /** Sends these deliveries of the project again; answers how many there are. */
  replay(appID: AppID, ids: readonly number[]): number;
};

/** What the endpoints about projects need. */
export type ProjectHandlersOptions = {
  readonly projects: ProjectStore;
  readonly control: Pick<Control, 'usage'>;
  readonly apiKeys: Pick<SqliteApiKeys, 'create' | 'list' | 'revoke'>;
  readonly deliveries: DeliveryDesk;
  readonly clock: Clock;
};

const HOUR = 3_600_000;

/** Answers the endpoints about projects. Roles hold for every project alike; each call names the one it is about. */
export function projectHandlers(options: ProjectHandlersOptions): Handlers<keyof typeof projectEndpoints> {
  return {
    ...ofProjects(options),
    ...secretHandlers(options),
    ...tokenHandlers(options),
    ...deliveryHandlers(options),
  };
}

type OfProjects = Handlers<'projects' | 'project' | 'createProject' | 'updateProject' | 'deleteProject'>;

function ofProjects({ projects, control }: ProjectHandlersOptions): OfProjects {
  return {
    projects: async () => ({ projects: (await projects.list()).map((project) => viewOfProject(project, control)) }),
    project: async ({ appID }) => viewOfProject(await findProject(projects, appID), control),
    createProject: async ({ name }, { note }) => {
      const project = await projects.create(name, defaultSwitches);
      note({ subject: project.appID, detail: { name } });
      return viewOfProject(project, control);
    },
    updateProject: async ({ appID, name, state, switches, limits, ...change }, { note }) => {
      const before = await findProject(projects, appID);
      const after = await projects.update(before.appID, {
        ...(name === undefined ? {} : { name }),
        ...(state === undefined ? {} : { state }),
        ...(switches === undefined ? {} : { switches }),
        ...(limits === undefined ? {} : { limits }),
        ...(change.origins === undefined ? {} : { origins: normaliseOrigins(change.origins) }),
        ...(change.callbackURLs === undefined ? {} : { callbackURLs: normaliseCallbacks(change.callbackURLs) }),
      });
      note({ subject: appID, detail: alterations(before, after) });
      return viewOfProject(after, control);
    },
    deleteProject: async ({ appID, typedName }, { note }) => {
      const { appID: found, name } = await findProject(projects, appID);
      if (typedName !== name) throw new ConsoleRefused('invalid', `type the name of the project: ${name}`, 'typedName');
      await projects.remove(found);
      note({ subject: appID, detail: { name } });
      return {};
    },
  };
}

type OfSecrets = Handlers<'secrets' | 'rotateSecret' | 'apiKeys' | 'createApiKey' | 'revokeApiKey'>;

function secretHandlers({ projects, apiKeys, clock }: ProjectHandlersOptions): OfSecrets {
  return {
    secrets: async ({ appID }, { note }) => {
      const project = await findProject(projects, appID);
      note({ subject: appID });
      return viewOfSecrets(project, clock);
    },
    rotateSecret: async ({ appID, secret, overlapHours }, { note }) => {
      const { appID: found } = await findProject(projects, appID);
      const project = await projects.rotate(found, secret, millis(overlapHours * HOUR));
      note({ subject: appID, detail: { secret, overlapHours } });
      return viewOfSecrets(project, clock);
    },
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

function deliveryHandlers(options: ProjectHandlersOptions): Handlers<'deliveries' | 'replayDeliveries'> {
  const { projects, deliveries: desk } = options;
  return {
    deliveries: async ({ appID, before, state, limit }) => {
      const project = await findProject(projects, appID);
      const { deliveries, more } = desk.deliveries({ appID: project.appID, before, state, limit });
      return { deliveries: [...deliveries], more };
    },
    replayDeliveries: async ({ appID, ids }, { note }) => {
      const project = await findProject(projects, appID);
      const count = desk.replay(project.appID, ids);
      note({ subject: appID, detail: { ids, count } });
      return { count };
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
  const { serverSecret, callbackSecret, appSign, formerServerSecret, formerCallbackSecret } = project;
  const now = clock.now();
  const until = (former: Project['formerServerSecret']) => (former && former.until > now ? former.until : undefined);
  const [server, callback] = [until(formerServerSecret), until(formerCallbackSecret)];
  return {
    ...{ serverSecret, callbackSecret, appSign },
    ...(server === undefined ? {} : { formerServerSecret: { until: server } }),
    ...(callback === undefined ? {} : { formerCallbackSecret: { until: callback } }),
  };
}
