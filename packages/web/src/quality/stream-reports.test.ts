import { millis, Scope } from '@freshet/kit';
import { type Params, requests, StreamResourceMode } from '@freshet/protocol';
import { expect, test } from 'vitest';
import type { PlayQuality } from '../quality-api.ts';
import type { PublishMeasure } from './publish-meter.ts';
import { playReport, publishReport, startReporting } from './stream-reports.ts';

type Report = Params<'report'>;

const shared = { videoKBPS: 800, audioKBPS: 40, rtt: 12, frameWidth: 640, frameHeight: 360, videoCodec: 'VP8' };
const play: PlayQuality = {
  ...shared,
  packetLostRate: 0.01,
  videoRecvFPS: 30,
  videoDecodeFPS: 30,
  videoRenderFPS: 29,
  jitterBufferDelay: 20,
  delay: 30,
  peerToPeerDelay: 110,
  videoFreezeCount: 1,
  videoFreezeTime: 250,
  audioCodec: 'opus',
  resourceMode: StreamResourceMode.Default,
};
const publish: PublishMeasure = {
  quality: {
    ...shared,
    // Some browsers count what was sent twice as found again.
    packetLostRate: -0.1,
    videoCaptureFPS: 30,
    videoEncodeFPS: 30,
    videoSendFPS: 28,
    limitedBy: 'none',
  },
  delay: 7.5,
};

test('a report says how a stream did since the last one, in a form that the server takes', () => {
  const report = {
    publishes: [publishReport('p', publish)],
    plays: [playReport('v', play, { frozenBefore: 200, isHidden: false })],
  };
  expect(report.publishes).toEqual([{ streamID: 'p', kbps: 840, fps: 28, lossPercent: 0, rttMs: 12, delayMs: 7.5 }]);
  expect(report.plays).toEqual([
    { streamID: 'v', kbps: 840, fps: 30, lossPercent: 1, rttMs: 12, freezeMs: 50, delayMs: 30 },
  ]);
  expect(requests.report[0].parse(report)).toEqual(report);
});

test('a play on a page that nobody looks at does as well as its stream, however few pictures it shows and how late', () => {
  const report = playReport('v', { ...play, videoRenderFPS: 1 }, { frozenBefore: 0, isHidden: true });
  expect(report).toMatchObject({ fps: 30 });
  expect(report).not.toHaveProperty('freezeMs');
});

test('a delay that was not measured, or is that of sound alone, is not reported', () => {
  expect(publishReport('p', { ...publish, delay: undefined })).not.toHaveProperty('delayMs');
  expect(playReport('v', { ...play, videoDecodeFPS: 0 }, { frozenBefore: 0, isHidden: false })).not.toHaveProperty(
    'delayMs',
  );
});

/** Reports every millisecond what `looks` give, one after the other; the last one closes it. */
function reported(looks: readonly { readonly report: Report | Error; readonly isLive: boolean }[]): Promise<Report[]> {
  const scope = new Scope();
  const told: Report[] = [];
  let isLive = false;
  let turn = 0;
  return new Promise((resolve) => {
    startReporting({
      scope,
      period: millis(1),
      measure: async () => {
        const look = looks[turn++];
        if (!look) {
          scope.close();
          resolve(told);
          return { publishes: [], plays: [] };
        }
        isLive = look.isLive;
        if (look.report instanceof Error) throw look.report;
        return look.report;
      },
      isLive: () => isLive,
      tell: (report) => told.push(report),
    });
  });
}

test('the server is told while there are streams and it can be told, and a measure that fails is left out', async () => {
  const some = (streamID: string): Report => ({ publishes: [publishReport(streamID, publish)], plays: [] });
  const told = await reported([
    { report: { publishes: [], plays: [] }, isLive: true },
    { report: some('first'), isLive: true },
    { report: some('unheard'), isLive: false },
    { report: new Error('closed'), isLive: true },
    { report: some('last'), isLive: true },
  ]);
  expect(told.map(({ publishes }) => publishes[0]?.streamID)).toEqual(['first', 'last']);
});
