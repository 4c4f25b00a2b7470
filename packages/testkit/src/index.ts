/**
 * What tests and benchmarks stand on: real browsers, instruments in their pages, bad networks, launchers.
 *
 * @module
 */
export { attachChromium, type ChromiumOptions, launchChromium, shareChromium } from './browsers/chromium.ts';
export { attachFirefox, type FirefoxOptions, launchFirefox, shareFirefox } from './browsers/firefox.ts';
export type { BrowserEndpoint, PageLook, SharedBrowser, TestBrowser, TestPage } from './browsers/test-browser.ts';
export { CallbackReceiver } from './callbacks/callback-receiver.ts';
export { TellingServer } from './callbacks/telling-server.ts';
export { MemoryLink } from './contracts/memory-link.ts';
export { SeatedCrowd, type SeatedCrowdOptions } from './crowd/seated-crowd.ts';
export { FakeMediaPlane, fakeOffer } from './fakes/fake-media-plane.ts';
export { allFaults, firefoxFaults, minuteFaults } from './faults/all-faults.ts';
export type { Fault, FaultSide } from './faults/fault.ts';
export { Lab } from './faults/lab.ts';
export type { Recovery } from './faults/recovery.ts';
export { type FuzzOptions, fuzzDoor } from './fuzz/fuzz-door.ts';
export { type VisitOptions, visitDoor } from './fuzz/visits.ts';
export { EventRecorder } from './in-page/event-recorder.ts';
export { eventually, NeverHappened } from './in-page/eventually.ts';
export type { Callback, Testkit } from './in-page/index.ts';
export type { MediaRoute, MediaRoutes } from './in-page/media-route.ts';
export type { PictureReport, ShownFrame } from './in-page/picture-reader.ts';
export type { SoundReport } from './in-page/sound-meter.ts';
export { type RealInput, realInput } from './media-files/time-code-movie.ts';
export { clearLine, type Impairment } from './network/lane.ts';
export { seededRandom } from './network/random.ts';
export { TcpRelay } from './network/tcp-relay.ts';
export {
  type Direction,
  type LaneCount,
  type UdpAddress,
  UdpRelay,
  type UdpRelayOptions,
} from './network/udp-relay.ts';
export { PageHost } from './pages/page-host.ts';
export { type Recorded, record } from './record.ts';
export {
  type LaunchedServer,
  type LaunchOptions,
  launchServer,
  uniqueNames,
  type WireServer,
} from './server/launch-server.ts';
export { SpawnedServer, type SpawnOptions } from './server/spawn-server.ts';
export { exchangeLink, type Issuer, issuePass, type Pass, type PassWishes } from './users/pass.ts';
export { hearVideo, watchVideo } from './users/senses.ts';
export { type CallbackWish, type PublishedSource, TestUser } from './users/test-user.ts';
export { Crowd, type CrowdOptions } from './wire/crowd.ts';
export type { RoomPicture, RoomView } from './wire/room-view.ts';
export { WireClient, WireClosed, WireRefusal } from './wire/wire-client.ts';
export { loginParams, type WireLogin, wireLogin } from './wire/wire-login.ts';
export { wireServer } from './wire/wire-server.ts';
export { WireSession } from './wire/wire-session.ts';
