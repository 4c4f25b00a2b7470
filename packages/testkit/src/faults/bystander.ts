import { millis, Scope } from '@freshet/kit';
import { protocolVersions, type Result } from '@freshet/protocol';
import type { Pass } from '../users/pass.ts';
import { type RoomPicture, RoomView } from '../wire/room-view.ts';
import { WireClient } from '../wire/wire-client.ts';

/** Someone in a room who speaks the protocol alone, and shows signs of life. */
export class Bystander {
  readonly client: WireClient;
  readonly #view: RoomView;
  readonly #scope = new Scope();

  static async enter({ server, appID, roomID, user, token }: Pass): Promise<Bystander> {
    const client = await WireClient.connect(server);
    const config = { isUserStatusNotify: true, maxMemberCount: 0 };
    const versions = [...protocolVersions];
    return new Bystander(client, await client.request('login', { versions, appID, roomID, user, token, config }));
  }

  private constructor(client: WireClient, { room, positions, heartbeatPeriod }: Result<'login'>) {
    this.client = client;
    this.#view = new RoomView(true, room, positions);
    client.follow((heard) => void this.#view.read(heard));
    this.#scope.every(millis(heartbeatPeriod / 3), () => void client.request('ping', {}).catch(() => undefined));
  }

  /** The room as the server tells it, at this moment. */
  get room(): RoomPicture {
    return this.#view.picture;
  }

  /** Leaves as an application does. */
  async leave(): Promise<void> {
    this.close();
    await this.client.request('logout', {});
    this.client.close();
  }

  close(): void {
    this.#scope.close();
  }
}
