/**
 * Who sent a request and what it calls the event. A hint for people: it decides nothing, and it is total. What
 * would take long is not looked at.
 */
import { type Money, type Sender, senders, type Source } from './senders.ts';

/** What a row leads with. */
export interface Recognition {
  provider: string | null;
  title: string;
  summary: string;
  eventId: string | null;
}

/** A request, as far as a sender can be told from it. */
export interface Recognisable {
  /** Names and values in turn. */
  rawHeaders: readonly string[];
  path: string;
  body: Uint8Array;
}

const maxBodyBytes = 64 * 1024;
const maxLength = 200;
// Currencies that payment providers count in whole units: docs.stripe.com/currencies#zero-decimal.
const withoutCents = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF'.split(' '));
const formats = new Map<string, Intl.NumberFormat | null>();

/** Titles an unknown sender's request by its path. */
export function recognise(request: Recognisable): Recognition {
  const [plainPath = ''] = request.path.split('?', 1);
  const reader = new Reader(request);
  const sender = senders.find((one) => reader.isFrom(one));
  if (!sender)
    return { provider: null, title: short(plainPath), summary: '', eventId: reader.text('h:webhook-id') };
  return {
    provider: sender.provider,
    title: short(reader.texts(sender.title).join('.')) || short(plainPath),
    summary: short(reader.texts(sender.summary).join(' · ')),
    eventId: sender.id.map((source) => reader.text(source)).find((text) => text !== null) ?? null,
  };
}

const short = (text: string): string => (text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text);

/** Looks values up; the body is read at most once, and only when a value is sought in it. */
class Reader {
  readonly #headers = new Map<string, string>();
  readonly #path: string;
  readonly #body: Buffer;
  #text: string | null = null;
  #json: { value: unknown } | null = null;
  #form: URLSearchParams | null = null;
  #query: URLSearchParams | null = null;

  constructor({ rawHeaders, path, body }: Recognisable) {
    for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
      const name = rawHeaders[at]?.toLowerCase() ?? '';
      if (!this.#headers.has(name)) this.#headers.set(name, rawHeaders[at + 1] ?? '');
    }
    this.#path = path;
    const kept = body.length > maxBodyBytes ? body.subarray(0, 0) : body;
    this.#body = Buffer.from(kept.buffer, kept.byteOffset, kept.length);
  }

  isFrom({ when, hint }: Sender): boolean {
    if (hint !== undefined && !this.#body.includes(hint)) return false;
    return when.every((source) => this.text(source) !== null);
  }

  texts(sources: readonly (Source | Money)[]): string[] {
    return sources
      .map((source) => (typeof source === 'string' ? this.text(source) : this.#money(source)))
      .filter((text) => text !== null);
  }

  text(source: Source): string | null {
    if (source.startsWith('=')) return source.slice(1);
    const name = source.slice(2);
    const found = this.#find(source.charAt(0), name);
    return found === null || found === '' ? null : found.slice(0, maxLength);
  }

  #find(kind: string, name: string): string | null {
    if (kind === 'h') return this.#headers.get(name) ?? null;
    if (kind === 'q') {
      this.#query ??= new URLSearchParams(this.#path.split('?').slice(1).join('?'));
      return this.#query.get(name);
    }
    if (kind === 'f') return this.#isForm ? this.#formOf().get(name) : null;
    if (kind === 'x') return this.#xml(name);
    return plain(at(this.#jsonOf(), name.split('.')));
  }

  get #isForm(): boolean {
    return (
      this.#headers.get('content-type')?.toLowerCase().startsWith('application/x-www-form-urlencoded') ??
      false
    );
  }

  #formOf(): URLSearchParams {
    return (this.#form ??= new URLSearchParams(this.#textOf()));
  }

  #textOf(): string {
    return (this.#text ??= this.#body.toString());
  }

  #jsonOf(): unknown {
    if (!this.#json) {
      const text = this.#isForm ? (this.#formOf().get('payload') ?? '') : this.#textOf();
      this.#json = { value: parse(text) };
    }
    return this.#json.value;
  }

  /** The text of the first element of this name, whatever its prefix; no tree, no entities. */
  #xml(name: string): string | null {
    const text = this.#textOf();
    if (!text.trimStart().startsWith('<')) return null;
    const found = new RegExp(`<(?:[\\w-]+:)?${name}>(?:<!\\[CDATA\\[)?([^<\\]]{0,${maxLength}})`).exec(text);
    return found?.[1]?.trim() ?? null;
  }

  #money({ amount, currency, minor }: Money): string | null {
    const value = Number(this.text(amount) ?? Number.NaN);
    const code = this.text(currency)?.toUpperCase() ?? '';
    const format = currencyFormat(code);
    if (!format || !Number.isFinite(value)) return null;
    return format.format(minor && !withoutCents.has(code) ? value / 100 : value);
  }
}

/** Making one costs more than the rest of a recognition: one a currency is kept, and there are not many. */
function currencyFormat(code: string): Intl.NumberFormat | null {
  if (!/^[A-Z]{3}$/.test(code)) return null;
  const known = formats.get(code);
  if (known !== undefined) return known;
  const format =
    formats.size < 300 ? new Intl.NumberFormat('en', { style: 'currency', currency: code }) : null;
  formats.set(code, format);
  return format;
}

function parse(text: string): unknown {
  const first = text.trimStart().charAt(0);
  if (first !== '{' && first !== '[') return null;
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, whatever it begins with: nothing can be found in it.
    return null;
  }
}

function at(value: unknown, path: readonly string[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return null;
    here = (here as Record<string, unknown>)[key];
  }
  return here;
}

const plain = (value: unknown): string | null => {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
};
