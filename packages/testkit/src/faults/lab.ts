import { isIPv4 } from 'node:net';
import type { Project } from '@freshet/core';
import type { TestBrowser } from '../browsers/test-browser.ts';
import { freePort } from '../network/free-port.ts';
import { TcpRelay } from '../network/tcp-relay.ts';
import { UdpRelay } from '../network/udp-relay.ts';
import { PageHost } from '../pages/page-host.ts';
import { type LaunchedServer, launchServer } from '../server/launch-server.ts';
import { SpawnedServer } from '../server/spawn-server.ts';
import { exchangeLink, issuePass, type Pass } from '../users/pass.ts';
import { TestUser } from '../users/test-user.ts';
import { type Line, type Person, SHOWN_SOURCE, type Show, type Side, type Venue } from './show.ts';

/** Which browser each side uses. */
type LabBrowsers = Readonly<Record<Side, TestBrowser>>;

/** A server of a lab. */
export type LabServer = LaunchedServer & {
  /** Of its first worker, on every address; each further worker has the next one. */
  readonly mediaPort: number;
};

/** What servers of a lab differ in. */
export type LabServerOptions = { readonly workers: 1 | 2; readonly heartbeatSeconds: number };

/** What is particular to a venue. */
type VenueOptions = { readonly rooms?: 1 | 2; readonly project?: Project };

/** Where faults are tried: servers that stand, and what one fault needs, which goes with it. */
export class Lab {
  readonly #browsers: LabBrowsers;
  readonly #pages: PageHost;
  readonly #standing = new AsyncDisposableStack();
  readonly #servers = new Map<string, Promise<LabServer>>();
  #people: Person[] = [];
  #passing = new AsyncDisposableStack();
  #names = 0;

  /** @param browsers stay open when the lab closes */
  static async open(browsers: LabBrowsers): Promise<Lab> {
    return new Lab(browsers, await PageHost.open());
  }

  private constructor(browsers: LabBrowsers, pages: PageHost) {
    this.#browsers = browsers;
    this.#pages = pages;
    this.#standing.defer(() => pages.close());
  }

  /** Those who are on the stage, and may tell why something went wrong. */
  get people(): readonly Person[] {
    return this.#people;
  }

  /** A server in this process, that every fault which asks for the same shares. */
  server(options: LabServerOptions): Promise<LabServer> {
    const key = JSON.stringify(options);
    const server = this.#servers.get(key) ?? this.#launch(options);
    this.#servers.set(key, server);
    return server;
  }

  /** A server in a process of its own, which comes back on the same ports and data. */
  async spawned(): Promise<SpawnedServer> {
    const port = await freePort(1);
    const env = { FRESHET_PORT: String(port), FRESHET_MEDIA_PORT: String(port + 1), FRESHET_WORKERS: '1' };
    return this.#passing.adopt(await SpawnedServer.start({ env }), (server) => server.close());
  }

  /** Sockets to the server at `origin` pass here. */
  async tcpRelay(origin: string): Promise<TcpRelay> {
    const relay = await TcpRelay.open(Number(new URL(origin).port));
    return this.#passing.adopt(relay, (each) => each.close());
  }

  /** Media to the first worker of `server` passes here, by an address that Firefox takes too: not by loopback. */
  async udpRelay({ mediaAddresses, mediaPort }: LabServer): Promise<UdpRelay> {
    const address = mediaAddresses.find((each) => isIPv4(each));
    if (address === undefined) throw new Error('the server takes no media by IPv4');
    const relay = await UdpRelay.open({ target: { address, port: mediaPort }, listen: address });
    return this.#passing.adopt(relay, (each) => each.close());
  }

  /** Something to end with the fault. */
  defer(end: () => void): void {
    this.#passing.defer(end);
  }

  /** A name nobody else in this lab has. */
  fresh(prefix: string): string {
    this.#names += 1;
    return `${prefix}-${process.pid}-${this.#names}`;
  }

  /** A room of its own; or one for each side, in a project that plays across rooms. */
  async venue(server: LaunchedServer, { rooms = 1, project = server.demo }: VenueOptions = {}): Promise<Venue> {
    const { appID, serverSecret } = project;
    const publisherRoom = this.fresh('room');
    const roomOf = { publisher: publisherRoom, viewer: rooms === 1 ? publisherRoom : this.fresh('room') };
    const newcomer = (side: Side): Promise<Pass> =>
      issuePass({ origin: server.origin, appID, serverSecret }, { roomID: roomOf[side], userID: this.fresh(side) });
    const passes = { publisher: await newcomer('publisher'), viewer: await newcomer('viewer') };
    return { origin: server.origin, streamID: this.fresh('stream'), passes, newcomer };
  }

  /** The room that the links of a spawned server lead to. */
  async linkedVenue({ origin, links }: SpawnedServer): Promise<Venue> {
    const { streamID, ...publisher } = await exchangeLink(links.host);
    if (streamID === undefined) throw new Error('the host link gave no streamID');
    const newcomer = (): Promise<Pass> => exchangeLink(links.audience);
    return { origin, streamID, passes: { publisher, viewer: await newcomer() }, newcomer };
  }

  /** A user in a room, in the browser of one side. */
  async enter(side: Side, pass: Pass, { origin = pass.server, routes }: Line = {}): Promise<Person> {
    const user = await TestUser.arrive(this.#browsers[side], this.#pages, { appID: pass.appID, server: origin });
    const person = { user, pass };
    this.#people.push(person);
    if (routes) await user.page.evaluate((given) => window.testkit.routeMedia(given), routes);
    const { errorCode, extendedData } = await user.login(pass);
    if (errorCode !== 0) throw new Error(`login failed with ${errorCode}: ${extendedData}`);
    return person;
  }

  /** A stream that is published, played and seen, and described anew; `lines` are how its people reach the server. */
  async show(venue: Venue, lines: Partial<Readonly<Record<Side, Line>>> = {}): Promise<Show> {
    const { streamID, passes } = venue;
    const publisher = await this.enter('publisher', passes.publisher, lines.publisher);
    await publisher.user.setExtraInfo(this.fresh('first'));
    await publisher.user.publish(streamID, { source: SHOWN_SOURCE });
    const viewer = await this.enter('viewer', passes.viewer, lines.viewer);
    await viewer.user.play(streamID);
    await viewer.user.watch(streamID, 0.5);
    const extraInfo = this.fresh('second');
    await publisher.user.setExtraInfo(extraInfo);
    return { venue, publisher, viewer, streams: [{ streamID, side: 'publisher', extraInfo }] };
  }

  /** Everyone leaves, and what the last fault needed goes. */
  async clear(): Promise<void> {
    const people = this.#people;
    this.#people = [];
    await Promise.all(
      people.map(async ({ user }) => {
        // So that the server is empty for the next fault; a page that cannot say goodbye any more is just closed.
        await user.leave().catch(() => undefined);
        await user.page.close();
      }),
    );
    const passing = this.#passing;
    this.#passing = new AsyncDisposableStack();
    await passing.disposeAsync();
  }

  async close(): Promise<void> {
    await this.clear();
    await this.#standing.disposeAsync();
  }

  async #launch({ workers, heartbeatSeconds }: LabServerOptions): Promise<LabServer> {
    const mediaPort = await freePort(workers - 1);
    const server = await launchServer({
      env: {
        FRESHET_MEDIA_PORT: String(mediaPort),
        FRESHET_WORKERS: String(workers),
        FRESHET_HEARTBEAT_SECONDS: String(heartbeatSeconds),
      },
    });
    this.#standing.defer(() => server.close());
    return { ...server, mediaPort };
  }
}
