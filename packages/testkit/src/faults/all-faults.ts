import type { Fault } from './fault.ts';
import { mediaFaults } from './media-faults.ts';
import { serverFaults } from './server-faults.ts';
import { socketFaults } from './socket-faults.ts';
import { tabFaults } from './tab-faults.ts';
import { tokenFaults } from './token-faults.ts';

export { minuteFaults } from './tab-faults.ts';

/** Every fault that users, streams and pictures are to survive. */
export const allFaults: readonly Fault[] = [
  ...socketFaults,
  ...mediaFaults,
  ...serverFaults,
  ...tokenFaults,
  ...tabFaults,
];

/** Those that a viewer in Firefox is to survive as well: in a lab whose viewer has one. */
export const firefoxFaults: readonly Fault[] = [...socketFaults, ...mediaFaults, ...serverFaults]
  .filter(({ side }) => side === 'viewer')
  .map((fault) => ({ ...fault, name: `${fault.name}, Firefox` }));
