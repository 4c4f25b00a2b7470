import type { Project } from '@freshet/core';
import type { Clock } from '@freshet/kit';
import {
  ApiRefusal,
  type CheckedParams,
  isApiCode,
  type OperationName,
  type OperationResult,
  operations,
} from '@freshet/protocol/server-api';
import type { SqliteAuditLog } from '@freshet/store';
import * as z from 'zod';
import type { ApiControl, Handlers } from './handlers/handler.ts';
import { roomHandlers } from './handlers/rooms.ts';
import { ruleHandlers } from './handlers/rules.ts';
import { streamHandlers } from './handlers/streams.ts';
import { userHandlers } from './handlers/users.ts';
import { Quota } from './quota.ts';
import type { ApiLog } from './refused-by.ts';
import { Sequences } from './sequences.ts';

const handlers: Handlers = { ...userHandlers, ...roomHandlers, ...streamHandlers, ...ruleHandlers };

const InRoom = z.object({ roomID: z.string() });

/** What a desk works with. */
export type DeskOptions = {
  readonly control: ApiControl;
  readonly audit: Pick<SqliteAuditLog, 'record'>;
  readonly clock: Clock;
  readonly log: ApiLog;
};

/** Who calls, once that was proved. */
export type Caller = {
  readonly project: Project;
  /** What the audit log calls it. */
  readonly actor: string;
  readonly address: string;
  /** What its form calls a parameter of an operation. */
  readonly nameOf: (operation: OperationName, param: string) => string;
};

/** Operations that change something for others: the audit log says who called them. Messages are none. */
const changes: ReadonlySet<OperationName> = new Set<OperationName>([
  'kickoutUser',
  'closeRoom',
  'addStream',
  'deleteStream',
  'forbidRTCStream',
  'resumeRTCStream',
  'forbidRTCStreams',
  'resumeRTCStreams',
  'setForbidUserRule',
  'delForbidUserRule',
  'setForbidStreamRule',
  'delForbidStreamRule',
]);

/** Where both forms of the server API bring what they were asked: it checks, counts and carries out. */
export class Desk {
  readonly #options: DeskOptions;
  readonly #quota: Quota;
  readonly #sequences: Sequences;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#quota = new Quota(options.clock);
    this.#sequences = new Sequences(options.clock);
  }

  /**
   * Carries an operation out for a project that has shown who it is.
   *
   * @throws ApiRefusal
   */
  async perform<N extends OperationName>(caller: Caller, name: N, given: unknown): Promise<OperationResult<N>> {
    const { appID, state } = caller.project;
    if (state === 'paused') throw new ApiRefusal(100000017);
    const { rates, tooOften } = operations[name];
    if (!this.#quota.take(`${appID}/${name}`, rates.project)) throw new ApiRefusal(tooOften);
    const params = check(name, given, caller);
    this.#countRoom(appID, name, params);
    const { control, clock } = this.#options;
    const result = await handlers[name]({ appID, control, sequences: this.#sequences, now: clock.now() }, params);
    if (changes.has(name)) this.#record(caller, name, params);
    return result;
  }

  // What was done stays done where it cannot be written down, on a full disk most likely.
  #record({ project, actor, address }: Caller, action: OperationName, params: CheckedParams<OperationName>): void {
    const { audit, clock, log } = this.#options;
    try {
      const subject = String(project.appID);
      audit.record({ kind: 'api', at: clock.now(), actor, address, action, subject, detail: { ...params } });
    } catch (error) {
      log.error({ err: error, action, actor }, 'a call of the server API cannot be kept in the audit log');
    }
  }

  #countRoom(appID: number, name: OperationName, params: unknown): void {
    const { rates } = operations[name];
    if (!('room' in rates)) return;
    const { roomID } = InRoom.parse(params);
    if (!this.#quota.take(`${appID}/${name}/${roomID}`, rates.room)) throw new ApiRefusal(207);
  }
}

function check<N extends OperationName>(name: N, given: unknown, { nameOf }: Caller): CheckedParams<N> {
  const parsed = operations[name].params.safeParse(given);
  // The table pairs the name with its schema; the type of a table's member picked by a variable cannot say so.
  if (parsed.success) return parsed.data as CheckedParams<N>;
  throw refusalOf(parsed.error.issues, (param) => nameOf(name, param));
}

// A check of the table that has a code of its own says it as its message.
function refusalOf(
  issues: readonly { readonly message: string; readonly path: readonly PropertyKey[] }[],
  nameOf: (param: string) => string,
): ApiRefusal {
  const [issue] = issues;
  const code = Number(issue?.message);
  const [param] = issue?.path ?? [];
  const where = param === undefined ? 'the body' : nameOf(String(param));
  if (code === 3) return new ApiRefusal(code, `${where} is too long`);
  return isApiCode(code) ? new ApiRefusal(code) : new ApiRefusal(2, `${where} is missing or not valid`);
}
