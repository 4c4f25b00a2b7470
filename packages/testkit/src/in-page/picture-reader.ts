import { ageOf, CODE_HEIGHT, CODE_WIDTH, COLUMNS, decode, ROWS } from './time-code.ts';

/** One frame that the browser showed. */
export type ShownFrame = {
  /** When, in `Date.now()`. */
  readonly at: number;
  /** Milliseconds since it was drawn; `null` where its code could not be read. */
  readonly age: number | null;
};

/** What a {@link PictureReader} has seen since it began, or since its last {@link PictureReader.restart}. */
export type PictureReport = {
  readonly frames: readonly ShownFrame[];
  /** Every source that was seen, in the order of their coming. */
  readonly sources: readonly number[];
  readonly width: number;
  readonly height: number;
};

// Twenty pixels a block: what is read lies well inside it, however the picture was scaled on its way.
const BLOCK = 20;
const SAMPLE = 8;

/** Reads the time code of every frame that a video element shows. */
export class PictureReader {
  readonly #video: HTMLVideoElement;
  readonly #context: CanvasRenderingContext2D;
  #frames: ShownFrame[] = [];
  readonly #sources = new Set<number>();
  #request = 0;

  constructor(video: HTMLVideoElement) {
    this.#video = video;
    const canvas = document.createElement('canvas');
    canvas.width = COLUMNS * BLOCK;
    canvas.height = ROWS * BLOCK;
    const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    if (!context) throw new Error('this browser gives no 2d context');
    this.#context = context;
    this.#wait();
  }

  report(): PictureReport {
    const { videoWidth: width, videoHeight: height } = this.#video;
    return { frames: [...this.#frames], sources: [...this.#sources], width, height };
  }

  /** From the first frame to the last, in milliseconds. */
  get span(): number {
    return (this.#frames.at(-1)?.at ?? 0) - (this.#frames[0]?.at ?? 0);
  }

  /** Forgets what was seen. */
  restart(): void {
    this.#frames = [];
    this.#sources.clear();
  }

  #wait(): void {
    this.#request = this.#video.requestVideoFrameCallback(() => {
      const now = Date.now();
      this.#wait();
      this.#see(now);
    });
  }

  #see(at: number): void {
    const code = decode(this.#lumas());
    if (code) this.#sources.add(code.source);
    this.#frames.push({ at, age: code ? ageOf(code, at) : null });
  }

  #lumas(): number[] {
    const { videoWidth, videoHeight } = this.#video;
    const { width, height } = this.#context.canvas;
    this.#context.drawImage(this.#video, 0, 0, videoWidth * CODE_WIDTH, videoHeight * CODE_HEIGHT, 0, 0, width, height);
    const pixels = this.#context.getImageData(0, 0, width, height).data;
    return Array.from({ length: COLUMNS * ROWS }, (_, index) => {
      const left = (index % COLUMNS) * BLOCK + (BLOCK - SAMPLE) / 2;
      const top = Math.floor(index / COLUMNS) * BLOCK + (BLOCK - SAMPLE) / 2;
      return meanLuma(pixels, width, left, top);
    });
  }

  close(): void {
    this.#video.cancelVideoFrameCallback(this.#request);
  }
}

function meanLuma(pixels: Uint8ClampedArray, width: number, left: number, top: number): number {
  let sum = 0;
  for (let y = top; y < top + SAMPLE; y++) {
    for (let x = left; x < left + SAMPLE; x++) {
      const at = (y * width + x) * 4;
      sum += 0.299 * (pixels[at] ?? 0) + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * (pixels[at + 2] ?? 0);
    }
  }
  return sum / SAMPLE ** 2;
}
