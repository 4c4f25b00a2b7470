import { type Control, defaultSwitches, type Project, type ProjectStore } from '@freshet/core';
import type { projectEndpoints } from '@freshet/protocol/console';
import type { Call, Handlers } from './call.ts';
import { ConsoleRefused } from './console-refused.ts';
import { type DeliveryHandlersOptions, deliveryHandlers } from './delivery-handlers.ts';
import { findProject } from './find-project.ts';
import { alterations, normaliseCallbacks, normaliseOrigins, viewOfProject } from './project-view.ts';
import { type SecretHandlersOptions, secretHandlers } from './secret-handlers.ts';
import { tokenHandlers } from './token-handlers.ts';

/** What the endpoints about projects need. */
export type ProjectHandlersOptions = SecretHandlersOptions &
  DeliveryHandlersOptions & {
    readonly projects: ProjectStore;
    readonly control: Pick<Control, 'usage'>;
  };

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
  const view = (project: Project, { session }: Call) => viewOfProject(project, control, session.operator.role);
  return {
    projects: async (_body, call) => ({ projects: (await projects.list()).map((project) => view(project, call)) }),
    project: async ({ appID }, call) => view(await findProject(projects, appID), call),
    createProject: async ({ name }, call) => {
      const project = await projects.create(name, defaultSwitches);
      call.note({ subject: project.appID, detail: { name } });
      return view(project, call);
    },
    updateProject: async ({ appID, name, state, switches, limits, ...change }, call) => {
      const before = await findProject(projects, appID);
      const after = await projects.update(before.appID, {
        ...(name === undefined ? {} : { name }),
        ...(state === undefined ? {} : { state }),
        ...(switches === undefined ? {} : { switches }),
        ...(limits === undefined ? {} : { limits }),
        ...(change.origins === undefined ? {} : { origins: normaliseOrigins(change.origins) }),
        ...(change.callbackURLs === undefined ? {} : { callbackURLs: normaliseCallbacks(change.callbackURLs) }),
      });
      call.note({ subject: appID, detail: alterations(before, after) });
      return view(after, call);
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
