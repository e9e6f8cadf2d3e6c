/**
 * A sample or a request of one's own, made into what is sent: ids and times anew, placeholders filled in, changed as the
 * variants say, signed as its sender signs. Pure: time and chance are given.
 */
import { gzipSync } from 'node:zlib';
import type { HeaderPair } from '../contract.ts';
import { type Chance, moveTimes, renewIds } from '../samples/fresh.ts';
import { type Sample, sampleTime } from '../samples/sample.ts';
import type { SignedRequest } from '../signatures/signature.ts';
import { verify } from '../signatures/verify.ts';
import { joined } from '../egress/paths.ts';
import { tampered, withField } from './body-edits.ts';
import { Placeholders } from './placeholders.ts';
import { otherSecret, signed, type Signer, signsBytes, toleranceOf, unsigned } from './signing.ts';
import {
  CannotCompose,
  type Composed,
  type Destination,
  type Draft,
  type Manner,
  type TestEvent,
  type Wanted,
} from './test-event.ts';
import { type Choice, choose } from './variants.ts';

const largeBytes = 10_000_000;
const slowSeconds = 5;
const hourMs = 3_600_000;
const minuteMs = 60_000;
// Family and skin tone, a flag, a keycap, right-to-left text, a line separator, a letter with a combining accent.
const emoji = '👩🏽‍💻👨‍👩‍👧🇮🇩7️⃣ שלום \u2028e\u0301';

/** Throws CannotCompose. */
export function compose(wanted: Wanted): Composed {
  const choice = choose(wanted.variants, (message) => {
    throw new CannotCompose('variant', message);
  });
  const notes: string[] = [];
  const { signer } = wanted;
  if (!signer && choice.signature !== 'valid')
    throw new CannotCompose(
      'variant',
      `"${choice.signature}" makes no sense here: nobody signs this request`,
    );
  if (signer?.secret === null && !/^(?:valid|no-signature)$/.test(choice.signature))
    throw new CannotCompose('secret', withoutSecret(signer));
  if (signer?.secret === null && choice.signature === 'valid')
    notes.push(`It is sent without a signature: ${withoutSecret(signer)}`);
  const one = (eventMs: number): TestEvent => event(wanted, choice, { eventMs, notes });
  const { nowMs } = wanted;
  if (choice.repeat === 'reordered')
    return { events: [one(nowMs), one(nowMs - minuteMs)], notes: unique(notes) };
  const only = one(nowMs);
  return { events: choice.repeat === 'twice' ? [only, only] : [only], notes: unique(notes) };
}

const withoutSecret = ({ providers: [{ label, schemes }] }: Signer): string =>
  schemes[0].secretForm === 'key'
    ? `${label} signs with a private key that only ${label} has. Make a key pair, give its private key as the secret, and set the bin up with the public one`
    : `no secret of ${label} is known; give one, or set up the bin's verification`;

const unique = (notes: readonly string[]): string[] => [...new Set(notes)];

/** When the event happened, and where to note what is odd. */
interface Moment {
  eventMs: number;
  notes: string[];
}

function event(wanted: Wanted, choice: Choice, moment: Moment): TestEvent {
  const { destination, signer, nowMs } = wanted;
  const old =
    choice.signature === 'old-timestamp' ? signer && ageMs(signer, requestOf(wanted, emptyDraft)) : 0;
  const signedAt = nowMs - (old ?? 0);
  const draft = changed(drafted(wanted, { ...moment, eventMs: moment.eventMs - (old ?? 0) }), choice);
  const request = requestOf(wanted, draft);
  const made = signer
    ? signedEvent(request, signer, { wanted, choice, signedAt, notes: moment.notes })
    : gzipped(request, choice);
  return {
    origin: destination.target,
    method: made.method,
    target: lineOf(destination, draft.path, made.url),
    headers: [...made.headers],
    body: bodyOf(made, wanted),
    manner: mannerOf(made.body.length, choice),
    // Of a body that is cut off nobody can tell.
    expected:
      signer && signer.secret !== null && choice.writing !== 'cut-off'
        ? expectedOf(made, signer, nowMs)
        : null,
  };
}

