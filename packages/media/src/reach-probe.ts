import { createHmac, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { crc32 } from 'node:zlib';
import type { Viewer } from '@freshet/core';
import { type Millis, Scope, seconds } from '@freshet/kit';
import * as z from 'zod';
import { readBlob } from './engine-blob.ts';

/** One way to a media worker, as clients are told of it, and whether it leads there. */
export type ProbedWay = {
  readonly address: string;
  readonly port: number;
  readonly protocol: 'udp' | 'tcp';
  readonly answered: boolean;
};

const PATIENCE = seconds(2);
/** UDP loses packets, even on the way through one's own router. */
const REPEAT = seconds(0.4);

const Answer = z.object({
  transport: z.object({
    iceParameters: z.object({ usernameFragment: z.string(), password: z.string() }),
    iceCandidates: z.array(z.object({ address: z.string(), port: z.number(), protocol: z.enum(['udp', 'tcp']) })),
  }),
});
type Credentials = z.output<typeof Answer>['transport']['iceParameters'];

/**
 * Knocks from this machine at every address that the clients of `viewer` are told, as a browser begins: RFC 8445,
 * section 7.2. A way that leads out and back in through a router works only where that router allows it.
 */
export async function probeWays(viewer: Viewer, patience: Millis = PATIENCE): Promise<readonly ProbedWay[]> {
  const { iceParameters, iceCandidates } = readBlob(Answer, viewer.answer).transport;
  return Promise.all(
    iceCandidates.map(async ({ address, port, protocol }) => {
      const knock = protocol === 'udp' ? knockByUdp : knockByTcp;
      return { address, port, protocol, answered: await knock({ address, port }, iceParameters, patience) };
    }),
  );
}

type Place = { readonly address: string; readonly port: number };

async function knockByUdp({ address, port }: Place, credentials: Credentials, patience: Millis): Promise<boolean> {
  const scope = new Scope();
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  scope.add(() => socket.close());
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const request = bindingRequest(credentials);
  // A failure to send one packet is as good as its loss.
  const send = (): void => socket.send(request, port, address, () => undefined);
  socket.on('error', () => resolve(false));
  socket.on('message', (message) => {
    if (isSuccess(message, request)) resolve(true);
  });
  scope.every(REPEAT, send);
  scope.after(patience, () => resolve(false));
  send();
  return promise.finally(() => scope.close());
}

async function knockByTcp({ address, port }: Place, credentials: Credentials, patience: Millis): Promise<boolean> {
  const scope = new Scope();
  const socket = connect({ host: address, port });
  scope.add(() => socket.destroy());
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const request = bindingRequest(credentials);
  socket.on('connect', () => socket.write(framed(request)));
  socket.on('error', () => resolve(false));
  socket.on('data', (data) => resolve(isSuccess(data.subarray(2), request)));
  scope.after(patience, () => resolve(false));
  return promise.finally(() => scope.close());
}

// RFC 8489: section 5 for the header, 14 for the attributes.
const MAGIC = 0x2112a442;
const REQUEST = 0x0001;
const SUCCESS = 0x0101;
const HEADER = 20;
const attributes = { username: 0x0006, integrity: 0x0008, priority: 0x0024, fingerprint: 0x8028, controlling: 0x802a };
const FINGERPRINT_MASK = 0x5354554e;
/** RFC 8445, section 5.1.2.1: that of a peer-reflexive candidate. */
const PRIORITY = 0x6e_00_01_ff;

function bindingRequest({ usernameFragment, password }: Credentials): Buffer {
  const head = Buffer.alloc(HEADER);
  head.writeUInt16BE(REQUEST, 0);
  head.writeUInt32BE(MAGIC, 4);
  randomBytes(12).copy(head, 8);
  const open = Buffer.concat([
    head,
    attribute(attributes.username, Buffer.from(`${usernameFragment}:probe`)),
    attribute(attributes.priority, uint32(PRIORITY)),
    attribute(attributes.controlling, randomBytes(8)),
  ]);
  const digest = createHmac('sha1', password).update(withLength(open, 24)).digest();
  const signed = Buffer.concat([open, attribute(attributes.integrity, digest)]);
  const sum = (crc32(withLength(signed, 8)) ^ FINGERPRINT_MASK) >>> 0;
  return withLength(Buffer.concat([signed, attribute(attributes.fingerprint, uint32(sum))]), 0);
}

function attribute(type: number, value: Buffer): Buffer {
  const padded = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  padded.writeUInt16BE(type, 0);
  padded.writeUInt16BE(value.length, 2);
  value.copy(padded, 4);
  return padded;
}

// What is signed says already how long it will be with the attribute that follows.
function withLength(message: Buffer, further: number): Buffer {
  message.writeUInt16BE(message.length - HEADER + further, 2);
  return message;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

// RFC 4571: each message over TCP begins with its length.
function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

const isSuccess = (message: Buffer, request: Buffer): boolean =>
  message.length >= HEADER &&
  message.readUInt16BE(0) === SUCCESS &&
  message.subarray(4, HEADER).equals(request.subarray(4, HEADER));
