import type { TokenFinding } from '@freshet/protocol/console';

/** A finding, its times written out for the reader. */
type Told = { readonly verdict: TokenFinding['verdict']; readonly found: string; readonly wanted: string };
type Teller = (finding: Told) => string;
type Tellers = Readonly<Record<string, Teller>>;

const english: Tellers = {
  version: ({ verdict, found }) =>
    verdict === 'passed' ? 'It is a Token04.' : `It begins with “${found}”, and a Token04 begins with 04.`,
  form: ({ verdict, found }) => {
    if (found === 'too long') return 'It is longer than any token is.';
    if (found === 'unreadable') return 'It cannot be unpacked: it is cut off, or was altered. Copy all of it again.';
    if (verdict === 'passed') return `It has the ${found.toUpperCase()} form, which this project takes.`;
    return 'It has the old CBC form. Mint it in the GCM form, or switch CBC tokens on under Services.';
  },
  key: ({ verdict, found }) => {
    if (verdict === 'skipped') return 'The key was not tried, as it cannot be unpacked.';
    if (verdict === 'failed') return 'It was not made with this project’s ServerSecret, or it was altered since.';
    return found === 'former'
      ? 'It was made with the former ServerSecret, which still counts for a while.'
      : 'It was made with this project’s ServerSecret and is whole.';
  },
  claims: ({ verdict, found }) => {
    if (verdict === 'passed') return 'It holds everything that a token says.';
    return found === 'nonce'
      ? 'Its nonce is no whole number.'
      : 'What it holds is not in the form of a token: a field is missing or wrong, or its payload is not JSON.';
  },
  appID: ({ verdict, found, wanted }) =>
    verdict === 'passed'
      ? `It is for this AppID, ${found}.`
      : `It is for the AppID ${found}; this project has ${wanted}.`,
  userID: ({ verdict, found, wanted }) => {
    if (verdict === 'skipped') return `It is for the user ${found}. Give a UserID to compare.`;
    return verdict === 'passed' ? `It is for the user ${found}.` : `It is for the user ${found}, not for ${wanted}.`;
  },
  expiry: ({ verdict, found }) => (verdict === 'passed' ? `It is good until ${found}.` : `It expired at ${found}.`),
  project: ({ verdict, found }) => {
    if (found === 'paused') return 'The project is paused: nobody can log in.';
    if (verdict === 'failed') return 'It is a basic token, and this project wants privileges in every token.';
    return 'It keeps the rules of this project.';
  },
  room: ({ verdict, found, wanted }) => {
    if (found === 'any') return 'It opens any room.';
    if (verdict === 'skipped') return `It opens the room ${found} alone. Give a RoomID to compare.`;
    return verdict === 'passed' ? `It opens the room ${found}.` : `It opens the room ${found} alone, not ${wanted}.`;
  },
  login: ({ verdict }) => (verdict === 'passed' ? 'It allows to log in.' : 'It lacks the privilege to log in.'),
  publish: ({ verdict, found }) => {
    if (verdict === 'failed') return 'It lacks the privilege to publish; playing works.';
    return found === 'any' ? 'It allows to publish any stream.' : `It allows to publish ${found}.`;
  },
};

const chinese: Tellers = {
  version: ({ verdict, found }) =>
    verdict === 'passed' ? '这是 Token04。' : `它以“${found}”开头，而 Token04 以 04 开头。`,
  form: ({ verdict, found }) => {
    if (found === 'too long') return '它比任何有效的 Token 都长。';
    if (found === 'unreadable') return '无法解析：可能不完整或被改动过，请重新完整复制。';
    if (verdict === 'passed') return `它是 ${found.toUpperCase()} 格式，此项目可以使用。`;
    return '它是旧的 CBC 格式。请改用 GCM 格式生成，或在“服务”中开启 CBC Token。';
  },
  key: ({ verdict, found }) => {
    if (verdict === 'skipped') return '由于无法解析，没有验证密钥。';
    if (verdict === 'failed') return '它不是用此项目的 ServerSecret 生成的，或者之后被改动过。';
    return found === 'former'
      ? '它是用旧的 ServerSecret 生成的，旧密钥目前仍然有效。'
      : '它是用此项目的 ServerSecret 生成的，内容完整。';
  },
  claims: ({ verdict, found }) => {
    if (verdict === 'passed') return '它包含 Token 应有的全部内容。';
    return found === 'nonce'
      ? '它的 nonce 不是整数。'
      : '它的内容不符合 Token 的格式：缺少字段、字段有误，或 payload 不是 JSON。';
  },
  appID: ({ verdict, found, wanted }) =>
    verdict === 'passed' ? `它属于此 AppID：${found}。` : `它属于 AppID ${found}，而此项目是 ${wanted}。`,
  userID: ({ verdict, found, wanted }) => {
    if (verdict === 'skipped') return `它属于用户 ${found}。可以填写 UserID 进行比对。`;
    return verdict === 'passed' ? `它属于用户 ${found}。` : `它属于用户 ${found}，不属于 ${wanted}。`;
  },
  expiry: ({ verdict, found }) => (verdict === 'passed' ? `有效期至 ${found}。` : `已于 ${found} 过期。`),
  project: ({ verdict, found }) => {
    if (found === 'paused') return '项目已暂停，任何人都无法登录。';
    if (verdict === 'failed') return '它是基础 Token，而此项目要求每个 Token 都带有权限。';
    return '它符合此项目的规则。';
  },
  room: ({ verdict, found, wanted }) => {
    if (found === 'any') return '它可以进入任意房间。';
    if (verdict === 'skipped') return `它只能进入房间 ${found}。可以填写 RoomID 进行比对。`;
    return verdict === 'passed' ? `它可以进入房间 ${found}。` : `它只能进入房间 ${found}，不能进入 ${wanted}。`;
  },
  login: ({ verdict }) => (verdict === 'passed' ? '它允许登录。' : '它没有登录权限。'),
  publish: ({ verdict, found }) => {
    if (verdict === 'failed') return '它没有推流权限，但可以拉流。';
    return found === 'any' ? '它允许推任意流。' : `它允许推这些流：${found}。`;
  },
};

const tellers = { en: english, zh: chinese } as const;

/** What was not looked at and has nothing to tell, as the token could not be read that far. */
export const isSilent = ({ verdict, found, check }: TokenFinding): boolean =>
  verdict === 'skipped' && found === undefined && check !== 'key';

/**
 * Says in a sentence how a token stands to a rule.
 *
 * @param timeText writes a time, given as ISO 8601, for the reader
 */
export function findingText(
  { check, verdict, found = '', wanted = '' }: TokenFinding,
  language: keyof typeof tellers,
  timeText: (iso: string) => string,
): string {
  const told: Told = { verdict, found: check === 'expiry' && found !== '' ? timeText(found) : found, wanted };
  // A rule of a newer server is told by its name.
  return tellers[language][check]?.(told) ?? [check, found, wanted].filter(Boolean).join(' · ');
}
