import type { HostState, Studio } from './host-state.ts';

/** The screens of the host page. */
export type HostScreen = 'opening' | 'ready' | 'starting' | 'live' | 'reconnecting' | 'refused' | 'kicked' | 'left';

/** The one screen that a state is shown as. */
export function hostScreen(state: HostState): HostScreen {
  if (state.name !== 'studio') return state.name;
  const { broadcast, link } = state;
  if (link === 'down' || broadcast.name === 'interrupted') return 'reconnecting';
  return broadcast.name === 'idle' ? 'ready' : broadcast.name;
}

/** Whether others see the host's stream, or will again as soon as the network allows. */
export function isOnAir({ broadcast }: Studio): boolean {
  return broadcast.name === 'live' || broadcast.name === 'interrupted';
}

/** Whether there is a picture or a sound to send. */
export function hasSource({ picture, microphone }: Studio): boolean {
  const hasPicture = picture === 'camera' || picture === 'screen';
  return hasPicture || microphone === 'on' || microphone === 'muted';
}

/** How many watch: everyone in the room but its publishers and oneself. */
export function audienceCount({ userCount, otherPublishers }: Studio): number {
  return Math.max(0, userCount - otherPublishers - 1);
}
