/**
 * Token04, which lets a user in, and invitations, which links carry. WebCrypto alone: runs in Node and at the edge.
 *
 * @module
 */
export type { TokenForm } from './envelope.ts';
export { type ExplainOptions, explain, type TokenClaims, type TokenExplanation, type TokenFinding } from './explain.ts';
export { checkLogin, checkPublish, type Grant, type TokenGrant } from './grant.ts';
export {
  type Invitation,
  type InvitationKeyOf,
  invitationKey,
  mintInvitation,
  verifyInvitation,
} from './invitation.ts';
export { type MintOptions, mint } from './mint.ts';
export { type VerifyOptions, verify } from './verify.ts';
