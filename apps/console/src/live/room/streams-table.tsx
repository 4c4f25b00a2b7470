import type { StreamView } from '@freshet/protocol/console';
import { Link } from 'wouter';
import { measureText } from '../../charts/measure-text.ts';
import { Badge } from '../../controls/badge.tsx';
import { useLanguage } from '../../language/language-context.tsx';
import { StreamSwitch } from '../actions/stream-switch.tsx';
import { type RoomPlace, streamPath } from '../live-address.ts';
import { useLiveWords } from '../words/live-words.ts';

type StreamsTableProps = { readonly place: RoomPlace; readonly streams: readonly StreamView[] };

/** The streams of a room: few, whatever the number of users. */
export function StreamsTable({ place, streams }: StreamsTableProps) {
  const { columns } = useLiveWords().stream;
  return (
    <div className="table-frame">
      <table className="table streams">
        <thead>
          <tr>
            <th>{columns.stream}</th>
            <th className="wide-only">{columns.publisher}</th>
            <th>{columns.state}</th>
            <th className="wide-only">{columns.quality}</th>
            <th className="end">{columns.viewers}</th>
            <th className="wide-only" aria-label={columns.actions} />
          </tr>
        </thead>
        <tbody>
          {streams.map((stream) => (
            <StreamRow key={stream.streamID} place={place} stream={stream} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type StreamRowProps = { readonly place: RoomPlace; readonly stream: StreamView };

function StreamRow({ place, stream }: StreamRowProps) {
  const { tag } = useLanguage();
  const { streamID, user, viewerCount, forbidden } = stream;
  return (
    <tr data-testid={`stream-${streamID}`}>
      <td className="clip">
        <Link to={streamPath({ ...place, streamID })} className="row-link" title={streamID}>
          {streamID}
        </Link>
      </td>
      <td className="clip wide-only" title={user.userID}>
        {user.userID}
      </td>
      <td>
        <StreamState stream={stream} />
      </td>
      <td className="soft number wide-only">
        <SampleText stream={stream} />
      </td>
      <td className="end">{viewerCount.toLocaleString(tag)}</td>
      <td className="wide-only">
        <div className="actions">
          <StreamSwitch place={{ ...place, streamID }} isForbidden={forbidden} />
        </div>
      </td>
    </tr>
  );
}

const tones = { flowing: 'good', interrupted: 'warning', announced: 'plain' } as const;

/** Whether a stream flows. */
export function StreamState({ stream: { state, forbidden } }: { readonly stream: StreamView }) {
  const { stream: words } = useLiveWords();
  if (forbidden) return <Badge tone="danger">{words.forbidden}</Badge>;
  return <Badge tone={tones[state]}>{words.states[state]}</Badge>;
}

function SampleText({ stream: { sample } }: { readonly stream: StreamView }) {
  const { stream: words } = useLiveWords();
  const { tag } = useLanguage();
  if (!sample) return words.noSample;
  return `${measureText(sample.kbps, 'kbps', tag)} · ${measureText(sample.fps, 'frames', tag)}`;
}
