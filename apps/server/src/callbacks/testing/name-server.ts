import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

const HEADER = 12;
/** RFC 1035, section 4.1.1: an answer, with recursion; and the same that says that there is no such name. */
const FOUND = 0x8180;
const NOT_FOUND = 0x8183;
const TYPE_A = 1;
const CLASS_IN = 1;

/** A name server over UDP that knows a few names, and says nothing at all of some. */
export class NameServer {
  /** Names, each as often as it was asked for. */
  readonly asked: string[] = [];
  readonly #socket: Socket;
  readonly #addresses: Readonly<Record<string, string>>;
  readonly #silent: ReadonlySet<string>;

  /**
   * @param addresses of IPv4, by their names
   * @param silent names that are never answered
   */
  static async start(addresses: Readonly<Record<string, string>>, silent: readonly string[] = []): Promise<NameServer> {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new NameServer(socket, addresses, new Set(silent));
  }

  private constructor(socket: Socket, addresses: Readonly<Record<string, string>>, silent: ReadonlySet<string>) {
    this.#socket = socket;
    this.#addresses = addresses;
    this.#silent = silent;
    socket.on('message', (query, { port, address }) => {
      const answer = this.#answer(query);
      if (answer) socket.send(answer, port, address);
    });
  }

  get address(): string {
    return `127.0.0.1:${this.#socket.address().port}`;
  }

  close(): void {
    this.#socket.close();
  }

  #answer(query: Buffer): Buffer | undefined {
    const { name, end } = readName(query);
    this.asked.push(name);
    if (this.#silent.has(name)) return undefined;
    const address = this.#addresses[name];
    const records = address !== undefined && query.readUInt16BE(end) === TYPE_A ? [recordOf(address)] : [];
    const header = Buffer.alloc(HEADER);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(address === undefined ? NOT_FOUND : FOUND, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    return Buffer.concat([header, query.subarray(HEADER, end + 4), ...records]);
  }
}

/** The name that is asked for, and where its type begins. */
function readName(query: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = HEADER;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('ascii', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}

function recordOf(address: string): Buffer {
  const record = Buffer.alloc(16);
  // The name is that of the question.
  record.writeUInt16BE(0xc000 | HEADER, 0);
  record.writeUInt16BE(TYPE_A, 2);
  record.writeUInt16BE(CLASS_IN, 4);
  record.writeUInt16BE(4, 10);
  Buffer.from(address.split('.').map(Number)).copy(record, 12);
  return record;
}
