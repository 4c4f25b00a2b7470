import { exchangeLink, launchChromium, launchServer, PageHost, type Pass, TestUser } from '@freshet/testkit';

/** A server of its own, a host in one Chromium and a viewer in another, over loopback. */
export type LiveStage = {
  readonly viewer: TestUser;
  readonly streamID: string;
  /** The viewer's latency as the console shows it, in milliseconds: one for each report so far that gave one. */
  estimates(): readonly number[];
};

/** Measures on a stage where a host publishes 720p30 and a viewer is logged in; everything is gone afterwards. */
export async function onLiveStage<Result>(measure: (stage: LiveStage) => Promise<Result>): Promise<Result> {
  await using opened = new AsyncDisposableStack();
  const own = <T extends { close(): Promise<void> }>(part: T): T => opened.adopt(part, (each) => each.close());
  const server = own(await launchServer({ env: { FRESHET_ANNOUNCE: '127.0.0.1' } }));
  const pass = async (kind: 'host' | 'audience') => exchangeLink(await server.link(kind, server.origin));
  const pages = own(await PageHost.open());
  const enter = async (pass: Pass): Promise<TestUser> => {
    const user = await TestUser.arrive(own(await launchChromium()), pages, pass);
    const { errorCode, extendedData } = await user.login(pass);
    if (errorCode !== 0) throw new Error(`login failed with ${errorCode}: ${extendedData}`);
    return user;
  };
  const { streamID, ...hostPass } = await pass('host');
  if (streamID === undefined) throw new Error('the host link gave no streamID');
  const host = await enter(hostPass);
  await host.publish(streamID, { source: 1, width: 1280, height: 720, bitrate: 2500 });
  const viewerPass = await pass('audience');
  const viewer = await enter(viewerPass);
  const { quality } = server.sessions.control;
  const estimates = (): readonly number[] => {
    const of = [server.demo.appID, streamID, viewerPass.user.userID, 0] as Parameters<typeof quality.playedBy>;
    return quality.playedBy(...of).flatMap(({ latencyMs }) => latencyMs ?? []);
  };
  // Waited for here: what was opened goes when this function returns.
  return await measure({ viewer, streamID, estimates });
}
