/** A tone that swells three times a second, as the audio track of a stream: no codec or gate takes it for silence. */
export class ToneSource {
  readonly stream: MediaStream;
  readonly #context = new AudioContext();

  /** @param pitch in Hz */
  constructor(pitch: number) {
    const out = this.#context.createMediaStreamDestination();
    const volume = new GainNode(this.#context, { gain: 0.35 });
    const swell = new OscillatorNode(this.#context, { frequency: 3 });
    const depth = new GainNode(this.#context, { gain: 0.15 });
    const tone = new OscillatorNode(this.#context, { frequency: pitch });
    swell.connect(depth).connect(volume.gain);
    tone.connect(volume).connect(out);
    tone.start();
    swell.start();
    this.stream = out.stream;
  }

  async close(): Promise<void> {
    for (const track of this.stream.getTracks()) track.stop();
    await this.#context.close();
  }
}
