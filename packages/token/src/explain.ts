import { type Millis, seconds } from '@freshet/kit';
import { type AppID, type ErrorCode, limits } from '@freshet/protocol';
import { open } from './cipher.ts';
import { type Claims, type ClaimsFault, parseClaims } from './claims.ts';
import { type Envelope, readEnvelope, VERSION } from './envelope.ts';
import { allowances } from './grant.ts';

/** What a token is explained against; a rule without its wish is skipped. */
export type ExplainOptions = {
  readonly appID: AppID;
  /** The ServerSecrets that count, the present one first. */
  readonly secrets: readonly string[];
  readonly userID?: string;
  readonly roomID?: string;
  /** Whether the project takes the CBC form. */
  readonly allowCbc: boolean;
  /** Whether the project refuses tokens without privileges. */
  readonly requirePrivileges: boolean;
  readonly now: Millis;
};

/** A rule, and how the token stands to it. */
export type TokenFinding = {
  readonly check:
    | 'version'
    | 'form'
    | 'key'
    | 'claims'
    | 'appID'
    | 'userID'
    | 'expiry'
    | 'project'
    | 'room'
    | 'login'
    | 'publish';
  readonly verdict: 'passed' | 'failed' | 'skipped';
  readonly found?: string;
  readonly wanted?: string;
};

/** What stands in a token. Times in milliseconds since the Unix epoch. */
export type TokenClaims = {
  readonly appID: number;
  readonly userID: string;
  readonly created: Millis;
  readonly expires: Millis;
  readonly roomID?: string;
  readonly mayLogin: boolean;
  readonly mayPublish: boolean;
  /** Missing for any stream. */
  readonly streamIDs?: readonly string[];
};

/** Why a token is or is not good. */
export type TokenExplanation = {
  /** The code that a login with it is refused with; 0 where it is not refused. */
  readonly code: ErrorCode | 0;
  /** In the order in which a login looks at them, `publish` last: a token that fails it alone still lets its user in. */
  readonly findings: readonly TokenFinding[];
  readonly claims?: TokenClaims;
};

/** For whoever has the secret alone: it tells what {@link verify} keeps from those who guess. */
export async function explain(token: string, options: ExplainOptions): Promise<TokenExplanation> {
  const envelope = readEnvelope(token);
  const opened = envelope && (await openWithAny(envelope, options.secrets));
  const claims = opened && !('fault' in opened.claims) ? opened.claims : undefined;
  const findings = [
    versionOf(token),
    formOf(token, envelope, options.allowCbc),
    keyOf(envelope, opened),
    claimsOf(opened),
    ...(claims ? claimFindings(claims, options) : unread.map((check) => skipped(check))),
  ];
  const failed = findings.find(({ check, verdict }) => verdict === 'failed' && check !== 'publish');
  const code = token === '' ? 1002067 : failed ? codeOf(failed) : 0;
  return { code, findings, ...(claims && { claims: readable(claims) }) };
}

const unread = ['appID', 'userID', 'expiry', 'project', 'room', 'login', 'publish'] as const;

const codes = {
  version: 1002079,
  form: 1002033,
  key: 1002033,
  claims: 1002075,
  appID: 1002076,
  userID: 1002077,
  expiry: 1002078,
  project: 1002033,
  room: 1002033,
  login: 1002033,
  publish: 1003072,
} as const satisfies Record<TokenFinding['check'], ErrorCode>;

const codeOf = ({ check, found }: TokenFinding): ErrorCode =>
  check === 'claims' && found === 'nonce' ? 1002080 : codes[check];

type Opened = { readonly claims: Claims | ClaimsFault; readonly secret: number };

async function openWithAny(envelope: Envelope, secrets: readonly string[]): Promise<Opened | undefined> {
  for (const [place, secret] of secrets.entries()) {
    const { whole, plain } = await open(envelope, secret, new Uint8Array());
    if (!whole) continue;
    const claims = parseClaims(plain);
    // A wrong secret can leave a CBC token whole by chance.
    if (envelope.form === 'gcm' || !('fault' in claims)) return { claims, secret: place };
  }
  return undefined;
}

function versionOf(token: string): TokenFinding {
  const found = token.slice(0, VERSION.length);
  return finding('version', found === VERSION, found, VERSION);
}

function formOf(token: string, envelope: Envelope | undefined, allowCbc: boolean): TokenFinding {
  const wanted = allowCbc ? 'gcm, cbc' : 'gcm';
  if (token.length > limits.token) return finding('form', false, 'too long', wanted);
  if (envelope === undefined) return finding('form', false, 'unreadable', wanted);
  return finding('form', envelope.form === 'gcm' || allowCbc, envelope.form, wanted);
}

function keyOf(envelope: Envelope | undefined, opened: Opened | undefined): TokenFinding {
  if (envelope === undefined) return skipped('key');
  if (opened === undefined) return { check: 'key', verdict: 'failed' };
  return { check: 'key', verdict: 'passed', found: opened.secret === 0 ? 'present' : 'former' };
}

function claimsOf(opened: Opened | undefined): TokenFinding {
  if (opened === undefined) return skipped('claims');
  const { claims } = opened;
  return 'fault' in claims
    ? { check: 'claims', verdict: 'failed', found: claims.fault }
    : { check: 'claims', verdict: 'passed' };
}

function claimFindings({ plain, privileges }: Claims, options: ExplainOptions): readonly TokenFinding[] {
  const { appID, userID, roomID, now, requirePrivileges } = options;
  const grant = allowances(privileges);
  const kind = privileges ? 'privileges' : 'basic';
  return [
    finding('appID', plain.app_id === appID, String(plain.app_id), String(appID)),
    userID === undefined
      ? skipped('userID', plain.user_id)
      : finding('userID', plain.user_id === userID, plain.user_id, userID),
    finding('expiry', now < seconds(plain.expire), iso(plain.expire), `> ${new Date(now).toISOString()}`),
    finding('project', !requirePrivileges || privileges !== undefined, kind, requirePrivileges ? 'privileges' : 'any'),
    roomFinding(grant.roomID, roomID),
    finding('login', grant.mayLogin, kind, 'login'),
    finding(
      'publish',
      grant.publish !== 'none',
      typeof grant.publish === 'string' ? grant.publish : grant.publish.join(', '),
      'publish',
    ),
  ];
}

function roomFinding(found: string | undefined, wanted: string | undefined): TokenFinding {
  if (found === undefined) return { check: 'room', verdict: 'passed', found: 'any' };
  return wanted === undefined ? skipped('room', found) : finding('room', found === wanted, found, wanted);
}

function readable({ plain, privileges }: Claims): TokenClaims {
  const { roomID, mayLogin, publish } = allowances(privileges);
  return {
    appID: plain.app_id,
    userID: plain.user_id,
    created: seconds(plain.ctime),
    expires: seconds(plain.expire),
    ...(roomID === undefined ? {} : { roomID }),
    mayLogin,
    mayPublish: publish !== 'none',
    ...(typeof publish === 'string' ? {} : { streamIDs: publish }),
  };
}

// A time that no calendar has can stand in a token.
function iso(expire: number): string {
  const date = new Date(seconds(expire));
  return Number.isNaN(date.getTime()) ? String(expire) : date.toISOString();
}

const finding = (check: TokenFinding['check'], passed: boolean, found: string, wanted: string): TokenFinding => ({
  check,
  verdict: passed ? 'passed' : 'failed',
  found,
  wanted,
});

const skipped = (check: TokenFinding['check'], found?: string): TokenFinding => ({
  check,
  verdict: 'skipped',
  ...(found === undefined ? {} : { found }),
});
