import { resolve } from 'node:path';
import { OperatorRole } from '@freshet/protocol/console';
import { Command, InvalidArgumentError, Option } from 'commander';
import packageFile from '../package.json' with { type: 'json' };
import { backUp } from './backup.ts';
import { replayFailed } from './callback-commands.ts';
import { doctor } from './doctor/doctor.ts';
import { machineProbes } from './doctor/machine-probes.ts';
import { findReach } from './find-reach.ts';
import { inviteOperator } from './operator-commands.ts';
import { makeOutput, type Output } from './output.ts';
import { createProject, endOverlap, listProjects, rotateSecret } from './project-commands.ts';
import type { Body, Reach } from './reach.ts';
import { kick, listRooms, mintToken } from './room-commands.ts';
import { sinceOf } from './since.ts';
import { start } from './start.ts';

/** Ends a command with a failure of which everything has been said. */
const FAILED = 1;

type SecretName = Body<'rotateSecret'>['secret'];
type Common = { readonly data: string; readonly json: boolean };

/** The `freshet` command. `exitWith` takes the exit code where it is not 0. */
export function makeProgram(exitWith: (code: number) => void): Command {
  const program = new Command('freshet')
    .description('Runs and looks after a Freshet server on this machine.')
    .version(packageFile.version)
    .addOption(new Option('--data <folder>', 'data folder of the server').env('FRESHET_DATA').default('data'))
    .option('--json', 'answer with one line of JSON', false)
    .configureHelp({ showGlobalOptions: true });
  const common = (): Common => {
    const { data, json } = program.opts<Common>();
    return { data: resolve(data), json };
  };
  addProjects(program, common);
  addCallbacks(program, common);
  addOperators(program, common);
  addRooms(program, common);
  addUpkeep(program, common, exitWith);
  return program;
}

/** Does `work` with the way to the data folder, and gives it back whatever happens. */
async function reaching(
  { data, json }: Common,
  work: (reach: Reach, output: Output) => Promise<void>,
  makes = false,
): Promise<void> {
  const reach = await findReach(data, makes);
  try {
    await work(reach, makeOutput(json));
  } finally {
    reach.close();
  }
}

function addProjects(program: Command, common: () => Common): void {
  const project = program.command('project').description('projects and their secrets');
  project
    .command('create <name>')
    .description('makes a project and tells its secrets')
    .action((name: string) => reaching(common(), (reach, output) => createProject(reach, output, name), true));
  project
    .command('list')
    .description('lists the projects')
    .action(() => reaching(common(), listProjects));
  project
    .command('rotate <appID>')
    .description('replaces a secret; the former one counts for a while, and callbacks are signed with it')
    .addOption(secretOption())
    .addOption(new Option('--overlap <hours>', 'how long the former one counts').default(24).argParser(readNumber))
    .action((appID: string, options: { secret: SecretName; overlap: number }) => {
      const wish = { appID: readNumber(appID), secret: options.secret, overlapHours: options.overlap };
      return reaching(common(), (reach, output) => rotateSecret(reach, output, wish));
    });
  project
    .command('end-overlap <appID>')
    .description('lets the former secret count no longer, before its time')
    .addOption(secretOption())
    .action((appID: string, { secret }: { secret: SecretName }) =>
      reaching(common(), (reach, output) => endOverlap(reach, output, { appID: readNumber(appID), secret })),
    );
}

function addCallbacks(program: Command, common: () => Common): void {
  program
    .command('callbacks')
    .description('what backends are told')
    .command('replay <appID>')
    .description('sends again what has failed')
    .addOption(
      new Option('--since <when>', 'told since then: so long ago, as 90m, 24h or 7d, or a date')
        .default(sinceOf('24h'), '24h')
        .argParser(readSince),
    )
    .action((appID: string, { since }: { since: number }) => {
      const wish = { appID: readNumber(appID), since };
      return reaching(common(), (reach, output) => replayFailed(reach, output, wish));
    });
}

function addOperators(program: Command, common: () => Common): void {
  program
    .command('operator')
    .description('who may sign in to the console')
    .command('invite <name>')
    .description('makes a link for a new account, also where the only owner cannot sign in any more')
    .addOption(new Option('--role <role>', 'what the account may do').choices(OperatorRole.options).default('operator'))
    .action((name: string, { role }: { role: OperatorRole }) =>
      reaching(common(), (reach, output) => inviteOperator(reach, output, { name, role })),
    );
}

function addRooms(program: Command, common: () => Common): void {
  program
    .command('token <appID> <userID>')
    .description('mints a token of 24 hours, for trying things out')
    .option('--room <roomID>', 'for this room alone')
    .option('--watch-only', 'without the right to publish', false)
    .action((appID: string, userID: string, { room, watchOnly }: { room?: string; watchOnly: boolean }) => {
      const privileges = watchOnly || room !== undefined ? { privileges: { login: true, publish: !watchOnly } } : {};
      const wish = { appID: readNumber(appID), userID, ...(room === undefined ? {} : { roomID: room }), ...privileges };
      return reaching(common(), (reach, output) => mintToken(reach, output, wish));
    });
  program
    .command('rooms')
    .description('lists the rooms that are alive')
    .option('--project <appID>', 'of this project alone')
    .option('--search <text>', 'whose name contains it')
    .action(({ project, search }: { project?: string; search?: string }) => {
      const ofProject = project === undefined ? {} : { appID: readNumber(project) };
      const wish = { ...ofProject, ...(search === undefined ? {} : { search }) };
      return reaching(common(), (reach, output) => listRooms(reach, output, wish));
    });
  program
    .command('kick <appID> <roomID> <userIDs...>')
    .description('sends users out of a room')
    .option('--reason <text>', 'told to them', '')
    .action((appID: string, roomID: string, userIDs: string[], { reason }: { reason: string }) => {
      const wish = { appID: readNumber(appID), roomID, userIDs, reason };
      return reaching(common(), (reach, output) => kick(reach, output, wish));
    });
}

function addUpkeep(program: Command, common: () => Common, exitWith: (code: number) => void): void {
  program
    .command('start')
    .description('starts the server; what follows are its own options')
    .allowUnknownOption()
    .helpOption(false)
    .argument('[options...]')
    .action(async (options: string[]) => exitWith(await start(['--data', common().data, ...options])));
  program
    .command('doctor')
    .description('examines the machine and the server; each finding with its cure')
    .action(async () => {
      const { data, json } = common();
      const healthy = await doctor(await machineProbes(data, process.env), makeOutput(json));
      if (!healthy) exitWith(FAILED);
    });
  program
    .command('backup [folder]')
    .description('copies the data to a new folder while the server runs')
    .action((folder?: string) => {
      const { data } = common();
      return reaching(common(), (reach, output) => backUp(reach, output, data, folder));
    });
}

const secretOption = (): Option =>
  new Option('--secret <name>', 'which one')
    .choices(['serverSecret', 'callbackSecret', 'appSign'] satisfies SecretName[])
    .default('serverSecret');

function readSince(text: string): number {
  const since = sinceOf(text);
  if (Number.isNaN(since)) throw new InvalidArgumentError(`${text} is neither a length such as 24h nor a date.`);
  return since;
}

function readNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) throw new InvalidArgumentError(`${text} is no number.`);
  return number;
}
