import type * as z from 'zod/mini';
import { roomOperations } from './room-operations.ts';
import { ruleOperations } from './rule-operations.ts';
import { streamOperations } from './stream-operations.ts';
import { userOperations } from './user-operations.ts';

/** Every operation of the server API by the name of the bearer form. */
export const operations = { ...userOperations, ...roomOperations, ...streamOperations, ...ruleOperations } as const;

export type OperationName = keyof typeof operations;
/** What a caller gives. */
export type OperationParams<N extends OperationName> = z.input<(typeof operations)[N]['params']>;
/** What is left of it when it was checked, with every default in its place. */
export type CheckedParams<N extends OperationName> = z.output<(typeof operations)[N]['params']>;
export type OperationResult<N extends OperationName> = z.output<(typeof operations)[N]['result']>;

/** Every name of {@link operations}. */
export const operationNames = Object.keys(operations) as OperationName[];

/** The operation that the original calls `action`. */
export const operationOf = (action: string): OperationName | undefined => byAction.get(action);

const byAction = new Map<string, OperationName>(operationNames.map((name) => [operations[name].action, name]));
