import type { PublishQuality } from '@freshet/web';
import { framesText, millisText, pictureText, rateText, shareText } from '../controls/measure-text.ts';
import { type Measure, QualityList } from '../controls/quality-list.tsx';
import type { Dictionary } from '../language/dictionary.ts';
import { useWords } from '../language/language-context.tsx';

type PublishMeasuresProps = { readonly quality: PublishQuality | undefined; readonly isOnAir: boolean };

/** How the stream does that goes out, for those who ask. */
export function PublishMeasures({ quality, isOnAir }: PublishMeasuresProps) {
  const { common, host, quality: words } = useWords();
  return (
    <details className="panel-part" data-testid="quality">
      <summary>
        <h2>{common.quality}</h2>
      </summary>
      {isOnAir ? <QualityList measures={quality && measures(quality, words)} /> : <p>{host.qualityLater}</p>}
    </details>
  );
}

function measures(quality: PublishQuality, words: Dictionary['quality']): readonly Measure[] {
  const { frameWidth, frameHeight, videoCodec } = quality;
  return [
    { name: 'picture', label: words.picture, value: pictureText(frameWidth, frameHeight, videoCodec) },
    { name: 'frames', label: words.frames, value: framesText(quality.videoSendFPS) },
    { name: 'video-rate', label: words.videoRate, value: rateText(quality.videoKBPS) },
    { name: 'audio-rate', label: words.audioRate, value: rateText(quality.audioKBPS) },
    { name: 'round-trip', label: words.roundTrip, value: millisText(quality.rtt) },
    { name: 'loss', label: words.loss, value: shareText(quality.packetLostRate) },
    { name: 'limited-by', label: words.limitedBy, value: limitText(quality.limitedBy, words) },
  ];
}

function limitText(limitedBy: string, { limits }: Dictionary['quality']): string {
  const isKnown = (name: string): name is keyof typeof limits => Object.hasOwn(limits, name);
  return isKnown(limitedBy) ? limits[limitedBy] : limits.other;
}
