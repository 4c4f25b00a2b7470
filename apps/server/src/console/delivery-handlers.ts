import type { ProjectStore } from '@freshet/core';
import { millis } from '@freshet/kit';
import type { AppID } from '@freshet/protocol';
import type { DeliveryView } from '@freshet/protocol/console';
import type { Handlers } from './call.ts';
import type { FailedReplay } from './failed-replay.ts';
import { findProject } from './find-project.ts';
import { withoutQuery } from './without-query.ts';

/** What was told, or is to be told, to the backends of projects. */
export type DeliveryDesk = {
  /** Newest first. */
  deliveries(wish: {
    readonly appID: AppID;
    readonly before?: number | undefined;
    readonly state?: DeliveryView['state'] | undefined;
    readonly limit: number;
  }): { readonly deliveries: readonly DeliveryView[]; readonly more: boolean };
  /** Sends these deliveries of the project again; answers how many there are. */
  replay(appID: AppID, ids: readonly number[]): number;
  /** {@link replay} without sending: {@link hurry} does. */
  again(appID: AppID, ids: readonly number[]): number;
  /** Sends what waits of a project and is due. */
  hurry(appID: AppID): void;
};

/** What the endpoints about deliveries need. */
export type DeliveryHandlersOptions = {
  readonly projects: Pick<ProjectStore, 'get'>;
  readonly deliveries: DeliveryDesk;
  readonly failedReplay: FailedReplay;
};

/** Answers the endpoints about what backends were told. */
export function deliveryHandlers({
  projects,
  deliveries: desk,
  failedReplay,
}: DeliveryHandlersOptions): Handlers<'deliveries' | 'replayDeliveries'> {
  return {
    deliveries: async ({ appID, before, state, limit }, { session }) => {
      const project = await findProject(projects, appID);
      const { deliveries, more } = desk.deliveries({ appID: project.appID, before, state, limit });
      const hides = session.operator.role === 'viewer';
      return { deliveries: deliveries.map((each) => (hides ? { ...each, url: withoutQuery(each.url) } : each)), more };
    },
    replayDeliveries: async ({ appID, ...wish }, { note }) => {
      const project = await findProject(projects, appID);
      const count =
        'ids' in wish
          ? desk.replay(project.appID, wish.ids)
          : await failedReplay.run(project.appID, millis(wish.since));
      note({ subject: appID, detail: { ...wish, count } });
      return { count };
    },
  };
}
