/** Takes requests in that format ndjson gave out: line by line, in batches, in the order of the file. */
import { hash } from 'node:crypto';
import { Ajv } from 'ajv';
import { type Static, Type } from 'typebox';
import { uuidv7 } from 'uuidv7';
import { withoutShared } from './capture/respond.ts';
import {
  CapturedRequest,
  HeaderPairs,
  type HeaderPair,
  type Imported,
  RequestState,
  SentResponse,
} from './contract.ts';
import { HookglassError } from './errors.ts';
import { headerValue } from './headers.ts';
import { readLines } from './lines.ts';
import type { NewCapture, SentAnswer, Store } from './store/store.ts';

/** Where imported requests go. */
export interface ImportTarget {
  store: Store;
  bin: string;
  /** Bytes of a body that this server keeps. */
  maxBodyBytes: number;
}

const maxBatchRows = 100;
const maxBatchBytes = 4 * 2 ** 20;
// Larger bodies go to the store in pieces, as they do when they are captured.
const pieceBytes = 256 * 1024;
const maxProblems = 100;
// What the listener takes of a head, and of trailers.
const maxHeadBytes = 256 * 1024;
// What a line holds besides the body: a head of 256 kB, of which each byte may take six as JSON, twice over.
const headBytes = 4 * 2 ** 20;
// The year 10000: what is later or before 1970 is no time that a request came at.
const lastInstant = 253_402_300_800_000;

const binary = (maxLength: number) => Type.String({ maxLength, pattern: '^[\\u0000-\\u00ff]*$' });
const { timing, pinned } = CapturedRequest.properties;

/** What is read of a line; titles, provider and attempt are found anew. */
const Line = Type.Object({
  receivedAt: Type.String({ maxLength: 40 }),
  method: Type.String({ pattern: "^[!#$%&'*+\\-.^_`|~0-9A-Za-z]{0,64}$" }),
  target: binary(300_000),
  path: binary(300_000),
  httpVersion: Type.String({ pattern: '^(?:\\d\\.\\d)?$' }),
  headers: HeaderPairs,
  trailers: HeaderPairs,
  remoteAddress: Type.String({ maxLength: 100, pattern: '^[0-9A-Za-z.:%]*$' }),
  remotePort: Type.Integer({ minimum: 0, maximum: 65_535 }),
  state: RequestState,
  reason: Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 1000 }),
  status: Type.Integer({ minimum: 0, maximum: 599 }),
  fault: Type.Optional(CapturedRequest.properties.fault),
  response: Type.Optional(Type.Unknown()),
  timing,
  body: Type.Object({
    size: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    stored: Type.Integer({ minimum: 0 }),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  }),
  bodyBase64: Type.String({ pattern: '^[A-Za-z0-9+/]*={0,2}$' }),
  pinned,
  note: Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 10_000 }),
});
type Line = Static<typeof Line>;

/** What was answered, where the bin answered in its own way. */
const Scripted = Type.Object({
  ...SentResponse.properties,
  headers: Type.Array(HeaderPairs.items, { maxItems: 60 }),
  body: Type.String({ maxLength: 65_536 }),
  scripted: Type.Literal(true),
  rule: Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 120 }),
  ruleId: Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 40 }),
});

const ajv = new Ajv();
const isLine = ajv.compile<Line>(Line);
const isScripted = ajv.compile<Static<typeof Scripted>>(Scripted);

/** A line that is no request; the message says why. */
class LineProblem extends Error {}

/** A request that waits for its batch. */
interface Waiting {
  capture: NewCapture;
  line: Line;
}

