import { defaultSwitches, type Project } from '@freshet/core';
import { systemClock } from '@freshet/kit';
import type { ProjectView, SecretsView } from '@freshet/protocol/console';
import { DataStore, StoreError } from '@freshet/store';
import { CommandError, notRunning } from './command-error.ts';
import type { Answer, Body, Endpoint, Reach } from './reach.ts';

/** A data folder that no server has open. It answers what needs no server. */
export class FolderReach implements Reach {
  readonly #store: DataStore;
  readonly #folder: string;

  /** @throws CommandError where the folder cannot be used */
  static async open(folder: string): Promise<FolderReach> {
    return new FolderReach(await DataStore.open({ folder }).catch(translate), folder);
  }

  private constructor(store: DataStore, folder: string) {
    this.#store = store;
    this.#folder = folder;
  }

  async call<E extends Endpoint>(endpoint: E, body: Body<E>): Promise<Answer<E>> {
    const { projects } = this.#store;
    const own = {
      projects: async () => ({ projects: (await projects.list()).map(viewOf) }),
      createProject: async ({ name }: Body<'createProject'>) => {
        const project = await projects.create(name, defaultSwitches);
        this.#record('createProject', String(project.appID), { name });
        return viewOf(project);
      },
      secrets: async ({ appID }: Body<'secrets'>) => {
        const project = await this.#project(appID);
        this.#record('secrets', String(appID));
        return secretsOf(project);
      },
      backup: async ({ folder }: Body<'backup'>) => {
        await this.#store.backUp(folder).catch(translate);
        this.#record('backup', folder);
        return {};
      },
    };
    if (!Object.hasOwn(own, endpoint)) throw notRunning(this.#folder);
    // Each answers the endpoint of its name: the compiler cannot follow it through the index.
    const answer = own[endpoint as keyof typeof own] as unknown as (body: Body<E>) => Promise<Answer<E>>;
    return answer(body);
  }

  close(): void {
    this.#store.close();
  }

  // In the words of a running server, whose audit log this is.
  #record(action: Endpoint, subject: string, detail: Readonly<Record<string, unknown>> = {}): void {
    const at = systemClock.now();
    this.#store.audit.record({ kind: 'operator', at, actor: 'command', address: 'local', action, subject, detail });
  }

  async #project(appID: number): Promise<Project> {
    const project = (await this.#store.projects.list()).find((one) => one.appID === appID);
    if (project) return project;
    throw new CommandError(`There is no project ${appID}. See those there are: freshet project list`);
  }
}

function translate(error: unknown): never {
  throw error instanceof StoreError ? new CommandError(error.message, { cause: error }) : error;
}

function viewOf({ appID, name, state, created, switches, origins, limits, callbackURLs }: Project): ProjectView {
  const settings = { switches: { ...switches }, limits: { ...limits }, callbackURLs: { ...callbackURLs } };
  return { appID, name, state, created, ...settings, origins: [...origins], rooms: 0, users: 0 };
}

function secretsOf(project: Project): SecretsView {
  const { serverSecret, formerServerSecret, callbackSecret, formerCallbackSecret, appSign, formerAppSign } = project;
  return {
    serverSecret,
    formerServerSecret: formerServerSecret && { until: formerServerSecret.until },
    callbackSecret,
    formerCallbackSecret: formerCallbackSecret && { until: formerCallbackSecret.until },
    appSign,
    formerAppSign: formerAppSign && { until: formerAppSign.until },
  };
}
