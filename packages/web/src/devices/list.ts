import type { DeviceInfo, DeviceList } from '../engine-api.ts';
import { mediaDevices } from './acquire.ts';

/**
 * What is connected to this machine. A browser hides devices until the user has allowed the use of one of their kind.
 *
 * @throws FreshetError 1103053 where the page is not secure
 */
export async function listDevices(): Promise<DeviceList> {
  const found = await mediaDevices().enumerateDevices();
  const ofKind = (kind: MediaDeviceKind): DeviceInfo[] =>
    found
      .filter((device) => device.kind === kind && device.deviceId !== '')
      .map(({ deviceId, label }) => ({ deviceID: deviceId, deviceName: label }));
  return { cameras: ofKind('videoinput'), microphones: ofKind('audioinput'), speakers: ofKind('audiooutput') };
}
