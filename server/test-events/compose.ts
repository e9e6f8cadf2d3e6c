/**
 * A sample or a request of one's own, made into what is sent: ids and times anew, placeholders filled in, changed as the
 * variants say, signed as its sender signs. Pure: time and chance are given.
 */
import { gzipSync } from 'node:zlib';
import type { HeaderPair } from '../contract.ts';
import type { Manner } from '../egress/outgoing.ts';
import { joined } from '../egress/paths.ts';
import type { Chance } from '../samples/fresh.ts';
import type { Sample } from '../samples/sample.ts';
import { providerOf } from '../signatures/providers.ts';
import type { SignedRequest } from '../signatures/signature.ts';
import { verify } from '../signatures/verify.ts';
import { tampered } from './body-edits.ts';
import { changed, drafted, freshen, type Moment } from './draft.ts';
import { otherSecret, signed, type Signer, signsBytes, toleranceOf, unsigned } from './signing.ts';
import {
  CannotCompose,
  type Composed,
  type Destination,
  type Draft,
  type TestEvent,
  type Wanted,
} from './test-event.ts';
import { type Choice, choose } from './variants.ts';

const slowSeconds = 5;
const hourMs = 3_600_000;
const minuteMs = 60_000;

/** Throws CannotCompose. */
export function compose(wanted: Wanted): Composed {
  const choice = choose(wanted.variants, (message) => refuse('variant', message));
  const notes: string[] = [];
  checkSigner(wanted, choice, notes);
  const one = (eventMs: number): TestEvent => event(wanted, choice, { eventMs, notes });
  const { nowMs } = wanted;
  const first = one(nowMs);
  if (choice.repeat === 'twice') return { events: [first, first], notes: unique(notes) };
  if (choice.repeat === null) return { events: [first], notes: unique(notes) };
  const older = one(nowMs - minuteMs);
  if (first.target === older.target && first.body?.equals(older.body ?? first.body))
    notes.push('Both events are the same: put {{uuid}} or {{now}} where they should differ.');
  return { events: [first, older], notes: unique(notes) };
}

const unique = (notes: readonly string[]): string[] => [...new Set(notes)];

function refuse(field: string, message: string): never {
  throw new CannotCompose(field, message);
}

function checkSigner({ signer }: Wanted, { signature, gzip }: Choice, notes: string[]): void {
  if (!signer && signature !== 'valid')
    refuse('variant', `"${signature}" makes no sense here: nobody signs this request`);
  if (gzip && signature === 'tampered')
    refuse('variant', 'A compressed body that was tampered with cannot be inflated: choose one of the two');
  if (signer?.secret !== null || signature === 'no-signature') return;
  if (signature !== 'valid') refuse('secret', withoutSecret(signer));
  notes.push(`It is sent without a signature: ${withoutSecret(signer)}`);
}

const withoutSecret = ({ providers: [{ label, schemes }] }: Signer): string =>
  schemes[0].secretForm === 'key'
    ? `${label} signs with a private key that only ${label} has. Make a key pair, give its private key as the secret, and set the bin up with the public one`
    : `no secret of ${label} is known; give one, or set up the bin's verification`;

function event(wanted: Wanted, choice: Choice, moment: Moment): TestEvent {
  const { destination, signer, nowMs } = wanted;
  const old =
    signer && choice.signature === 'old-timestamp' ? ageMs(signer, requestOf(wanted, emptyDraft)) : 0;
  const draft = changed(drafted(wanted, { ...moment, eventMs: moment.eventMs - old }), choice);
  const request = requestOf(wanted, draft);
  const made = signer
    ? signedEvent(request, signer, { wanted, choice, signedAt: nowMs - old })
    : gzipped(unproven(request, wanted), choice);
  const expected = expectedOf(made, wanted, choice);
  if (choice.signature === 'tampered')
    moment.notes.push(
      `One character of the body was changed after signing.${expected?.status === 'valid' ? ' This signature does not cover it: no receiver can notice.' : ''}`,
    );
  return {
    origin: destination.target,
    method: made.method,
    target: lineOf(destination, draft.path, made.url),
    headers: [...made.headers],
    body: bodyOf(made, wanted),
    manner: mannerOf(made.body.length, choice),
    expected,
  };
}

