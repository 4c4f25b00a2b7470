import { FreshetError } from '@freshet/protocol';
import { Device, type types } from 'mediasoup-client';
import type { VideoCodec } from '../engine-api.ts';

/** What this browser can send and receive; found out once, with the first answer of a server. */
export class MediaDevice {
  #loading: Promise<Device> | undefined;

  /** @throws FreshetError 1000010 where the browser has no WebRTC that can be used */
  load(routerRtpCapabilities: types.RtpCapabilities): Promise<Device> {
    this.#loading ??= makeDevice(routerRtpCapabilities).catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }
}

async function makeDevice(routerRtpCapabilities: types.RtpCapabilities): Promise<Device> {
  try {
    const device = await Device.factory();
    await device.load({ routerRtpCapabilities });
    return device;
  } catch (error) {
    throw new FreshetError(1000010, 'this browser cannot be used for live streams', { cause: error });
  }
}

/**
 * The form of `codec` that both this browser and the server know.
 *
 * @throws FreshetError 1000010 where there is none
 */
export function sendingCodec(device: Device, codec: VideoCodec): types.RtpCodecCapability {
  const mimeType = `video/${codec}`.toLowerCase();
  const found = device.sendRtpCapabilities.codecs?.find((one) => one.mimeType.toLowerCase() === mimeType);
  if (!found) throw new FreshetError(1000010, `this browser cannot send ${codec}`);
  return found;
}
