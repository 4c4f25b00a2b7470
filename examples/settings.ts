/** What a backend knows of its project. All but the first two are secrets, and stay on the server. */
export type Settings = {
  /** Where the Freshet server is, such as `https://live.example`. */
  readonly origin: string;
  readonly appID: number;
  readonly serverSecret: string;
  readonly callbackSecret: string;
  /** A key for the server API, made in the console. */
  readonly apiKey: string;
};

/** Reads the settings from the environment, as `node --env-file=.env` fills it. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const need = (name: string): string => {
    const value = env[name];
    if (!value) throw new Error(`${name} is not set: see examples/README.md`);
    return value;
  };
  return {
    origin: need('FRESHET_ORIGIN'),
    appID: Number(need('FRESHET_APP_ID')),
    serverSecret: need('FRESHET_SERVER_SECRET'),
    callbackSecret: need('FRESHET_CALLBACK_SECRET'),
    apiKey: need('FRESHET_API_KEY'),
  };
}