/** Reads all lines. What was taken in before an error stays; the error then says how much that is. */
export async function importLines(
  target: ImportTarget,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Imported> {
  const imported: Imported = { imported: 0, problems: [] };
  const batch = new Batch(target);
  const maxLine = Math.ceil((target.maxBodyBytes * 4) / 3) + headBytes;
  try {
    for await (const { line, text } of readLines(bytes, maxLine)) {
      try {
        if (text === null) throw new LineProblem(`The line is longer than ${maxLine} bytes`);
        if (text.trim() !== '') imported.imported += await batch.add(readLine(text, target.maxBodyBytes));
      } catch (cause) {
        if (!(cause instanceof LineProblem)) throw cause;
        if (imported.problems.length < maxProblems) imported.problems.push({ line, message: cause.message });
      }
    }
    imported.imported += await batch.flush();
    return imported;
  } catch (cause) {
    await batch.drop();
    if (!(cause instanceof HookglassError)) throw cause;
    throw new HookglassError(
      cause.code,
      `${cause.message}; ${imported.imported} requests were imported before`,
    );
  }
}

/** Requests on their way into the store: few large transactions, not many small ones, and not too large. */
class Batch {
  readonly #target: ImportTarget;
  #waiting: Waiting[] = [];
  #bytes = 0;

  constructor(target: ImportTarget) {
    this.#target = target;
  }

  /** Resolves with the number of requests that were kept by this call: of earlier ones too. */
  async add({ line, body }: { line: Line; body: Buffer }): Promise<number> {
    const { store, bin } = this.#target;
    const spool = body.length > pieceBytes ? await stage(store, body) : null;
    this.#waiting.push({ capture: captureOf(bin, line, { body, spool }), line });
    this.#bytes += line.body.stored;
    return this.#waiting.length >= maxBatchRows || this.#bytes >= maxBatchBytes ? this.flush() : 0;
  }

  /** Keeps what waits; resolves with how many that were. */
  async flush(): Promise<number> {
    if (this.#waiting.length === 0) return 0;
    const { store, bin } = this.#target;
    const waiting = this.#waiting;
    const acks = await store.append(waiting.map(({ capture }) => capture));
    this.#waiting = [];
    this.#bytes = 0;
    const times: number[] = [];
    for (const [at, { line }] of waiting.entries()) {
      const ack = acks[at];
      if (!ack?.ok) throw new HookglassError('bin_not_found', 'The bin was deleted');
      if (line.timing.commitMs !== null)
        times.push(ack.seq, line.timing.commitMs, line.timing.replyMs ?? Number.NaN);
      if (line.pinned || line.note !== null)
        await store.update(bin, ack.seq, { pinned: line.pinned, note: line.note });
    }
    if (times.length > 0) await store.settle(new Map([[bin, times]]));
    return waiting.length;
  }

  /** Forgets what waits, and the pieces of its bodies. */
  async drop(): Promise<void> {
    const spools = this.#waiting.map(({ capture }) => capture.body.spool).filter((spool) => spool !== null);
    this.#waiting = [];
    // The store may be in trouble: pieces that no request claims are dropped at the next start.
    for (const spool of spools) await this.#target.store.unstage(spool).catch(() => undefined);
  }
}

async function stage(store: Store, body: Buffer): Promise<number> {
  const spool = store.newSpool();
  for (let at = 0; at < body.length; at += pieceBytes)
    await store.stage(spool, at / pieceBytes, Uint8Array.from(body.subarray(at, at + pieceBytes)));
  return spool;
}

function captureOf(
  bin: string,
  line: Line,
  { body, spool }: { body: Buffer; spool: number | null },
): NewCapture {
  const { headers, trailers, timing } = line;
  return {
    bin,
    method: line.method,
    target: line.target,
    path: line.path,
    httpVersion: line.httpVersion,
    remoteAddress: line.remoteAddress,
    remotePort: line.remotePort,
    state: line.state,
    reason: line.reason,
    status: line.status,
    id: uuidv7(),
    receivedAt: Date.parse(line.receivedAt),
    rawHeaders: headers.flat(),
    rawTrailers: trailers.flat(),
    contentType: headerValue(headers, 'content-type'),
    headMs: timing.headMs,
    bodyMs: timing.bodyMs,
    ...scriptedOf(line),
    body: { ...line.body, bytes: spool === null && body.length > 0 ? [body] : [], spool },
  };
}

/** Lines of before there were such answers have none; the status is what counts then. */
function scriptedOf({ response, fault = null }: Line): Pick<NewCapture, 'scripted'> {
  if (!isScripted(response) || !response.headers.every(isPair)) return {};
  const { status, body, bodyBytes, rule, ruleId, delayMs } = response;
  const headers = withoutShared(response.headers);
  const answer: SentAnswer = { status, headers, body, bodyBytes, rule, ruleId, delayMs };
  return { scripted: { fault, answer: JSON.stringify(answer) } };
}

/** Throws LineProblem. */
function readLine(text: string, maxBodyBytes: number): { line: Line; body: Buffer } {
  const line = parse(text);
  if (!isLine(line))
    throw new LineProblem(`Not a request: ${ajv.errorsText(isLine.errors, { dataVar: 'line' })}`);
  checkHead(line);
  const receivedAt = Date.parse(line.receivedAt);
  // What cannot be read is NaN: neither.
  if (!(receivedAt >= 0 && receivedAt < lastInstant)) throw new LineProblem('receivedAt is not a time');
  const body = Buffer.from(line.bodyBase64, 'base64');
  checkBody(line, body);
  if (body.length > maxBodyBytes)
    throw new LineProblem(
      `The body has ${body.length} bytes; this server keeps ${maxBodyBytes} (--max-body)`,
    );
  return { line, body };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LineProblem('Not JSON');
  }
}

const isPair = ([name, value]: HeaderPair): boolean =>
  /^[!#$%&'*+\-.^_`|~\w]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);

/** What the HTTP parser would never have let in is not let in here either: exports are written from it. */
function checkHead({ method, target, path, httpVersion, headers, trailers }: Line): void {
  const isRefused = httpVersion === '';
  if (!isRefused && !/^[A-Z-]+$/.test(method)) throw new LineProblem('The method cannot be one');
  if (!isRefused && ![target, path].every((text) => /^[\x21-\x7e]+$/.test(text)))
    throw new LineProblem('The target cannot be one');
  for (const pairs of [headers, trailers]) {
    if (!pairs.every(isPair)) throw new LineProblem('A header cannot be one');
    // A colon and a line break each, and as many headers as there is room for.
    const bytes = pairs.reduce((sum, [name, value]) => sum + name.length + value.length + 3, 0);
    if (bytes > maxHeadBytes) throw new LineProblem(`The headers have more than ${maxHeadBytes} bytes`);
  }
}

/** A body that was kept whole is what its hash says. */
function checkBody({ body: { size, stored, sha256 } }: Line, body: Buffer): void {
  if (body.length !== stored || size < stored)
    throw new LineProblem(`The body has ${body.length} bytes, not ${stored}`);
  if (size === stored && hash('sha256', body) !== sha256)
    throw new LineProblem('The body is not the one that was exported: its SHA-256 differs');
}
