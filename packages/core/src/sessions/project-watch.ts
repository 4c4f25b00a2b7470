import { type Clock, Scope, seconds } from '@freshet/kit';
import type { AppID } from '@freshet/protocol';
import type { RuleBook } from '../control/rule-book.ts';
import type { Project, ProjectStore } from '../ports/project-store.ts';
import type { Roll } from './roll.ts';
import type { Session } from './session.ts';

/** How often those are looked at whose AppSign counts for its overlap alone. */
const OVERLAP_LOOK = seconds(60);

/** What watching projects takes. */
export type ProjectWatchOptions = {
  readonly projects: Pick<ProjectStore, 'events'>;
  readonly roll: Roll;
  readonly rules: RuleBook;
  readonly clock: Clock;
};

/** Holds those who are in against a project that was changed. */
export class ProjectWatch {
  readonly #options: ProjectWatchOptions;
  readonly #scope = new Scope();

  constructor(options: ProjectWatchOptions) {
    this.#options = options;
    this.#scope.add(options.projects.events.on('changed', ({ appID, project }) => this.#changed(appID, project)));
    this.#scope.every(OVERLAP_LOOK, () => this.#endFormer());
  }

  close(): void {
    this.#scope.close();
  }

  #changed(appID: AppID, project: Project | undefined): void {
    const { roll, rules } = this.#options;
    for (const session of [...roll.of(appID)]) this.#hold(session, project);
    if (!project) rules.forget(appID);
  }

  // That an overlap ends is no change of the project: nobody tells it.
  #endFormer(): void {
    const { roll } = this.#options;
    for (const { id, entrant } of [...roll.all()]) {
      const farewell = entrant.refused;
      if (farewell) void roll.end(id, 'kicked', farewell);
    }
  }

  #hold(session: Session, project: Project | undefined): void {
    const { roll, clock } = this.#options;
    if (!project) return void roll.end(session.id, 'kicked', { code: 1001004 });
    const farewell = session.entrant.hold(project);
    if (farewell) return void roll.end(session.id, 'kicked', farewell);
    const isExpired = session.entrant.expire <= clock.now();
    if (project.switches.kickOnExpiry && isExpired) void roll.end(session.id, 'expired', { code: 1002056 });
    else session.receiving.checkAgain(project.switches);
  }
}
