import type { MediaRoutes } from '../in-page/media-route.ts';
import type { Pass } from '../users/pass.ts';
import type { TestUser } from '../users/test-user.ts';

/** The two ends of a stream. */
export type Side = 'publisher' | 'viewer';

/** A user with a page, who is in a room. */
export type Person = { readonly user: TestUser; readonly pass: Pass };

/** Where a show takes place. */
export type Venue = {
  /** The server's origin. */
  readonly origin: string;
  readonly streamID: string;
  readonly passes: Readonly<Record<Side, Pass>>;
  /** A pass for another user in the room of that side. */
  readonly newcomer: (side: Side) => Promise<Pass>;
};

/** How a person reaches the server, where not directly. */
export type Line = {
  /** Where the engine finds the server. */
  readonly origin?: string;
  /** Where the media goes. */
  readonly routes?: MediaRoutes;
};

/** A stream of one side, as the room is told of it. */
export type ShownStream = { readonly streamID: string; readonly side: Side; readonly extraInfo: string };

/** A stream that is published, played and seen. */
export type Show = Readonly<Record<Side, Person>> & {
  readonly venue: Venue;
  /** Everything that its people publish now. */
  readonly streams: readonly ShownStream[];
};

/** The time code's source that the publisher of a show draws. */
export const SHOWN_SOURCE = 1;
