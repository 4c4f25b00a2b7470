import * as z from 'zod/mini';

/** How the streams of others are asked for. */
export const playModes = ['default', 'rtc', 'l3', 'cdn'] as const;
export type PlayMode = (typeof playModes)[number];

/** What a visit is made from, as it was typed. */
export type Fields = {
  readonly appID: string;
  readonly server: string;
  readonly roomID: string;
  readonly userID: string;
  readonly token: string;
  readonly streamID: string;
  readonly mode: PlayMode;
};

/** What an earlier visit leaves to the next one: everything but the token. */
export const KeptFields = z.object({
  appID: z.string(),
  server: z.string(),
  roomID: z.string(),
  userID: z.string(),
  streamID: z.string(),
  mode: z.enum(playModes),
});
export type KeptFields = z.infer<typeof KeptFields>;

const parameters = ['appID', 'server', 'roomID', 'userID', 'streamID', 'token', 'mode'] as const;
/** How links to the original's page name some of them. */
const originalNames: Readonly<Partial<Record<(typeof parameters)[number], string>>> = { userID: 'user_id' };

type Beginning = {
  /** The address of the page. */
  readonly address: URL;
  readonly kept: KeptFields | undefined;
  /** Tells names of this visit from those of others. */
  readonly tag: string;
};

/**
 * The fields a page begins with: those its address names, else those of the last visit, else fresh ones. A token belongs
 * into the fragment, which is sent to no server and stands in no log; in the query it is taken as well.
 */
export function firstFields({ address, kept, tag }: Beginning): Fields {
  const fresh: Fields = {
    appID: '',
    server: address.origin,
    roomID: '0001',
    userID: `user-${tag}`,
    token: '',
    streamID: `stream-${tag}`,
    mode: 'default',
  };
  const inFragment = new URLSearchParams(address.hash.slice(1));
  const inAddress = (key: string): string | null => inFragment.get(key) ?? address.searchParams.get(key);
  const named = parameters.flatMap((name) => {
    const value = inAddress(name.toLowerCase()) ?? inAddress(originalNames[name] ?? '');
    return value === null ? [] : [[name, value] as const];
  });
  const { mode, ...texts } = Object.fromEntries(named);
  const wished = playModes.find((one) => one === mode) ?? (inAddress('l3') === 'true' ? 'l3' : undefined);
  return { ...fresh, ...kept, ...texts, ...(wished && { mode: wished }) };
}

/** The address without the token, which must not stay in the history or on a shared screen. */
export function withoutToken(address: URL): URL {
  const bare = new URL(address);
  bare.searchParams.delete('token');
  const inFragment = new URLSearchParams(address.hash.slice(1));
  inFragment.delete('token');
  bare.hash = inFragment.toString();
  return bare;
}

/** The fields as they are used: what a paste brings along at their ends, and a line break in a token, is no part of them. */
export function trimmed({ appID, server, roomID, userID, token, streamID, mode }: Fields): Fields {
  return {
    appID: appID.trim(),
    server: server.trim(),
    roomID: roomID.trim(),
    userID: userID.trim(),
    token: token.replaceAll(/\s/g, ''),
    streamID: streamID.trim(),
    mode,
  };
}
