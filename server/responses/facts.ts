/** What rules and templates may ask of a request: looked up when it is asked, and once. Total: no input throws. */
import type { SignatureStatus } from '../contract.ts';
import { type Recognition, recognise } from '../recognise.ts';
import type { NewBody } from '../store/store.ts';

/** A request whose body is over. */
export interface AskedRequest {
  bin: string;
  id: string;
  /** Milliseconds since 1970. */
  receivedAt: number;
  method: string;
  /** Path and query below the hook URL, undecoded. */
  path: string;
  /** Names and values in turn. */
  rawHeaders: readonly string[];
  contentType: string | null;
  remoteAddress: string;
  body: NewBody;
}

/** One request, asked by many rules. */
export class Facts {
  readonly request: AskedRequest;
  readonly signature: SignatureStatus | null;
  /** Known only where a rule or a template asks for it, else 1. */
  readonly attempt: number;
  /** Without the query. */
  readonly path: string;
  #query: URLSearchParams | null = null;
  #known: Recognition | null = null;
  #json: { value: unknown } | null = null;

  constructor(request: AskedRequest, signature: SignatureStatus | null, attempt: number) {
    this.request = request;
    this.signature = signature;
    this.attempt = attempt;
    this.path = request.path.split('?', 1)[0] ?? '';
  }

  get query(): URLSearchParams {
    return (this.#query ??= new URLSearchParams(this.request.path.slice(this.path.length + 1)));
  }

  get known(): Recognition {
    const { rawHeaders, path } = this.request;
    return (this.#known ??= recognise({ rawHeaders, path, body: this.bytes }));
  }

  /** The name of the event, where the sender is known by it. */
  get event(): string | null {
    return this.known.provider === null ? null : this.known.title;
  }

  /** Undefined: it is none, or larger than what arrives in one piece (256 kB). */
  get json(): unknown {
    return (this.#json ??= { value: parse(this.bytes) }).value;
  }

  /** The body; empty when it is larger than what arrives in one piece. */
  get bytes(): Uint8Array {
    const { bytes } = this.request.body;
    return bytes.length === 1 && bytes[0] ? bytes[0] : Buffer.concat(bytes);
  }

  headers(name: string): string[] {
    const values: string[] = [];
    const { rawHeaders } = this.request;
    for (let at = 0; at + 1 < rawHeaders.length; at += 2)
      if (rawHeaders[at]?.toLowerCase() === name) values.push(rawHeaders[at + 1] ?? '');
    return values;
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString());
  } catch {
    // Not JSON: it has no value at any path.
    return undefined;
  }
}