const emptyDraft: Draft = { method: 'POST', path: '', headers: [], body: Buffer.alloc(0) };

/** No body at all is not the same as an empty one: GET and its like have none. */
function bodyOf({ method, body }: SignedRequest, { given }: Wanted): Buffer | null {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  const isBare = /^(?:GET|HEAD|DELETE|OPTIONS|TRACE)$/.test(method) && !given.body;
  return bytes.length === 0 && isBare ? null : bytes;
}

/** The sample as it happens now, with what is given instead; or only what is given. */
function drafted({ sample, given, values, count, nowMs, chance }: Wanted, { eventMs, notes }: Moment): Draft {
  const placeholders = new Placeholders({ nowMs, count, values, chance });
  const fresh = sample && freshen(sample, { eventMs, chance });
  const filled = {
    method: given.method ?? fresh?.method ?? 'POST',
    path: plainPath(given.path === undefined ? (fresh?.path ?? '') : placeholders.fillPath(given.path)),
    headers:
      given.headers?.map(([name, value]): HeaderPair => [name, placeholders.fill(value)]) ??
      fresh?.headers ??
      [],
    body: given.body === undefined ? (fresh?.body ?? Buffer.alloc(0)) : filledBody(given.body, placeholders),
  };
  for (const name of placeholders.unknown)
    notes.push(`${name.startsWith('(') ? name : `{{${name}}}`} is not known: it is sent as it is`);
  return filled;
}

/** Only what may hold a placeholder is read, so bytes of any kind stay as they are. */
function filledBody(body: Buffer, placeholders: Placeholders): Buffer {
  return body.includes('{{') ? Buffer.from(placeholders.fill(body.toString('latin1')), 'latin1') : body;
}

