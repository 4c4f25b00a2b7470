import type { View, ViewAnswer } from '@freshet/protocol/console';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { ConsoleClient } from '../../api/console-client.ts';
import { ConsoleError } from '../../api/console-error.ts';
import { useClient } from '../../api/queries.ts';
import type { FeedState } from './feed-state.ts';
import { LiveFeed } from './live-feed.ts';

type AnswerTo<V extends View> = Extract<ViewAnswer, { view: V['view'] }>;

/** What a page knows of what it looks at. */
export type Live<V extends View> = {
  readonly link: FeedState['name'];
  /** The newest answer, and the view that it answers: another window of the same list may be on its way. */
  readonly answer: AnswerTo<V> | undefined;
  readonly answered: V | undefined;
  /** When it was heard. Milliseconds since the Unix epoch. */
  readonly at: number | undefined;
};

/** Looks at something for as long as the page is seen, and draws again whenever it changes. */
export function useLive<V extends View>(view: V): Live<V> {
  const client = useClient();
  const [feed] = useState(() => new LiveFeed(worldOf(client)));
  const isSeen = useSyncExternalStore(onVisibility, () => document.visibilityState === 'visible');
  const subscribe = useCallback((changed: () => void) => feed.events.on('changed', changed), [feed]);
  const state = useSyncExternalStore(subscribe, () => feed.state);
  useEffect(() => feed.look(isSeen ? view : undefined));
  useEffect(() => () => feed.look(undefined), [feed]);
  const heard = state.name === 'opening' ? undefined : state.heard;
  const isOfThisList = heard !== undefined && subjectOf(heard.view) === subjectOf(view);
  return {
    link: heard && !isOfThisList ? 'opening' : state.name,
    answer: isOfThisList ? (heard.answer as AnswerTo<V>) : undefined,
    answered: isOfThisList ? (heard.view as V) : undefined,
    at: heard?.at,
  };
}

/** What a view is about, whatever part of its list is asked for: the list before stays until the new one is there. */
function subjectOf(view: View): string {
  return JSON.stringify({ ...view, offset: 0, limit: 0, search: undefined, order: undefined });
}

function worldOf(client: ConsoleClient) {
  return {
    open: (view: View) => new EventSource(`/console/api/watch?view=${encodeURIComponent(JSON.stringify(view))}`),
    ask: async (view: View) => {
      try {
        await client.call('look', { view });
        return undefined;
      } catch (error) {
        const isRefusal = error instanceof ConsoleError && error.reason !== 'away';
        return isRefusal ? { reason: error.reason, message: error.message } : undefined;
      }
    },
    now: () => Date.now(),
  } as const;
}

function onVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
