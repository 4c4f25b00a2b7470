import { wordsIn } from '../language/language-context.tsx';

const en = {
  title: 'Secrets',
  lead: 'They are kept encrypted and shown on demand. Each look stands in the audit log.',
  show: 'Show the secrets',
  hide: 'Hide',
  names: { serverSecret: 'ServerSecret', callbackSecret: 'CallbackSecret', appSign: 'AppSign' },
  purposes: {
    serverSecret: 'Mints tokens and signs calls of the server API. Keep it on your servers.',
    callbackSecret: 'Signs the callbacks, so that your backend can tell that they are ours.',
    appSign: 'Logs clients in without a token, where AppSign login is switched on.',
  },
  replace: 'Replace',
  formerCounts: {
    serverSecret: 'The one before still counts until',
    callbackSecret: 'Callbacks are signed with the one before until',
    appSign: 'The one before still logs in until',
  },
  replaceTitle: (name: string) => `Replace the ${name}?`,
  replaceBody: {
    serverSecret:
      'A new one is made at once. During the overlap, tokens and signed calls of the old one are taken too: put the new one into your backend in that time.',
    callbackSecret:
      'A new one is made at once. During the overlap, callbacks are still signed with the old one: put the new one into your backend, beside the old one, in that time. Afterwards they are signed with the new one.',
    appSign:
      'A new one is made at once. During the overlap both log in: bring out applications with the new one in that time. Afterwards those who came in with the old one are sent away, and cannot log in any more.',
  },
  endOverlap: 'End the overlap',
  endOverlapTitle: (name: string) => `End the overlap of the ${name}?`,
  endOverlapBody: {
    serverSecret:
      'The one before is refused from now on. Another one can be made only once its overlap is over: a backend that still has it would be cut off.',
    callbackSecret:
      'Callbacks are signed with the present one from now on. Another one can be made only once the overlap is over: a backend that does not have the present one would refuse them.',
    appSign:
      'The one before is refused from now on, and those who came in with it are sent away. Another one can be made only once its overlap is over.',
  },
  overlapEnded: (name: string) => `The ${name} before this one counts no longer`,
  overlap: 'Overlap',
  hours: { 0: 'None: the old one is known to others', 1: '1 hour', 24: '1 day', 168: '1 week', 720: '30 days' },
  replaced: (name: string) => `The ${name} is replaced`,
  keysTitle: 'API keys',
  keysLead: 'For the modern form of the server API: a bearer key with JSON. Each backend can have its own.',
  newKey: 'New key',
  keyName: 'Name',
  keyNameHelp: 'Which backend uses it, such as “shop backend”.',
  makeKey: 'Make the key',
  keyMade: 'Copy the key now',
  keyMadeBody: 'It is shown only this once. Whoever has it can act on all rooms of this project.',
  done: 'Done',
  created: 'Created',
  lastUsed: 'Last used',
  never: 'never',
  revoke: 'Revoke',
  revokeTitle: (name: string) => `Revoke the key “${name}”?`,
  revokeBody: 'Calls with it are refused from now on.',
  revoked: 'The key is revoked',
  noKeysTitle: 'No API key yet',
  noKeysBody: 'Make one for each backend that calls the server API.',
};

const zh: typeof en = {
  title: '密钥',
  lead: '密钥加密保存，需要时才显示。每次查看都会记入审计日志。',
  show: '显示密钥',
  hide: '隐藏',
  names: { serverSecret: 'ServerSecret', callbackSecret: 'CallbackSecret', appSign: 'AppSign' },
  purposes: {
    serverSecret: '用于生成 Token 和签名服务端 API 请求，只能保存在你的服务器上。',
    callbackSecret: '用于签名回调，让你的后端确认回调来自本服务器。',
    appSign: '开启 AppSign 登录时，客户端不用 Token 即可登录。',
  },
  replace: '更换',
  formerCounts: {
    serverSecret: '旧密钥有效至',
    callbackSecret: '回调仍用旧密钥签名，直至',
    appSign: '旧的 AppSign 仍可登录，直至',
  },
  replaceTitle: (name) => `更换 ${name}？`,
  replaceBody: {
    serverSecret: '会立即生成新的密钥。重叠期内，旧密钥的 Token 和签名仍然有效，请在此期间更新你的后端。',
    callbackSecret:
      '会立即生成新的密钥。重叠期内，回调仍用旧密钥签名，请在此期间把新密钥加到你的后端，与旧密钥并存。之后的回调都会用新密钥签名。',
    appSign:
      '会立即生成新的 AppSign。重叠期内，新旧都可以登录，请在此期间发布带有新 AppSign 的应用。之后用旧 AppSign 登录的用户会被踢出，且无法再登录。',
  },
  endOverlap: '结束重叠期',
  endOverlapTitle: (name) => `结束 ${name} 的重叠期？`,
  endOverlapBody: {
    serverSecret: '旧密钥从现在起失效。重叠期结束后才能再次更换，否则仍在使用旧密钥的后端会被拒绝。',
    callbackSecret: '从现在起回调用当前的密钥签名。重叠期结束后才能再次更换，否则没有当前密钥的后端会拒绝回调。',
    appSign: '旧的 AppSign 从现在起失效，用它登录的用户会被踢出。重叠期结束后才能再次更换。',
  },
  overlapEnded: (name) => `旧的 ${name} 已失效`,
  overlap: '重叠期',
  hours: { 0: '无：旧密钥已泄露', 1: '1 小时', 24: '1 天', 168: '1 周', 720: '30 天' },
  replaced: (name) => `${name} 已更换`,
  keysTitle: 'API 密钥',
  keysLead: '用于现代形式的服务端 API：Bearer 密钥加 JSON。每个后端可以使用各自的密钥。',
  newKey: '新建密钥',
  keyName: '名称',
  keyNameHelp: '由哪个后端使用，例如“商城后端”。',
  makeKey: '生成密钥',
  keyMade: '请立即复制密钥',
  keyMadeBody: '密钥只显示这一次。持有它的人可以操作此项目的所有房间。',
  done: '完成',
  created: '创建时间',
  lastUsed: '上次使用',
  never: '从未',
  revoke: '吊销',
  revokeTitle: (name) => `吊销密钥“${name}”？`,
  revokeBody: '之后使用它的请求都会被拒绝。',
  revoked: '密钥已吊销',
  noKeysTitle: '还没有 API 密钥',
  noKeysBody: '请为每个调用服务端 API 的后端创建一个。',
};

/** The words of the tab of secrets. */
export const useSecretWords = wordsIn({ en, zh });
