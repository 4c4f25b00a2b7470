import { type EventData, eventText, type Position, type ServerEventName } from '@freshet/protocol';

/** One event of a topic, as every reader gets it. */
export type LogEntry = {
  readonly event: ServerEventName;
  readonly seq: number;
  /** The whole message, serialised once. */
  readonly text: string;
};

/**
 * The ordered events of one topic, the last of them kept for those who return. A log has an epoch and each event a
 * sequence number; together they say how far a reader has come.
 */
export class TopicLog {
  readonly #topic: 'room' | 'session';
  readonly #epoch: number;
  readonly #keep: number;
  #entries: LogEntry[] = [];
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
    // Trimmed in batches, so that a busy log does not move its whole array at every event.
    if (this.#entries.length > 2 * this.#keep) this.#entries = this.#entries.slice(-this.#keep);
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
}
