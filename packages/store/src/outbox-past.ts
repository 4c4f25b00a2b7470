import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Millis } from '@freshet/kit';
import type { AppID } from '@freshet/protocol';

/** Letters that are forgotten at once: more would hold up the server. */
const PRUNED = 2000;
/** Letters of a project that may be kept before its settled ones are counted again. */
const STEP = 10_000;

/** Forgets what is settled, part by part: what is old and, of each project by itself, what is too much. */
export class OutboxPast {
  readonly #removeOld: StatementSync;
  readonly #removeSurplus: StatementSync;
  /** How many letters of a project were kept since its settled ones were counted. */
  readonly #grown = new Map<AppID, number>();

  constructor(database: DatabaseSync) {
    this.#removeOld = database.prepare(
      `DELETE FROM deliveries WHERE id IN (
         SELECT id FROM deliveries INDEXED BY deliveries_settled
         WHERE state <> 'waiting' AND created < ? LIMIT ${PRUNED})`,
    );
    this.#removeSurplus = database.prepare(
      `DELETE FROM deliveries WHERE id IN (
         SELECT id FROM deliveries INDEXED BY deliveries_state
         WHERE app_id = :project AND state = :state AND id <= (
           SELECT id FROM deliveries INDEXED BY deliveries_state
           WHERE app_id = :project AND state = :state ORDER BY id DESC LIMIT 1 OFFSET :most)
         ORDER BY id LIMIT ${PRUNED})`,
    );
  }

  /** So many letters more of a project were kept: once they are settled, there may be too many. */
  grew(appID: AppID, added: number): void {
    this.#grown.set(appID, (this.#grown.get(appID) ?? STEP) + added);
  }

  /**
   * Forgets a part of what is settled and older than `before`, or not among the newest `most` that were delivered or
   * the newest `most` that failed of its project.
   *
   * @returns whether there is more to forget
   */
  prune(before: Millis, most: number): boolean {
    const isOldLeft = Number(this.#removeOld.run(before).changes) === PRUNED;
    const project = this.#overgrown();
    if (project === undefined) return isOldLeft;
    const removed = (['delivered', 'failed'] as const).map((state) =>
      Number(this.#removeSurplus.run({ project, state, most }).changes),
    );
    if (!removed.includes(PRUNED)) this.#grown.set(project, 0);
    return isOldLeft || this.#overgrown() !== undefined;
  }

  #overgrown(): AppID | undefined {
    for (const [appID, count] of this.#grown) if (count > STEP) return appID;
    return undefined;
  }
}
