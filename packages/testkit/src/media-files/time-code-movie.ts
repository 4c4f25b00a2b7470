import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CODE_HEIGHT, CODE_WIDTH, COLUMNS, encode, ROWS } from '../in-page/time-code.ts';

/** A moving picture and speech, as files that stand for a camera and a microphone. */
export type RealInput = {
  readonly video: string;
  readonly audio: string;
  /** The source number in the time code of every frame; the code's time is that of the frame within the movie. */
  readonly source: number;
};

const SIZE = { width: 1280, height: 720 };
const FPS = 30;
const SECONDS = 10;
const SOURCE = 200;
const SPEECH = 'This is Freshet. What you hear was spoken for a test, and what you see is a clock that runs. ';
const FOLDER = fileURLToPath(new URL('../../.cache/media/', import.meta.url));

/** Makes the files with ffmpeg and espeak-ng, once on this work tree. */
export async function realInput(): Promise<RealInput> {
  const video = join(FOLDER, 'clock.mjpeg');
  const audio = join(FOLDER, 'speech.wav');
  mkdirSync(FOLDER, { recursive: true });
  if (!existsSync(video)) await whole(video, makeVideo);
  if (!existsSync(audio)) await whole(audio, makeSpeech);
  return { video, audio, source: SOURCE };
}

/** Lets `make` write a draft, which becomes the file only when it is whole. */
async function whole(path: string, make: (draft: string) => Promise<void>): Promise<void> {
  const draft = path.replace(/(\.\w+)$/, `.${process.pid}$1`);
  try {
    await make(draft);
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The test picture of ffmpeg, our time code over it, and the picture's own running clock, which is in its corner, big. */
function makeVideo(draft: string): Promise<void> {
  const code = { width: Math.round(SIZE.width * CODE_WIDTH), height: Math.round(SIZE.height * CODE_HEIGHT) };
  const picture = `testsrc2=size=${SIZE.width}x${SIZE.height}:rate=${FPS}:duration=${SECONDS}`;
  const blocks = ['-f', 'rawvideo', '-pixel_format', 'gray', '-video_size', `${COLUMNS}x${ROWS}`];
  const layers = [
    '[0]split[picture][corner]',
    '[corner]crop=104:40:0:0,scale=416:160:flags=neighbor[clock]',
    `[1]scale=${code.width}:${code.height}:flags=neighbor[code]`,
    '[picture][code]overlay=shortest=1[coded]',
    `[coded][clock]overlay=x=60:y=${code.height + 40}`,
  ];
  const encoder = ['-c:v', 'mjpeg', '-q:v', '4', '-pix_fmt', 'yuvj420p', draft];
  const inputs = ['-f', 'lavfi', '-i', picture, ...blocks, '-framerate', String(FPS), '-i', 'pipe:0'];
  return run(
    'ffmpeg',
    ['-loglevel', 'error', '-y', ...inputs, '-filter_complex', layers.join(';'), ...encoder],
    frames(),
  );
}

/** One pixel a block, one picture a frame. */
function frames(): Buffer {
  const pictures = Array.from({ length: FPS * SECONDS }, (_, frame) =>
    encode({ time: Math.round((frame * 1000) / FPS), source: SOURCE }).map((white) => (white ? 255 : 0)),
  );
  return Buffer.from(pictures.flat());
}

/** Speech, over and over, at a loudness that a room would have. */
async function makeSpeech(draft: string): Promise<void> {
  const spoken = `${draft}.espeak.wav`;
  try {
    await run('espeak-ng', ['-v', 'en', '-s', '150', '-w', spoken, SPEECH]);
    const format = ['-t', String(SECONDS), '-ar', '48000', '-ac', '1', '-c:a', 'pcm_s16le', draft];
    await run('ffmpeg', ['-loglevel', 'error', '-y', '-stream_loop', '-1', '-i', spoken, ...format]);
  } finally {
    rmSync(spoken, { force: true });
  }
}

function run(program: string, args: readonly string[], input?: Buffer): Promise<void> {
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'] });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.once('error', (cause) => reject(new Error(`${program} cannot be started: install it`, { cause })));
  child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}: ${said}`))));
  // A program that fails before it has read everything says why on its own; the broken pipe is no news.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return promise;
}
