import { mediaPlaneContract } from '../contracts/index.ts';
import { FakeMediaPlane, fakeOffer } from './fake-media-plane.ts';

mediaPlaneContract('faked', async () => {
  const plane = new FakeMediaPlane();
  return {
    plane,
    publish: async () => {
      const ingest = await plane.ingest();
      const flowing = new Promise((resolve) => ingest.events.once('flowing', resolve));
      await ingest.negotiate(fakeOffer);
      await flowing;
      return ingest;
    },
    join: async () => {
      const viewer = await plane.viewer();
      await viewer.negotiate(fakeOffer);
      return viewer;
    },
    killWorkers: () => plane.killWorker(),
    close: () => plane.close(),
  };
});
