import { Emitter, millis, Scope } from '@freshet/kit';
import {
  IceCandidate,
  RTCDtlsFingerprint,
  RTCDtlsParameters,
  RTCDtlsTransport,
  RTCIceGatherer,
  RTCIceParameters,
  RTCIceTransport,
  RtcpPayloadSpecificFeedback,
  RtpHeader,
} from 'werift';
import * as z from 'zod';

/** A transport as the server describes it. */
export const TransportAnswer = z.object({
  iceParameters: z.object({ usernameFragment: z.string(), password: z.string() }),
  iceCandidates: z.array(
    z.object({
      foundation: z.string(),
      priority: z.number(),
      address: z.string(),
      port: z.number(),
      protocol: z.enum(['udp', 'tcp']),
    }),
  ),
  dtlsParameters: z.object({ fingerprints: z.array(z.object({ algorithm: z.string(), value: z.string() })) }),
});

const AES_CM_128_HMAC_SHA1_80 = 1;

/** The client's end of one transport: real ICE, DTLS and SRTP, and packets made by hand. */
export class ClientPeer {
  /** What arrives: media by its ssrc, and requests for a key frame. */
  readonly events = new Emitter<{ rtp: { ssrc: number }; keyFrameWanted: Record<never, never> }>();
  readonly #ice: RTCIceTransport;
  readonly #dtls: RTCDtlsTransport;
  readonly #scope = new Scope();

  static async create(answer: z.output<typeof TransportAnswer>): Promise<ClientPeer> {
    const gatherer = new RTCIceGatherer({ additionalHostAddresses: ['127.0.0.1'] });
    const ice = new RTCIceTransport(gatherer);
    ice.connection.iceControlling = true;
    await ice.gather();
    const { usernameFragment, password } = answer.iceParameters;
    ice.setRemoteParams(new RTCIceParameters({ iceLite: true, usernameFragment, password }));
    for (const { foundation, priority, address, port } of answer.iceCandidates.filter(isUdp)) {
      await ice.addRemoteCandidate(new IceCandidate(1, foundation, address, port, priority, 'udp', 'host'));
    }
    const certificate = await RTCDtlsTransport.SetupCertificate();
    const dtls = new RTCDtlsTransport({}, ice, certificate, [AES_CM_128_HMAC_SHA1_80]);
    dtls.role = 'client';
    const fingerprints = answer.dtlsParameters.fingerprints.map((f) => new RTCDtlsFingerprint(f.algorithm, f.value));
    dtls.setRemoteParams(new RTCDtlsParameters(fingerprints, 'server'));
    return new ClientPeer(ice, dtls);
  }

  private constructor(ice: RTCIceTransport, dtls: RTCDtlsTransport) {
    this.#ice = ice;
    this.#dtls = dtls;
    dtls.onRtp.subscribe(({ header }) => this.events.emit('rtp', { ssrc: header.ssrc }));
    dtls.onRtcp.subscribe((packet) => {
      if (packet instanceof RtcpPayloadSpecificFeedback) this.events.emit('keyFrameWanted', {});
    });
  }

  /** What the server needs to know of this end. */
  get dtlsParameters() {
    const fingerprints = this.#dtls.localParameters.fingerprints.map(({ algorithm, value }) => ({ algorithm, value }));
    return { role: 'client', fingerprints };
  }

  /** Resolves when media can flow. */
  async connect(): Promise<void> {
    await this.#ice.start();
    await this.#dtls.start();
  }

  /** Sends a packet every 20 ms until the peer closes. */
  sendSteadily(ssrc: number, payloadType: number, payload: () => Buffer): void {
    let sequenceNumber = 1;
    this.#scope.every(millis(20), () => {
      const header = new RtpHeader({
        ssrc,
        payloadType,
        sequenceNumber,
        timestamp: sequenceNumber * 960,
        marker: true,
      });
      sequenceNumber += 1;
      void this.#dtls.sendRtp(payload(), header);
    });
  }

  async close(): Promise<void> {
    this.#scope.close();
    this.events.clear();
    await this.#dtls.stop();
  }
}

const isUdp = (candidate: { protocol: 'udp' | 'tcp' }): boolean => candidate.protocol === 'udp';
