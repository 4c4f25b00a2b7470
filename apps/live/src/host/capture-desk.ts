import { KeyedQueue, type Scope } from '@freshet/kit';
import type { DeviceInfo, Engine } from '@freshet/web';
import { codeOf, type Sdk } from '../engine/sdk.ts';
import { deviceProblemOf } from './device-problem.ts';
import type { HostFact, Microphone, Picture } from './host-state.ts';

/** What a desk is made from. */
export type CaptureDeskOptions = {
  readonly sdk: Sdk;
  readonly engine: Engine;
  /** Where the host sees the own picture. */
  readonly stage: HTMLVideoElement;
  readonly tell: (fact: HostFact) => void;
  /** Ends the desk. */
  readonly scope: Scope;
};

/** Camera, microphone and screen of the host: what is captured, and every way to change it, one after the other. */
export class CaptureDesk {
  readonly #sdk: Sdk;
  readonly #engine: Engine;
  readonly #stage: HTMLVideoElement;
  readonly #tell: (fact: HostFact) => void;
  readonly #queue = new KeyedQueue<'sources'>();
  #picture: Picture = 'asking';
  #microphone: Microphone = 'asking';
  #cameras: readonly DeviceInfo[] = [];
  #microphones: readonly DeviceInfo[] = [];
  #cameraID = '';
  #microphoneID = '';

  constructor({ sdk, engine, stage, tell, scope }: CaptureDeskOptions) {
    this.#sdk = sdk;
    this.#engine = engine;
    this.#stage = stage;
    this.#tell = tell;
    scope.add(() => this.#queue.close());
    // Insecure pages have no devices to follow.
    if ('mediaDevices' in navigator) {
      scope.listen(navigator.mediaDevices, 'devicechange', () => void this.#inTurn(() => this.#list()));
    }
  }

  /** Takes what is not taken yet, and shows the picture. */
  preview(): Promise<void> {
    return this.#change(async () => {
      if (this.#picture === 'none') this.#setPicture('asking');
      if (this.#microphone === 'none') this.#setMicrophone('asking');
      try {
        await this.#engine.startPreview({ view: this.#stage });
        if (this.#picture === 'asking') this.#setPicture('camera');
        if (this.#microphone === 'asking') this.#setMicrophone('on');
      } finally {
        // Each of the two that was had in spite of a failure has shown itself, or will.
        if (this.#picture === 'asking') this.#setPicture('none');
        if (this.#microphone === 'asking') this.#setMicrophone('none');
        await this.#list();
      }
    });
  }

  /** Told by the SDK: the first picture of a source was captured. */
  pictureCaptured(): void {
    if (this.#picture === 'none' || this.#picture === 'asking') this.#setPicture('camera');
    this.#tell({ type: 'deviceReturned' });
  }

  /** Told by the SDK: the microphone gave its first sound. */
  soundCaptured(): void {
    if (this.#microphone === 'none' || this.#microphone === 'asking') this.#setMicrophone('on');
    this.#tell({ type: 'deviceReturned' });
  }

  /** Told by the SDK: a device cannot be had or was lost. */
  deviceFailed(code: number, deviceName: string): void {
    const isNamed = (device: DeviceInfo): boolean => device.deviceName === deviceName;
    if (code === 1006006 && this.#cameras.some(isNamed)) this.#setPicture('none');
    if (code === 1006006 && this.#microphones.some(isNamed)) this.#setMicrophone('none');
    this.#fail(code);
  }

  toggleMicrophone(): Promise<void> {
    if (this.#microphone === 'none') return this.chooseMicrophone(this.#microphoneID);
    const mute = this.#microphone === 'on';
    return this.#change(async () => {
      await this.#engine.muteMicrophone(mute);
      this.#setMicrophone(mute ? 'muted' : 'on');
    });
  }

  toggleCamera(): Promise<void> {
    if (this.#picture !== 'camera') return this.chooseCamera(this.#cameraID);
    return this.#change(async () => {
      await this.#engine.enableCamera(false);
      this.#setPicture('camera-off');
    });
  }

  /** @param deviceID empty for the browser's own choice */
  chooseCamera(deviceID: string): Promise<void> {
    return this.#change(async () => {
      const { Camera } = this.#sdk.VideoSourceType;
      await this.#engine.setVideoSource({ type: Camera, ...(deviceID && { deviceID }) });
      await this.#engine.enableCamera(true);
      this.#cameraID = deviceID;
      this.#setPicture('camera');
      await this.#list();
    });
  }

  /** @param deviceID empty for the browser's own choice */
  chooseMicrophone(deviceID: string): Promise<void> {
    return this.#change(async () => {
      await this.#takeMicrophone(deviceID);
      await this.#list();
    });
  }

  shareScreen(): Promise<void> {
    return this.#change(async () => {
      await this.#engine.setVideoSource({ type: this.#sdk.VideoSourceType.ScreenCapture });
      this.#setPicture('screen');
    });
  }

  /** Goes on without a camera. */
  useSoundAlone(): Promise<void> {
    return this.#change(async () => {
      await this.#engine.setVideoSource({ type: this.#sdk.VideoSourceType.None });
      this.#setPicture('none');
      if (this.#microphone === 'none') await this.#takeMicrophone(this.#microphoneID);
    });
  }

  dismissProblem(): void {
    this.#tell({ type: 'problemDismissed' });
  }

  /** Told by the SDK: the user ended the sharing in the browser's own window. */
  async screenEnded(): Promise<void> {
    this.#setPicture('none');
    await this.chooseCamera(this.#cameraID);
  }

  async #takeMicrophone(deviceID: string): Promise<void> {
    const { Microphone } = this.#sdk.AudioSourceType;
    await this.#engine.setAudioSource({ type: Microphone, ...(deviceID && { deviceID }) });
    this.#microphoneID = deviceID;
    if (this.#microphone !== 'muted') this.#setMicrophone('on');
  }

  // A change that the user calls off leaves everything as it was, the trouble before it included.
  #change(task: () => Promise<void>): Promise<void> {
    return this.#inTurn(async () => {
      await task();
      this.dismissProblem();
    });
  }

  #inTurn(task: () => Promise<void>): Promise<void> {
    return this.#queue.run('sources', task).catch((error: unknown) => this.#fail(codeOf(this.#sdk, error)));
  }

  #fail(code: number): void {
    const problem = deviceProblemOf(code);
    if (problem) this.#tell({ type: 'deviceFailed', problem });
  }

  #setPicture(picture: Picture): void {
    this.#picture = picture;
    this.#tell({ type: 'pictureChanged', picture });
  }

  #setMicrophone(microphone: Microphone): void {
    this.#microphone = microphone;
    this.#tell({ type: 'microphoneChanged', microphone });
  }

  async #list(): Promise<void> {
    const { cameras, microphones } = await this.#engine.enumDevices();
    this.#cameras = cameras;
    this.#microphones = microphones;
    const chosen = { cameraID: this.#cameraID, microphoneID: this.#microphoneID };
    this.#tell({ type: 'devicesChanged', devices: { cameras, microphones, ...chosen } });
  }
}
