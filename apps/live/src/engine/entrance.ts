import type { Admission, InvitationRole } from '@freshet/protocol';
import type { Engine, EventHandler } from '@freshet/web';
import { keepAdmission, takeAdmission } from '../admission/admission-memory.ts';
import { exchange } from '../admission/exchange.ts';
import { invitationOf, linkTo } from '../admission/link.ts';
import { isStaleToken, type Trouble, troubleOf } from '../admission/trouble.ts';
import { codeOf, type Sdk } from './sdk.ts';

/** What came of an attempt to enter. `moved`: the browser is on its way to the page that the invitation is for. */
export type Entering =
  | { readonly outcome: 'entered'; readonly engine: Engine; readonly admission: Admission }
  | { readonly outcome: 'refused'; readonly trouble: Trouble }
  | { readonly outcome: 'moved' };

/** The way from the link of a page into its room. */
export class Entrance {
  readonly #sdk: Sdk;
  readonly #role: InvitationRole;
  readonly #handler: EventHandler;
  readonly #invitation = invitationOf(location);
  #admission: Admission | undefined;

  constructor(sdk: Sdk, role: InvitationRole, handler: EventHandler) {
    this.#sdk = sdk;
    this.#role = role;
    this.#handler = handler;
  }

  /** Enters as the user this tab was before, where that still works, else as a fresh one. Never rejects. */
  async enter(): Promise<Entering> {
    const remembered = takeAdmission(this.#invitation);
    if (remembered === undefined) return this.enterAfresh();
    const entering = await this.#logIn(remembered);
    const isStale = entering.outcome === 'refused' && isStaleToken(entering.trouble.code ?? 0);
    return isStale ? this.enterAfresh() : entering;
  }

  /** Enters as a fresh user; also after the token of the old one has expired. Never rejects. */
  async enterAfresh(): Promise<Entering> {
    if (this.#invitation === '') return { outcome: 'refused', trouble: { kind: 'noInvitation' } };
    const exchanged = await exchange(this.#invitation);
    return exchanged.outcome === 'refused' ? exchanged : this.#logIn(exchanged.admission);
  }

  /** Keeps the user for the next page of this tab, such as the same one after a reload. */
  keep(): void {
    if (this.#admission) keepAdmission(this.#invitation, this.#admission);
  }

  async #logIn(admission: Admission): Promise<Entering> {
    if (admission.role !== this.#role) {
      location.replace(linkTo(admission.role, this.#invitation, location.origin));
      return { outcome: 'moved' };
    }
    const { appID, roomID, user, token } = admission;
    const profile = { appID, server: location.origin, scenario: this.#sdk.Scenario.Broadcast };
    try {
      // There is one engine in a page: a second attempt gets the one of the first.
      const engine = await this.#sdk.createEngineWithProfile(profile, this.#handler);
      const { errorCode } = await engine.loginRoom(roomID, user, { token });
      if (errorCode !== 0) return { outcome: 'refused', trouble: troubleOf(errorCode) };
      this.#admission = admission;
      return { outcome: 'entered', engine, admission };
    } catch (error) {
      return { outcome: 'refused', trouble: troubleOf(codeOf(this.#sdk, error)) };
    }
  }
}
