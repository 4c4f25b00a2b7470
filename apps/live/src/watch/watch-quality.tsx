import { IconButton } from '../controls/icon-button.tsx';
import { framesText, millisText, pictureText, rateText, shareText } from '../controls/measure-text.ts';
import { type Measure, QualityList } from '../controls/quality-list.tsx';
import type { Dictionary } from '../language/dictionary.ts';
import { useWords } from '../language/language-context.tsx';
import type { PlayReport } from './watch-state.ts';

/** How the stream does, for those who ask. */
export function WatchQuality({
  report,
  onClose,
}: {
  readonly report: PlayReport | undefined;
  readonly onClose: () => void;
}) {
  const { quality, common } = useWords();
  return (
    <aside className="quality-panel" data-testid="quality-panel" aria-label={common.quality}>
      <header>
        <h2>{common.quality}</h2>
        <IconButton icon="close" label={common.close} testID="close-quality" onClick={onClose} />
      </header>
      <QualityList measures={report && measures(report, quality)} />
    </aside>
  );
}

function measures({ quality, path }: PlayReport, words: Dictionary['quality']): readonly Measure[] {
  const { frameWidth, frameHeight, videoCodec, videoFreezeCount, videoFreezeTime } = quality;
  return [
    { name: 'path', label: words.mode, value: words.modes[path] },
    { name: 'delay', label: words.endToEnd, value: millisText(quality.peerToPeerDelay) },
    { name: 'picture', label: words.picture, value: pictureText(frameWidth, frameHeight, videoCodec) },
    { name: 'frames', label: words.frames, value: framesText(quality.videoRenderFPS) },
    { name: 'video-rate', label: words.videoRate, value: rateText(quality.videoKBPS) },
    { name: 'audio-rate', label: words.audioRate, value: rateText(quality.audioKBPS) },
    { name: 'round-trip', label: words.roundTrip, value: millisText(quality.rtt) },
    { name: 'loss', label: words.loss, value: shareText(quality.packetLostRate) },
    {
      name: 'freezes',
      label: words.freezes,
      value: words.freezeValue(videoFreezeCount, (videoFreezeTime / 1000).toFixed(1)),
    },
  ];
}
