import { FreshetError } from '@freshet/protocol';
import type { VideoConfig } from '../engine-api.ts';
import { asksTooMuch, type DeviceKind, deviceError } from './device-errors.ts';

/** What is wanted of camera and microphone. */
export type DeviceWish = {
  readonly camera?: { readonly deviceID: string | undefined; readonly config: VideoConfig } | undefined;
  readonly microphone?: { readonly deviceID: string | undefined } | undefined;
};

/** A device that cannot be had. */
export type DeviceProblem = { readonly kind: DeviceKind; readonly error: FreshetError };

/** What was captured, and what was not. */
export type Haul = {
  readonly video?: MediaStreamTrack | undefined;
  readonly audio?: MediaStreamTrack | undefined;
  readonly problems: readonly DeviceProblem[];
};

/** What a picture is asked to be like; the browser comes as near as its source allows. */
export const pictureConstraints = ({ width, height, fps }: VideoConfig): MediaTrackConstraints => ({
  width: { ideal: width },
  height: { ideal: height },
  frameRate: { ideal: fps },
});

/** Takes camera and microphone, with one question to the user. Where one cannot be had the other is taken alone. */
export async function acquireDevices(wish: DeviceWish): Promise<Haul> {
  const { camera, microphone } = wish;
  if (!camera && !microphone) return { problems: [] };
  try {
    return haul(await capture(wish));
  } catch (error) {
    if (camera && microphone && deviceError(error, 'camera').code !== 1006003) return acquireEach(wish);
    const kind = camera ? 'camera' : 'microphone';
    const problem = { kind, error: deviceError(error, kind) } as const;
    const both = camera && microphone;
    return { problems: both ? [problem, { kind: 'microphone', error: problem.error }] : [problem] };
  }
}

/**
 * Asks the user for a screen, window or tab.
 *
 * @throws FreshetError 1103042 where the user calls it off, 1103043 where the browser cannot, 1103053 on an insecure
 * page, 1006001 or 1006005 where capturing fails
 */
export async function acquireScreen(config: VideoConfig, withSound: boolean): Promise<Haul> {
  const devices = mediaDevices();
  if (typeof devices.getDisplayMedia !== 'function') throw new FreshetError(1103043);
  try {
    return haul(await devices.getDisplayMedia({ video: pictureConstraints(config), audio: withSound }));
  } catch (error) {
    throw deviceError(error, 'screen');
  }
}

/** @throws FreshetError 1103053 where the page is not secure, and so has no devices */
export function mediaDevices(): MediaDevices {
  // The type says that it is always there; on an insecure page it is not.
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (!devices) throw new FreshetError(1103053);
  return devices;
}

async function acquireEach({ camera, microphone }: DeviceWish): Promise<Haul> {
  const one = await acquireDevices({ camera });
  const other = await acquireDevices({ microphone });
  return { video: one.video, audio: other.audio, problems: [...one.problems, ...other.problems] };
}

async function capture(wish: DeviceWish): Promise<MediaStream> {
  const devices = mediaDevices();
  try {
    return await devices.getUserMedia(constraints(wish, 'exact'));
  } catch (error) {
    if (!asksTooMuch(error)) throw error;
    return devices.getUserMedia(constraints(wish, 'ideal'));
  }
}

function constraints({ camera, microphone }: DeviceWish, strictness: 'exact' | 'ideal'): MediaStreamConstraints {
  const device = (deviceID: string | undefined): MediaTrackConstraints =>
    deviceID === undefined ? {} : { deviceId: { [strictness]: deviceID } };
  return {
    video: camera ? { ...pictureConstraints(camera.config), ...device(camera.deviceID) } : false,
    audio: microphone ? device(microphone.deviceID) : false,
  };
}

function haul(stream: MediaStream): Haul {
  return { video: stream.getVideoTracks()[0], audio: stream.getAudioTracks()[0], problems: [] };
}
