import { type ErrorCode, FreshetError, StreamResourceMode } from '@freshet/protocol';
import type { ServiceSwitches } from '../ports/project-store.ts';

/** How a play reaches its viewer. */
export type PlayRoute = 'rtc' | 'l3';

/** The code of a route that the project does not offer. */
export const routeClosed = (route: PlayRoute): ErrorCode => (route === 'l3' ? 1004072 : 1000039);

/**
 * The route that a project allows for a resource mode.
 *
 * @throws FreshetError 1004072 where L3 is off, 1000039 where RTC is, 1000010 for modes that do not exist yet,
 * 1000017 for numbers that are no mode
 */
export function chooseRoute(mode: number, switches: ServiceSwitches): PlayRoute {
  switch (mode) {
    case StreamResourceMode.Default:
    case StreamResourceMode.OnlyRTC:
      if (!switches.rtc) throw new FreshetError(1000039, 'RTC is not switched on for this project');
      return 'rtc';
    case StreamResourceMode.OnlyL3:
      if (!switches.l3) throw new FreshetError(1004072);
      return 'l3';
    case StreamResourceMode.OnlyCDN:
    case StreamResourceMode.CDNPlus:
    case StreamResourceMode.Custom:
      throw new FreshetError(1000010, 'playing from a CDN does not exist yet');
    default:
      throw new FreshetError(1000017, `${mode} is not a resource mode`);
  }
}
