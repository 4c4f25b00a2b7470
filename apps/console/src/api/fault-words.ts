import { wordsIn } from '../language/language-context.tsx';
import { ConsoleError, type ConsoleFault } from './console-error.ts';

type FaultWords = Readonly<Record<ConsoleFault, string>> & {
  /** What the server says of a field, which it says in English. */
  readonly invalidBecause: (message: string) => string;
};

const en: FaultWords = {
  away: 'The server does not answer. Check the network; if that is well, the server may be restarting.',
  signedOut: 'Your session has ended. Sign in again.',
  notAllowed: 'Your role does not allow this. Ask an owner.',
  wrongOrigin: 'This page was not opened from the server’s own address. Open the console there and try again.',
  invalid: 'Something that was entered is not right.',
  invalidBecause: (message) => message,
  tooMany: 'Too many attempts. Wait a minute, then try again.',
  wrongPassword: 'The name or the password is not right.',
  codeNeeded: 'This account also wants the code from your authenticator.',
  wrongCode: 'This code is not right, or has been used. Wait for the next one.',
  linkSpent:
    'This link has been used or is too old. Ask for a new one; a setup link is printed when the server starts.',
  notFound: 'It is no longer there. Somebody may have removed it.',
  conflict: 'It clashes with what is there already.',
  failed: 'The server could not do it. Its log says why.',
};

const zh: FaultWords = {
  away: '服务器没有响应。请检查网络；如果网络正常，服务器可能正在重启。',
  signedOut: '会话已结束，请重新登录。',
  notAllowed: '你的角色不允许这项操作，请联系所有者。',
  wrongOrigin: '此页面不是从服务器自己的地址打开的。请从那里打开控制台后重试。',
  invalid: '填写的内容有误。',
  invalidBecause: (message) => `填写的内容有误：${message}`,
  tooMany: '尝试次数过多，请等一分钟后重试。',
  wrongPassword: '名称或密码不正确。',
  codeNeeded: '此账号还需要身份验证器中的验证码。',
  wrongCode: '验证码不正确或已使用过，请等待下一个。',
  linkSpent: '链接已使用过或已过期，请索取新的链接；首次设置的链接会在服务器启动时显示。',
  notFound: '它已不存在，可能已被他人删除。',
  conflict: '与已有的内容冲突。',
  failed: '服务器未能完成操作，原因见服务器日志。',
};

const useWords = wordsIn({ en, zh });

/** Makes words, with a cure, of whatever a call came to. */
export function useFaultWords(): (error: unknown) => string {
  const words = useWords();
  return (error) => {
    if (!(error instanceof ConsoleError)) return words.failed;
    const saysMore = error.message !== '' && (error.reason === 'invalid' || error.reason === 'conflict');
    return saysMore ? words.invalidBecause(error.message) : words[error.reason];
  };
}
