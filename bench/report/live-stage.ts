import { exchangeLink, launchChromium, PageHost, type Pass, SpawnedServer, TestUser } from '@freshet/testkit';

/** A server of its own, a host in one Chromium and a viewer in another, over loopback. */
export type LiveStage = {
  readonly viewer: TestUser;
  readonly streamID: string;
};

/** Measures on a stage where a host publishes 720p30 and a viewer is logged in; everything is gone afterwards. */
export async function onLiveStage<Result>(measure: (stage: LiveStage) => Promise<Result>): Promise<Result> {
  await using opened = new AsyncDisposableStack();
  const own = <T extends { close(): Promise<void> }>(part: T): T => opened.adopt(part, (each) => each.close());
  const { links } = own(await SpawnedServer.start({ env: { FRESHET_ANNOUNCE: '127.0.0.1' } }));
  const pages = own(await PageHost.open());
  const enter = async (pass: Pass): Promise<TestUser> => {
    const user = await TestUser.arrive(own(await launchChromium()), pages, pass);
    const { errorCode, extendedData } = await user.login(pass);
    if (errorCode !== 0) throw new Error(`login failed with ${errorCode}: ${extendedData}`);
    return user;
  };
  const { streamID, ...hostPass } = await exchangeLink(links.host);
  if (streamID === undefined) throw new Error('the host link gave no streamID');
  const host = await enter(hostPass);
  await host.publish(streamID, { source: 1, width: 1280, height: 720, bitrate: 2500 });
  const viewer = await enter(await exchangeLink(links.audience));
  // Waited for here: what was opened goes when this function returns.
  return await measure({ viewer, streamID });
}
