import type { WatchState } from './watch-state.ts';

/** The screens of the audience page. */
export type WatchScreen =
  | 'opening'
  | 'waiting'
  | 'starting'
  | 'live'
  | 'reconnecting'
  | 'ended'
  | 'refused'
  | 'kicked'
  | 'left';

/** The one screen that a state is shown as. */
export function watchScreen(state: WatchState): WatchScreen {
  if (state.name !== 'in-room') return state.name;
  const { play, link } = state;
  if (play.name === 'refused') return 'refused';
  if (link === 'down' || play.name === 'interrupted') return 'reconnecting';
  return play.name === 'playing' ? 'live' : play.name;
}

/** How many watch, publishers left out. */
export function viewerCount({ userCount, publisherCount }: { userCount: number; publisherCount: number }): number {
  return Math.max(0, userCount - publisherCount);
}

/** Whether no picture arrives any more, as when the host's camera is off. */
export function pictureStandsStill(state: WatchState): boolean {
  if (state.name !== 'in-room' || state.play.name !== 'playing' || !state.play.hasPicture) return false;
  return state.report?.quality.videoRecvFPS === 0;
}

/** Whether there is nothing to see but a moving picture, so that controls may step aside. */
export function isUndisturbed(state: WatchState): boolean {
  if (state.name !== 'in-room' || watchScreen(state) !== 'live') return false;
  return state.play.name === 'playing' && state.play.hasPicture && state.sound !== 'blocked';
}