/** The path as it may stand on a request line: what may not is escaped. */
const plainPath = (path: string): string =>
  path.replace(/#.*$/s, '').replace(/[^\x21-\x7e]+/g, (part) => encodeURIComponent(part.toWellFormed()));

/** The sample as it happens at this time. */
export function freshen(sample: Sample, { eventMs, chance }: { eventMs: number; chance: Chance }): Draft {
  const ids = renewIds(sample.ids, chance);
  const times = moveTimes(sampleTime, Math.floor(eventMs / 1000));
  const renew = (part: string): string => times(ids(part));
  return {
    method: sample.method,
    path: renew(sample.path),
    headers: sample.headers.map(([name, value]): HeaderPair => [name, renew(value)]),
    body: Buffer.from(renew(Buffer.from(sample.body).toString('latin1')), 'latin1'),
  };
}

/** What the variants put into it, before it is signed. */
function changed(draft: Draft, { bigIntegers, emoji: withEmoji, large, repeatedHeaders }: Choice): Draft {
  const fields = [
    ...(bigIntegers ? [{ name: 'hookglass_big_integer', value: '12345678901234567890' }] : []),
    ...(withEmoji ? [{ name: 'hookglass_emoji', value: JSON.stringify(emoji) }] : []),
  ];
  let { body } = draft;
  for (const field of fields) body = withField(body, draft.headers, field) ?? noPlace(field.name);
  if (large) body = padded(body, draft.headers);
  const headers: HeaderPair[] = repeatedHeaders
    ? [...draft.headers, ['X-Repeated', 'one'], ['x-repeated', 'two'], ['X-REPEATED', 'one']]
    : draft.headers;
  return { ...draft, headers, body };
}

function padded(body: Buffer, headers: readonly HeaderPair[]): Buffer {
  const name = 'hookglass_padding';
  const empty = withField(body, headers, { name, value: '""' }) ?? noPlace(name);
  const value = JSON.stringify('x'.repeat(Math.max(0, largeBytes - empty.length)));
  return withField(body, headers, { name, value }) ?? noPlace(name);
}

function noPlace(name: string): never {
  throw new CannotCompose(
    'variant',
    `There is no place for the field ${name}: the body is neither JSON nor a form, XML or multipart`,
  );
}

/** Past what is allowed by an hour. */
function ageMs(signer: Signer, request: SignedRequest): number {
  const tolerance = toleranceOf(signer, request);
  if (tolerance === null)
    throw new CannotCompose(
      'variant',
      `${signer.providers[0].label} signs no time, or none that is checked: there is no old timestamp`,
    );
  return tolerance * 1000 + hourMs;
}

const requestOf = ({ destination }: Wanted, { method, path, headers, body }: Draft): SignedRequest => ({
  method,
  url: called(destination.called, path),
  headers,
  body,
});

interface Signing {
  wanted: Wanted;
  choice: Choice;
  signedAt: number;
  notes: string[];
}

/** Compressed, signed and spoilt in the order that the choice asks for. */
function signedEvent(
  request: SignedRequest,
  signer: Signer,
  { wanted, choice, signedAt, notes }: Signing,
): SignedRequest {
  const { signature } = choice;
  if (signature === 'no-signature' || signer.secret === null)
    return gzipped(unsigned(request, signer), choice);
  const early = choice.gzip && signsBytes(signer, request);
  const wrong = signature === 'wrong-secret';
  const by = wrong ? { ...signer, secret: otherSecret(signer, request, wanted.chance) } : signer;
  const made = signed(early ? gzipped(request, choice) : request, by, signedAt) ?? cannotSign(signer);
  const sent = early ? made : gzipped(made, choice);
  return signature === 'tampered' ? spoilt(sent, wanted, notes) : sent;
}

function cannotSign({ providers: [{ label }] }: Signer): never {
  throw new CannotCompose(
    'secret',
    `This cannot be signed as ${label} signs: the secret is of another kind, or the request lacks what is signed`,
  );
}

function spoilt(request: SignedRequest, { sample }: Wanted, notes: string[]): SignedRequest {
  const body = Buffer.from(request.body);
  const other = tampered(body, sample?.signedText);
  if (!other) throw new CannotCompose('variant', 'There is nothing in the body to tamper with');
  notes.push('One character of the body was changed after signing.');
  return { ...request, body: other };
}

function gzipped(request: SignedRequest, { gzip }: Choice): SignedRequest {
  if (!gzip) return request;
  if (request.body.length === 0)
    throw new CannotCompose('variant', 'There is no body that could be compressed');
  const headers: HeaderPair[] = [...request.headers, ['Content-Encoding', 'gzip']];
  return { ...request, headers, body: gzipSync(request.body) };
}

function mannerOf(size: number, { writing }: Choice): Manner {
  if (writing === null) return {};
  if (size < 2) throw new CannotCompose('variant', `There is no body that could be sent so: ${writing}`);
  const inFour = Math.max(1, Math.ceil(size / 4));
  const slowly = Math.max(1, size / slowSeconds);
  if (writing === 'chunked') return { chunkBytes: inFour };
  if (writing === 'slow') return { bytesPerSecond: slowly };
  if (writing === 'slow-chunked')
    return { chunkBytes: Math.max(1, Math.ceil(size / 10)), bytesPerSecond: slowly };
  return { cutAfter: Math.floor(size / 2) };
}

function expectedOf(request: SignedRequest, { providers: [provider], settings }: Signer, nowMs: number) {
  const { status, reason } = verify(provider, settings, request, nowMs);
  return { status, reason };
}

/** The URL that a sender would have called. */
const called = (base: URL, path: string): string => base.origin + joined(base, path);

/** The request line's target. Signing may have changed the query, of the URL that was called. */
function lineOf({ target, called: base }: Destination, path: string, signedUrl: string | null): string {
  const plain = joined(target, path);
  if (signedUrl === null || signedUrl === called(base, path)) return plain;
  return plain.replace(/\?.*$/s, '') + signedUrl.replace(/^[^?]*/, '');
}
