import type { Pass, TestPage } from '@freshet/testkit';

/** What a page has not let go of. */
export type PageLeft = { readonly devices: number; readonly connections: number };

declare global {
  interface Window {
    /** Everything the page has opened since it was last looked at. */
    opened: { readonly tracks: MediaStreamTrack[]; readonly connections: RTCPeerConnection[] };
  }
}

/** Keeps account of the devices and connections that the page opens from now on. */
export function keepAccount(page: TestPage): Promise<void> {
  return page.evaluate(() => {
    const account: Window['opened'] = { tracks: [], connections: [] };
    window.opened = account;
    const devices = navigator.mediaDevices;
    const ask = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (wish) => {
      const stream = await ask(wish);
      account.tracks.push(...stream.getTracks());
      return stream;
    };
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(...args: ConstructorParameters<typeof RTCPeerConnection>) {
        super(...args);
        account.connections.push(this);
      }
    };
  });
}

/**
 * Logs in, publishes camera and microphone, plays that until a picture is seen, logs out and destroys the engine; all of
 * it once.
 */
export function liveOnce(page: TestPage, pass: Pass, streamID: string): Promise<PageLeft> {
  return page.evaluate(
    async ({ server, appID, roomID, user, token, streamID }) => {
      const published = Promise.withResolvers<void>();
      const engine = await Freshet.createEngineWithProfile(
        { appID, server },
        {
          onPublisherStateUpdate: (_, state, code) => {
            if (state === Freshet.PublisherState.Publishing) published.resolve();
            if (state === Freshet.PublisherState.NoPublish)
              published.reject(new Error(`publishing ended with ${code}`));
          },
        },
      );
      const { errorCode } = await engine.loginRoom(roomID, user, { token, isUserStatusNotify: true });
      if (errorCode !== 0) throw new Error(`login failed with ${errorCode}`);
      await engine.startPublishingStream(streamID);
      await published.promise;
      const view = document.createElement('video');
      document.body.append(view);
      const shown = new Promise<void>((resolve) => view.requestVideoFrameCallback(() => resolve()));
      await engine.startPlayingStream(streamID, { view });
      await shown;
      await engine.logoutRoom(roomID);
      await Freshet.destroyEngine();
      view.remove();
      const tracks = window.opened.tracks.splice(0);
      const connections = window.opened.connections.splice(0);
      if (tracks.length < 2 || connections.length < 2) throw new Error('the account of this page is not kept');
      return {
        devices: tracks.filter(({ readyState }) => readyState === 'live').length,
        connections: connections.filter(({ connectionState }) => connectionState !== 'closed').length,
      };
    },
    { ...pass, streamID },
  );
}
