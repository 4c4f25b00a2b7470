/**
 * For a business backend, on Node and at the edge: mint and check tokens, call the server API, verify callbacks. It uses
 * what the web platform offers and nothing of Node.
 *
 * @module
 */
export { type ErrorCode, errorTable, FreshetError } from '@freshet/protocol';
export { type ApiCode, apiErrors, isApiCode } from '@freshet/protocol/server-api';
export {
  type MintOptions,
  mint,
  type TokenClaims,
  type TokenExplanation,
  type TokenFinding,
  type TokenForm,
  type TokenGrant,
} from '@freshet/token';
export { FreshetApiError } from './api-error.ts';
export {
  type Callback,
  type CallbackEvent,
  CallbackRefused,
  type VerifyCallbackOptions,
  verifyCallback,
} from './callbacks.ts';
export { type ApiOptions, createApi, type FreshetApi } from './freshet-api.ts';
export { type ExplainOptions, explain, type VerifyOptions, verify } from './tokens.ts';
