import { type EventData, eventText, type Position, type ServerEventName } from '@freshet/protocol';

/** One event of a topic, as every reader gets it. */
export type LogEntry = {
  readonly event: ServerEventName;
  readonly seq: number;
  /** The whole message, serialised once. */
  readonly text: string;
};

/**
 * Characters that a log keeps at least, where its events are large. Twice as many is the most it holds: less than a
 * client may leave unread, so that whoever returns can be told all of it at once.
 */
const KEPT_SIZE = 128 * 1024;

/**
 * The ordered events of one topic, the last of them kept for those who return. A log has an epoch and each event a
 * sequence number; together they say how far a reader has come.
 */
export class TopicLog {
  readonly #topic: 'room' | 'session';
  readonly #epoch: number;
  readonly #keep: number;
  #entries: LogEntry[] = [];
  #size = 0;
  #seq = 0;

  /** @param keep how many events a reader may miss and still be told one by one */
  constructor(topic: 'room' | 'session', epoch: number, keep: number) {
    this.#topic = topic;
    this.#epoch = epoch;
    this.#keep = keep;
  }

  get position(): Position {
    return { epoch: this.#epoch, seq: this.#seq };
  }

  append<E extends ServerEventName>(event: E, data: EventData<E>): LogEntry {
    this.#seq += 1;
    const entry = { event, seq: this.#seq, text: eventText(event, this.#topic, this.position, data) };
    this.#entries.push(entry);
    this.#size += entry.text.length;
    // Trimmed in batches, so that a busy log does not move its whole array at every event.
    if (this.#entries.length > 2 * this.#keep || this.#size > 2 * KEPT_SIZE) this.#trim();
    return entry;
  }

  /** An event for those who are there now: it has no place of its own, and nobody can miss it. */
  pass<E extends ServerEventName>(event: E, data: EventData<E>): LogEntry {
    return { event, seq: this.#seq, text: eventText(event, this.#topic, this.position, data) };
  }

  /** What came after `position`, or nothing where the log cannot tell any more and a snapshot is due. */
  since(position: Position): readonly LogEntry[] | undefined {
    if (position.epoch !== this.#epoch || position.seq > this.#seq) return undefined;
    const missed = this.#seq - position.seq;
    if (missed > this.#entries.length) return undefined;
    return missed === 0 ? [] : this.#entries.slice(-missed);
  }

  #trim(): void {
    let [first, size] = [this.#entries.length, 0];
    const oldest = Math.max(0, first - this.#keep);
    while (first > oldest) {
      const next = size + (this.#entries[first - 1]?.text.length ?? 0);
      if (next > KEPT_SIZE) break;
      [first, size] = [first - 1, next];
    }
    this.#entries = this.#entries.slice(first);
    this.#size = size;
  }
}
