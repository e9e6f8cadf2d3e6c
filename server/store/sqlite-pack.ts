/**
 * A batch on its way to the writer thread: one flat list of small values and one buffer of bytes that changes
 * hands without a copy. Cloning objects instead costs several times as much.
 */
import type { FaultKind, RequestState, SignatureStatus } from '../contract.ts';
import type { Checked, NewBody, NewCapture } from './store.ts';

type Value = string | number | null;

/** What is posted. */
export interface PackedBatch {
  values: Value[];
  bytes: ArrayBuffer;
}

/** A capture as the writer reads it; `head`, `trailers` and `body` are views of one buffer. */
export type UnpackedCapture = Omit<
  NewCapture,
  'rawHeaders' | 'rawTrailers' | 'body' | 'checked' | 'scripted'
> &
  Omit<NewBody, 'bytes'> & {
    checked: Checked;
    fault: FaultKind | null;
    answer: string | null;
    head: Buffer;
    trailers: Buffer;
    body: Buffer;
  };

/** Header names and values hold no line feed: the parser refuses it. */
const separator = '\n';

/** Names and values in turn, from the bytes they are stored as. */
export function unpackPairs(bytes: Uint8Array): string[] {
  return bytes.length === 0
    ? []
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1').split(separator);
}

/** Packs a batch in one pass. */
export function pack(batch: readonly NewCapture[]): PackedBatch {
  const texts = batch.map(
    ({ rawHeaders, rawTrailers }) => [rawHeaders.join(separator), rawTrailers.join(separator)] as const,
  );
  let total = 0;
  batch.forEach(({ body }, index) => {
    total += (texts[index]?.[0].length ?? 0) + (texts[index]?.[1].length ?? 0);
    for (const piece of body.bytes) total += piece.byteLength;
  });
  const bytes = new ArrayBuffer(total);
  const buffer = Buffer.from(bytes);
  const values: Value[] = [];
  let at = 0;
  batch.forEach((one, index) => {
    const [head = '', trailers = ''] = texts[index] ?? [];
    const { body } = one;
    at += buffer.write(head, at, 'latin1');
    at += buffer.write(trailers, at, 'latin1');
    const bodyStart = at;
    for (const piece of body.bytes) {
      buffer.set(piece, at);
      at += piece.byteLength;
    }
    values.push(
      one.bin,
      one.id,
      one.receivedAt,
      one.method,
      one.target,
      one.path,
      one.httpVersion,
      one.contentType,
      one.remoteAddress,
      one.remotePort,
      one.state,
      one.reason,
      one.status,
      one.headMs,
      one.bodyMs,
      body.size,
      body.stored,
      body.sha256,
      body.spool,
      head.length,
      trailers.length,
      at - bodyStart,
      one.checked?.version ?? 0,
      one.checked?.signature ?? null,
      one.checked?.verdicts ?? null,
      one.scripted?.fault ?? null,
      one.scripted?.answer ?? null,
    );
  });
  return { values, bytes };
}

const width = 27;

/** Reads what `pack` wrote, one capture after the other. */
export function* unpack({ values, bytes }: PackedBatch): Generator<UnpackedCapture> {
  let at = 0;
  const take = (length: number): Buffer => {
    const view = Buffer.from(bytes, at, length);
    at += length;
    return view;
  };
  for (let index = 0; index < values.length; index += width) {
    // The tuple is what `pack` pushed; both are in this file for that reason.
    const [
      bin,
      id,
      receivedAt,
      method,
      target,
      path,
      httpVersion,
      contentType,
      remoteAddress,
      remotePort,
      state,
      reason,
      status,
      headMs,
      bodyMs,
      size,
      stored,
      sha256,
      spool,
      headLength,
      trailersLength,
      bodyLength,
      version,
      signature,
      verdicts,
      fault,
      answer,
    ] = values.slice(index, index + width) as [
      string,
      string,
      number,
      string,
      string,
      string,
      string,
      string | null,
      string,
      number,
      RequestState,
      string | null,
      number,
      number | null,
      number,
      number,
      number,
      string,
      number | null,
      number,
      number,
      number,
      number,
      SignatureStatus | null,
      string | null,
      FaultKind | null,
      string | null,
    ];
    yield {
      bin,
      id,
      receivedAt,
      method,
      target,
      path,
      httpVersion,
      contentType,
      remoteAddress,
      remotePort,
      state,
      reason,
      status,
      headMs,
      bodyMs,
      size,
      stored,
      sha256,
      spool,
      checked: { version, signature, verdicts },
      fault,
      answer,
      head: take(headLength),
      trailers: take(trailersLength),
      body: take(bodyLength),
    };
  }
}
