import { Bystander } from './bystander.ts';
import type { Lab } from './lab.ts';
import type { Show, ShownStream, Side } from './show.ts';

const otherSide = { publisher: 'viewer', viewer: 'publisher' } as const;

/** What goes on in the room of a show while one side is away, all of which that side is to learn on its return. */
export class RoomChanges {
  readonly #lab: Lab;
  readonly #show: Show;
  readonly #other: Side;
  readonly #leaving: Bystander;
  readonly #ending: string;

  /** Lets someone in who is to leave, and the side that stays publish what is to end. */
  static async prepare(lab: Lab, show: Show, away: Side): Promise<RoomChanges> {
    const { venue } = show;
    const leaving = await Bystander.enter(await venue.newcomer(away));
    lab.defer(() => leaving.close());
    const ending = lab.fresh('ending');
    await show[otherSide[away]].user.publishMore(ending);
    return new RoomChanges(lab, show, otherSide[away], leaving, ending);
  }

  private constructor(lab: Lab, show: Show, other: Side, leaving: Bystander, ending: string) {
    this.#lab = lab;
    this.#show = show;
    this.#other = other;
    this.#leaving = leaving;
    this.#ending = ending;
  }

  /**
   * One user goes, another comes and leaves a note; one stream ends, another begins, and what is said of it changes, as
   * it does of the show's own where its publisher has stayed. Resolves when the server has told everyone of it all.
   */
  async make(): Promise<{ readonly show: Show; readonly newcomer: Bystander }> {
    const newcomer = await this.#changeUsers();
    const begun = await this.#changeStreams(newcomer);
    const shown = await Promise.all(this.#show.streams.map((stream) => this.#describeAnew(stream)));
    return { show: { ...this.#show, streams: [...shown, begun] }, newcomer };
  }

  async #changeUsers(): Promise<Bystander> {
    await this.#leaving.leave();
    const newcomer = await Bystander.enter(await this.#show.venue.newcomer(this.#other));
    this.#lab.defer(() => newcomer.close());
    await newcomer.client.request('setRoomExtraInfo', { key: 'note', value: this.#lab.fresh('note') });
    return newcomer;
  }

  async #changeStreams({ client }: Bystander): Promise<ShownStream> {
    const { user } = this.#show[this.#other];
    const streamID = this.#lab.fresh('begun');
    await user.publishNoMore();
    await client.event('streams', ({ removed }) => removed.some(({ stream }) => stream.streamID === this.#ending));
    await user.setExtraInfo(this.#lab.fresh('first'), 'Aux');
    await user.publishMore(streamID);
    await client.event('streams', ({ added }) => added.some((stream) => stream.streamID === streamID));
    const extraInfo = this.#lab.fresh('second');
    await user.setExtraInfo(extraInfo, 'Aux');
    return { streamID, side: this.#other, extraInfo };
  }

  async #describeAnew(stream: ShownStream): Promise<ShownStream> {
    if (stream.side !== this.#other) return stream;
    const extraInfo = this.#lab.fresh('third');
    await this.#show[stream.side].user.setExtraInfo(extraInfo);
    return { ...stream, extraInfo };
  }
}
