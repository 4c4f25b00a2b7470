import type { ConsoleRefusal, View, ViewAnswer } from '@freshet/protocol/console';

/** What was last heard, of which view, and when. */
type Heard = { readonly view: View; readonly answer: ViewAnswer; readonly at: number };

/** How a page stands with the server that tells it what is alive. */
export type FeedState =
  /** Nothing was heard yet. */
  | { readonly name: 'opening' }
  | { readonly name: 'live'; readonly heard: Heard }
  /** The link is gone; what is shown may be old. It is tried again. */
  | { readonly name: 'stale'; readonly heard: Heard | undefined }
  | { readonly name: 'refused'; readonly refusal: ConsoleRefusal; readonly heard: Heard | undefined };

/** What becomes of a feed. */
export type FeedEvent =
  | { readonly name: 'heard'; readonly heard: Heard }
  | { readonly name: 'lost' }
  | { readonly name: 'refused'; readonly refusal: ConsoleRefusal };

/** The state after an event. What was heard stays to be shown, marked as old where it is. */
export function nextFeedState(state: FeedState, event: FeedEvent): FeedState {
  const heard = state.name === 'opening' ? undefined : state.heard;
  switch (event.name) {
    case 'heard':
      return { name: 'live', heard: event.heard };
    case 'lost':
      return state.name === 'refused' ? state : { name: 'stale', heard };
    case 'refused':
      return { name: 'refused', refusal: event.refusal, heard };
  }
}
