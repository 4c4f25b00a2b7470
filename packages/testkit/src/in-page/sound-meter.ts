/** What a {@link SoundMeter} has heard since it began, or since its last {@link SoundMeter.restart}. */
export type SoundReport = {
  readonly samples: number;
  /** Samples louder than -50 dB of full scale: a tone or a voice, not the noise of a decoder. */
  readonly loud: number;
  /** The loudest sample's root mean square, in dB of full scale; `null` where nothing but digital silence came. */
  readonly peakDb: number | null;
  /** The strongest frequency of the last loud sample, in Hz, to within 25 Hz. */
  readonly pitch: number | undefined;
};

const PERIOD = 50;
const LOUD_DB = -50;

/** Listens to the audio of a stream: twenty samples a second. */
export class SoundMeter {
  readonly #context = new AudioContext();
  readonly #analyser = new AnalyserNode(this.#context, { fftSize: 2048, smoothingTimeConstant: 0 });
  readonly #wave = new Float32Array(this.#analyser.fftSize);
  readonly #spectrum = new Float32Array(this.#analyser.frequencyBinCount);
  readonly #timer: number;
  #samples = 0;
  #loud = 0;
  #peakDb = Number.NEGATIVE_INFINITY;
  #pitch: number | undefined;

  constructor(stream: MediaStream) {
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
    this.#timer = window.setInterval(() => this.#sample(), PERIOD);
  }

  report(): SoundReport {
    return {
      samples: this.#samples,
      loud: this.#loud,
      peakDb: Number.isFinite(this.#peakDb) ? this.#peakDb : null,
      pitch: this.#pitch,
    };
  }

  /** Forgets what was heard. */
  restart(): void {
    this.#samples = 0;
    this.#loud = 0;
    this.#peakDb = Number.NEGATIVE_INFINITY;
    this.#pitch = undefined;
  }

  #sample(): void {
    this.#analyser.getFloatTimeDomainData(this.#wave);
    const power = this.#wave.reduce((sum, value) => sum + value * value, 0) / this.#wave.length;
    const db = 10 * Math.log10(power);
    this.#samples++;
    this.#peakDb = Math.max(this.#peakDb, db);
    if (db < LOUD_DB) return;
    this.#loud++;
    this.#pitch = this.#strongest();
  }

  #strongest(): number {
    this.#analyser.getFloatFrequencyData(this.#spectrum);
    const strongest = this.#spectrum.reduce((best, db, bin) => (db > (this.#spectrum[best] ?? db) ? bin : best), 0);
    return (strongest * this.#context.sampleRate) / this.#analyser.fftSize;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#context.close();
  }
}
