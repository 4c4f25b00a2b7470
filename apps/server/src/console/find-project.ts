import type { Project, ProjectStore } from '@freshet/core';
import type { AppID } from '@freshet/protocol';
import { ConsoleRefused } from './console-refused.ts';

/**
 * The project that a call names.
 *
 * @throws ConsoleRefused `notFound`
 */
export async function findProject(projects: Pick<ProjectStore, 'get'>, appID: number): Promise<Project> {
  const project = await projects.get(appID as AppID);
  if (project === undefined) throw new ConsoleRefused('notFound', 'there is no project of this AppID', 'appID');
  return project;
}