/** Nobody signs: a signature that was recorded with the sample proves nothing of this one. */
function unproven(
  request: SignedRequest,
  { sample, given }: Pick<Wanted, 'sample' | 'given'>,
): SignedRequest {
  const signers = given.headers ? [] : (sample?.signers ?? []).map(providerOf);
  const [first, ...others] = signers.filter((one) => one !== null);
  return first
    ? unsigned(request, { providers: [first, ...others], settings: noSettings, secret: null })
    : request;
}

/** A sample as it happens at this time, as its sender has it before signing. */
export function unsignedSample(sample: Sample, when: { eventMs: number; chance: Chance }): Draft {
  const draft = freshen(sample, when);
  const { headers, body } = unproven({ ...draft, url: null }, { sample, given: {} });
  return { ...draft, headers: [...headers], body: Buffer.from(body) };
}

const noSettings: Signer['settings'] = { secrets: [], values: {}, toleranceSeconds: null };
const emptyDraft: Draft = { method: 'POST', path: '', headers: [], body: Buffer.alloc(0) };

/** No body at all is not the same as an empty one: GET and its like have none. */
function bodyOf({ method, body }: SignedRequest, { given }: Wanted): Buffer | null {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  const isBare = /^(?:GET|HEAD|DELETE|OPTIONS|TRACE)$/.test(method) && !given.body;
  return bytes.length === 0 && isBare ? null : bytes;
}

/** Past what is allowed by an hour. */
function ageMs(signer: Signer, request: SignedRequest): number {
  const tolerance = toleranceOf(signer, request);
  if (tolerance === null)
    refuse(
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
}

/** Compressed, signed and spoilt in the order that the choice asks for. */
function signedEvent(
  request: SignedRequest,
  signer: Signer,
  { wanted, choice, signedAt }: Signing,
): SignedRequest {
  const { signature } = choice;
  if (signature === 'no-signature' || signer.secret === null)
    return gzipped(unsigned(request, signer), choice);
  const early = choice.gzip && signsBytes(signer, request);
  const wrong = signature === 'wrong-secret';
  const by = wrong ? { ...signer, secret: otherSecret(signer, request, wanted.chance) } : signer;
  const made = signed(early ? gzipped(request, choice) : request, by, signedAt) ?? cannotSign(signer);
  const sent = early ? made : gzipped(made, choice);
  return signature === 'tampered' ? spoilt(sent, wanted) : sent;
}

function cannotSign({ providers: [{ label }] }: Signer): never {
  refuse(
    'secret',
    `This cannot be signed as ${label} signs: the secret is of another kind, or the request lacks what is signed`,
  );
}

function spoilt(request: SignedRequest, { sample }: Wanted): SignedRequest {
  const body = Buffer.from(request.body);
  const other = tampered(body, sample?.signedText);
  if (!other) refuse('variant', 'There is nothing in the body to tamper with');
  return { ...request, body: other };
}

function gzipped(request: SignedRequest, { gzip }: Choice): SignedRequest {
  if (!gzip) return request;
  if (request.body.length === 0) refuse('variant', 'There is no body that could be compressed');
  const headers: HeaderPair[] = [...request.headers, ['Content-Encoding', 'gzip']];
  return { ...request, headers, body: gzipSync(request.body) };
}

function mannerOf(size: number, { writing }: Choice): Manner {
  if (writing === null) return {};
  if (size < 2) refuse('variant', `There is no body that could be sent so: ${writing}`);
  const inFour = Math.max(1, Math.ceil(size / 4));
  const slowly = Math.max(1, size / slowSeconds);
  if (writing === 'chunked') return { chunkBytes: inFour };
  if (writing === 'slow') return { bytesPerSecond: slowly };
  if (writing === 'slow-chunked')
    return { chunkBytes: Math.max(1, Math.ceil(size / 10)), bytesPerSecond: slowly };
  return { cutAfter: Math.floor(size / 2) };
}

function expectedOf(
  request: SignedRequest,
  { signer, nowMs }: Wanted,
  { writing }: Choice,
): TestEvent['expected'] {
  // Of a body that is cut off nobody can tell.
  if (!signer || signer.secret === null || writing === 'cut-off') return null;
  const { status, reason } = verify(signer.providers[0], signer.settings, request, nowMs);
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
