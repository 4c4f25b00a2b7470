/**
 * The server API that a business backend calls: one table of operations, which the server answers, the server SDK calls
 * and the documentation shows. Both forms of the API, the original's signed one and the bearer one, are this table.
 *
 * @module
 */
import * as z from 'zod/mini';

export { type ApiCode, ApiRefusal, apiErrors, isApiCode } from './api-errors.ts';
export type { Operation, Rate } from './operation.ts';
export {
  type CheckedParams,
  type OperationName,
  type OperationParams,
  type OperationResult,
  operationNames,
  operationOf,
  operations,
} from './operations.ts';
export { originalListName, originalName, toOriginal } from './original-names.ts';

/** What the bearer form answers where it refuses. */
export const ApiRefused = z.object({ code: z.int(), message: z.string() });
export type ApiRefused = z.infer<typeof ApiRefused>;
