import { type Clock, Scope } from '@freshet/kit';
import type { AppID, ErrorCode } from '@freshet/protocol';
import type { RuleBook } from '../control/rule-book.ts';
import type { Project, ProjectStore } from '../ports/project-store.ts';
import type { Roll } from './roll.ts';

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
  }

  close(): void {
    this.#scope.close();
  }

  #changed(appID: AppID, project: Project | undefined): void {
    if (!project) {
      this.#endAll(appID, 1001004);
      this.#options.rules.forget(appID);
    } else if (project.state === 'paused') this.#endAll(appID, 1000037);
    else this.#checkSwitches(project);
  }

  #endAll(appID: AppID, code: ErrorCode): void {
    const { roll } = this.#options;
    for (const { id } of [...roll.of(appID)]) void roll.end(id, 'kicked', { code });
  }

  #checkSwitches({ appID, switches }: Project): void {
    const { roll, clock } = this.#options;
    for (const session of [...roll.of(appID)]) {
      const isExpired = session.entrant.expire <= clock.now();
      if (switches.kickOnExpiry && isExpired) void roll.end(session.id, 'expired', { code: 1002056 });
      else session.receiving.checkAgain(switches);
    }
  }
}
