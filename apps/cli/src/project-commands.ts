import type { ProjectView, SecretsView } from '@freshet/protocol/console';
import type { Output } from './output.ts';
import type { Body, Reach } from './reach.ts';
import { sheet, table } from './table.ts';

/** Makes a project, and tells its secrets. */
export async function createProject(reach: Reach, output: Output, name: string): Promise<void> {
  const project = await reach.call('createProject', { name });
  const secrets = await reach.call('secrets', { appID: project.appID });
  const told = { appID: project.appID, name: project.name, ...secretsOnly(secrets) };
  output.answer(told, sheet({ AppID: project.appID, Name: project.name, ...secretLines(secrets) }));
}

/** Lists every project. */
export async function listProjects(reach: Reach, output: Output): Promise<void> {
  const { projects } = await reach.call('projects', {});
  const row = ({ appID, name, state, rooms, users, switches }: ProjectView) =>
    [appID, name, state, switches.l3 ? 'on' : 'off', rooms, users] as const;
  output.answer(projects, table(['AppID', 'Name', 'State', 'L3', 'Rooms', 'Users'], projects.map(row)));
}

/** Replaces a secret of a project; the old one counts for some hours more. */
export async function rotateSecret(reach: Reach, output: Output, wish: Body<'rotateSecret'>): Promise<void> {
  answerSecrets(output, wish.appID, await reach.call('rotateSecret', wish));
  if (wish.overlapHours > 0) output.remark(overlapWords[wish.secret](wish.overlapHours));
}

/** Lets the secret before the present one count no longer. */
export async function endOverlap(reach: Reach, output: Output, wish: Body<'endOverlap'>): Promise<void> {
  answerSecrets(output, wish.appID, await reach.call('endOverlap', wish));
}

const overlapWords: Readonly<Record<Body<'rotateSecret'>['secret'], (hours: number) => string>> = {
  serverSecret: (hours) => `Tokens and signed calls of the former serverSecret are taken for ${hours} h more.`,
  callbackSecret: (hours) =>
    `Callbacks are signed with the former callbackSecret for ${hours} h more: give your backend both before then.`,
  appSign: (hours) => `The former appSign logs in for ${hours} h more; who came in with it is sent away then.`,
};

function answerSecrets(output: Output, appID: number, secrets: SecretsView): void {
  output.answer({ appID, ...secretsOnly(secrets) }, sheet({ AppID: appID, ...secretLines(secrets) }));
}

const secretsOnly = ({ serverSecret, callbackSecret, appSign }: SecretsView) => ({
  serverSecret,
  callbackSecret,
  appSign,
});

const secretLines = ({ serverSecret, callbackSecret, appSign }: SecretsView): Record<string, string> => ({
  ServerSecret: serverSecret,
  CallbackSecret: callbackSecret,
  AppSign: appSign,
});
