import { CODE_HEIGHT, CODE_WIDTH, COLUMNS, codeTime, encode, ROWS } from './time-code.ts';

/** What a {@link TimeCodeSource} draws. */
export type TimeCodeSourceOptions = {
  readonly width: number;
  readonly height: number;
  /** Frames a second. */
  readonly fps: number;
  /** Which source this is, 0 to 255. */
  readonly source: number;
};

/** A canvas that shows the time of its drawing and a thing that moves, as the video track of a stream. */
export class TimeCodeSource {
  readonly canvas: HTMLCanvasElement;
  readonly stream: MediaStream;
  readonly #context: CanvasRenderingContext2D;
  readonly #source: number;
  readonly #period: number;
  #due = 0;
  #request = 0;

  constructor({ width, height, fps, source }: TimeCodeSourceOptions) {
    this.canvas = document.createElement('canvas');
    this.canvas.width = width;
    this.canvas.height = height;
    // A canvas that is no part of the page is not painted in every browser, and then captured at no steady rate.
    document.body.append(this.canvas);
    const context = this.canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('this browser gives no 2d context');
    this.#context = context;
    this.#source = source;
    this.#period = 1000 / fps;
    this.stream = this.canvas.captureStream(fps);
    this.#request = requestAnimationFrame((now) => this.#tick(now));
  }

  #tick(now: number): void {
    this.#request = requestAnimationFrame((next) => this.#tick(next));
    // Half a display frame early is nearer to being on time than half of one late.
    if (now < this.#due - 8) return;
    this.#due = Math.max(this.#due + this.#period, now);
    this.#draw();
  }

  #draw(): void {
    const { width, height } = this.canvas;
    const now = Date.now();
    this.#context.fillStyle = `hsl(${(now / 20) % 360} 60% 40%)`;
    this.#context.fillRect(0, 0, width, height);
    this.#context.fillStyle = 'white';
    this.#context.fillRect(((now / 4) % width) - 20, height * 0.72, 40, height * 0.2);
    this.#drawBlocks(encode({ time: codeTime(now), source: this.#source }));
  }

  #drawBlocks(blocks: readonly boolean[]): void {
    const width = (this.canvas.width * CODE_WIDTH) / COLUMNS;
    const height = (this.canvas.height * CODE_HEIGHT) / ROWS;
    blocks.forEach((white, index) => {
      this.#context.fillStyle = white ? 'white' : 'black';
      this.#context.fillRect((index % COLUMNS) * width, Math.floor(index / COLUMNS) * height, width, height);
    });
  }

  close(): void {
    cancelAnimationFrame(this.#request);
    for (const track of this.stream.getTracks()) track.stop();
    this.canvas.remove();
  }
}
