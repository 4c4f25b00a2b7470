import { Readable } from 'node:stream';
import { millis, Scope } from '@freshet/kit';
import { type View, WATCH_HEARTBEAT } from '@freshet/protocol/console';
import { ConsoleRefused } from './console-refused.ts';
import type { ConsoleSessions } from './console-sessions.ts';
import type { Watches } from './watches.ts';

/** Streams of all browsers, and of one session, that are open at once. */
const STREAMS = 256;
const STREAMS_OF_ONE = 16;
/** What a browser may leave unread; beyond it the stream ends, and it begins another one. Bytes. */
const UNREAD = 1024 * 1024;

/** What live streams need. */
export type LiveStreamsOptions = {
  readonly watches: Watches;
  readonly sessions: ConsoleSessions;
};

class LiveStream {
  readonly hash: string;
  readonly secret: string;
  readonly readable = new Readable({ read: () => undefined });

  constructor(hash: string, secret: string) {
    this.hash = hash;
    this.secret = secret;
    // It ends where the browser goes away in the middle, which is nobody's fault.
    this.readable.on('error', () => undefined);
  }

  say(text: string): void {
    if (this.readable.readableLength > UNREAD) this.readable.destroy();
    else this.readable.push(text);
  }

  end(): void {
    this.say('event: ended\ndata: {}\n\n');
    this.readable.push(null);
  }
}

/**
 * Views as server-sent events (HTML, section 9.2): each answer is a `message`; `ended` comes where the session is over,
 * and means that there is no use in coming back.
 */
export class LiveStreams {
  readonly #watches: Watches;
  readonly #sessions: ConsoleSessions;
  readonly #streams = new Set<LiveStream>();
  readonly #scope = new Scope();

  constructor({ watches, sessions }: LiveStreamsOptions) {
    this.#watches = watches;
    this.#sessions = sessions;
    this.#scope.add(sessions.events.on('ended', ({ hash }) => this.#end((stream) => stream.hash === hash)));
    this.#scope.every(millis(WATCH_HEARTBEAT), () => this.#beat());
  }

  /**
   * Opens a stream for the session with this secret.
   *
   * @throws ConsoleRefused `signedOut`, `tooMany`
   */
  open(secret: string | undefined, view: View): Readable {
    // Watching keeps no session from ending: a browser that is left alone is signed out.
    const session = secret === undefined ? undefined : this.#sessions.look(secret);
    if (secret === undefined || session === undefined) throw new ConsoleRefused('signedOut');
    const ofOne = [...this.#streams].filter(({ hash }) => hash === session.hash).length;
    if (this.#streams.size >= STREAMS || ofOne >= STREAMS_OF_ONE) {
      throw new ConsoleRefused('tooMany', 'too many live views are open: close some');
    }
    const stream = new LiveStream(session.hash, secret);
    const leave = this.#watches.watch(view, (text) => stream.say(`data: ${text}\n\n`));
    this.#streams.add(stream);
    stream.readable.once('close', () => {
      this.#streams.delete(stream);
      leave();
    });
    return stream.readable;
  }

  close(): void {
    this.#scope.close();
    this.#end(() => true);
  }

  #beat(): void {
    this.#end(({ secret }) => this.#sessions.look(secret) === undefined);
    for (const stream of this.#streams) stream.say('event: heartbeat\ndata: {}\n\n');
  }

  #end(isMeant: (stream: LiveStream) => boolean): void {
    for (const stream of [...this.#streams].filter(isMeant)) {
      this.#streams.delete(stream);
      stream.end();
    }
  }
}
