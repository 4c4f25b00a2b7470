import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { type Measure, QualityList } from '../controls/quality-list.tsx';
import { useWords } from '../language/language-context.tsx';
import { modeText } from './debug-form.tsx';
import type { Play, Publish } from './debug-state.ts';
import { FaultNotice } from './fault-notice.tsx';
import type { PlayMode } from './fields.ts';
import { playMeasures, publishMeasures } from './measures.ts';
import { qualityLine } from './report-text.ts';
import type { DebugActions } from './use-debug.ts';

type PlayTileProps = { readonly play: Play; readonly mode: PlayMode; readonly actions: DebugActions };

/** A stream of another user: it plays as long as the tile is there. */
export function PlayTile({ play: { streamID, userID, attempt, status }, mode, actions }: PlayTileProps) {
  const words = useWords();
  const video = useRef<HTMLVideoElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt plays anew with all else the same.
  useEffect(() => {
    if (video.current) actions.play(streamID, video.current, mode);
    return () => actions.stop(streamID);
  }, [actions, streamID, mode, attempt]);
  const quality = status.name === 'playing' ? status.quality : undefined;
  return (
    <Tile
      testID={`tile-${streamID}`}
      state={status.name}
      title={streamID}
      subtitle={words.debug.ofUser(userID)}
      video={video}
      line={quality && qualityLine(quality)}
      measures={quality && playMeasures(quality, modeText(mode, words), words)}
    >
      {status.name !== 'playing' && status.fault && (
        <FaultNotice fault={status.fault} isRetrying={status.name === 'requesting'} />
      )}
      {status.name === 'ended' && (
        <button
          type="button"
          className="button quiet small"
          data-testid={`again-${streamID}`}
          onClick={() => actions.playAgain(streamID)}
        >
          {words.debug.playAgain}
        </button>
      )}
    </Tile>
  );
}

type PreviewTileProps = { readonly publish: Publish; readonly video: RefObject<HTMLVideoElement | null> };

/** One's own stream; out of sight, not gone, while there is none, so that the preview always has its place. */
export function PreviewTile({ publish, video }: PreviewTileProps) {
  const words = useWords();
  const quality = publish.name === 'publishing' ? publish.quality : undefined;
  return (
    <Tile
      testID="preview"
      state={publish.name}
      title={publish.name === 'idle' ? '' : words.debug.mine(publish.streamID)}
      subtitle={words.common.preview}
      video={video}
      line={quality && qualityLine(quality)}
      measures={quality && publishMeasures(quality, words)}
    >
      {publish.name === 'requesting' && publish.fault && <FaultNotice fault={publish.fault} isRetrying />}
    </Tile>
  );
}

type TileProps = {
  readonly testID: string;
  readonly state: Play['status']['name'] | Publish['name'];
  readonly title: string;
  readonly subtitle: string;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly line: string | undefined;
  readonly measures: readonly Measure[] | undefined;
  readonly children: ReactNode;
};

function Tile({ testID, state, title, subtitle, video, line, measures, children }: TileProps) {
  const { debug, common } = useWords();
  const isLive = state === 'playing' || state === 'publishing';
  return (
    <article className="tile" data-testid={testID} data-state={state} hidden={state === 'idle'} aria-label={title}>
      <div className="tile-picture">
        <video ref={video} playsInline aria-label={title} />
        <span className="tile-state">{debug.states[state]}</span>
      </div>
      <h3 title={title}>{title}</h3>
      <p className="tile-owner">{subtitle}</p>
      {children}
      {isLive && (
        <details>
          <summary>{line ?? common.measuring}</summary>
          <QualityList measures={measures} />
        </details>
      )}
    </article>
  );
}
