import { Scope } from '@freshet/kit';
import type { PublishChannel } from '@freshet/protocol';
import type { Tell } from '../delivery.ts';
import type { Capture } from '../devices/capture.ts';
import { onFirstCaptured, type Size } from '../render/first-picture.ts';

/** Tells the application what becomes of the sources of one channel. */
export class CaptureNews {
  readonly #scope = new Scope();
  #looking = new Scope();

  constructor(capture: Capture, channel: PublishChannel, tell: Tell, resized: (size: Size) => void) {
    const { events } = capture;
    this.#scope.add(() => this.#looking.close());
    this.#scope.add(events.on('lost', ({ error, deviceName }) => tell('onDeviceError', error.code, deviceName)));
    this.#scope.add(events.on('screenEnded', () => tell('onScreenSharingEnded', channel)));
    this.#scope.add(
      events.on('captured', ({ kind, track }) => {
        // A microphone gives sound as soon as it is open.
        if (kind === 'audio') return tell('onPublisherCapturedAudioFirstFrame');
        this.#looking.close();
        this.#looking = new Scope();
        onFirstCaptured(track, this.#looking, (size) => {
          tell('onPublisherCapturedVideoFirstFrame', channel);
          resized(size);
        });
      }),
    );
  }

  close(): void {
    this.#scope.close();
  }
}
