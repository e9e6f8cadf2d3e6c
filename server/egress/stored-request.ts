/** A stored request on its way out again: as it came, edited, or signed anew. */
import type { HeaderPair, RequestEdit } from '../contract.ts';
import { fail, HookglassError } from '../errors.ts';
import { sign } from '../signatures/sign.ts';
import type { SignedRequest } from '../signatures/signature.ts';
import { providerOf } from '../signatures/providers.ts';
import type { Store, StoredRequest, StoredVerification } from '../store/store.ts';
import { whole } from '../verification/arrival.ts';
import { askedOf, settingsOf } from '../verification/verdicts.ts';
import type { OutgoingBody, OutgoingRequest } from './outgoing.ts';
import { belowHook, pathAt } from './paths.ts';

/** Larger bodies are read while they are sent. */
const inHandBytes = 2 ** 20;
/** What is signed must be in memory. */
const maxSignedBytes = 64 * 2 ** 20;

/** How a stored request is sent. */
export interface Resending {
  target: URL;
  path: 'keep' | 'replace';
  host: 'target' | 'original';
  sign: 'keep' | 'resign';
  anyCertificate: boolean;
  edit: RequestEdit;
}

/** A request, and whether its body is another than the one that is stored. */
export interface Resent {
  request: OutgoingRequest;
  ownBody: boolean;
}

/** Throws not_sendable, bad_edit, cannot_sign, body_too_large, request_not_found. */
export async function resent(
  store: Store,
  stored: StoredRequest,
  resending: Resending,
  now: number,
): Promise<Resent> {
  if (stored.httpVersion === '') fail('not_sendable');
  const { target, path, host, anyCertificate, edit } = resending;
  checkEdit(edit);
  const resign = resending.sign === 'resign';
  const own = edit.body === undefined ? null : bytesOf(edit.body);
  const request: OutgoingRequest = {
    origin: target,
    method: edit.method ?? stored.method,
    target: pathAt(target, edit.path ?? belowHook(stored), path),
    headers: edit.headers ?? stored.headers,
    body: own ?? (await bodyOf(store, stored, resign)),
    host,
    anyCertificate,
  };
  const signed = resign ? resigned(store, stored, request, now) : request;
  return { request: signed, ownBody: own !== null || signed.body !== request.body };
}

async function bodyOf(store: Store, stored: StoredRequest, inHand: boolean): Promise<OutgoingBody | null> {
  const { bin, seq, body, headers } = stored;
  const hadOne = headers.some(([name]) => /^(?:content-length|transfer-encoding)$/i.test(name));
  if (body.stored === 0) return hadOne ? new Uint8Array() : null;
  const size = body.stored;
  if (inHand && size > maxSignedBytes) fail('body_too_large', 'The body is too large to be signed');
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    const found = (await store.body(bin, seq)) ?? fail('request_not_found');
    yield* found.pieces;
  };
  if (!inHand && size > inHandBytes) return { size, pieces };
  const all: Uint8Array[] = [];
  for await (const piece of pieces()) all.push(piece);
  return whole(all);
}

const bytesOf = (body: { text: string } | { base64: string }): Uint8Array =>
  'text' in body ? Buffer.from(body.text) : Buffer.from(body.base64, 'base64');

/** By the verification whose verdict counts for the request, or whose headers it has. */
function resigned(
  store: Store,
  stored: StoredRequest,
  request: OutgoingRequest,
  now: number,
): OutgoingRequest {
  const url = `${request.origin.origin}${request.target}`;
  const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
  const unsigned: SignedRequest = { method: request.method, url, headers: request.headers, body };
  const list = store.bins.settings(stored.bin)?.checks.list ?? [];
  const chosen = chosenOf(list, stored, unsigned);
  if (!chosen) return fail('cannot_sign', 'The bin has no verification, so there is no secret to sign with');
  const provider = providerOf(chosen.provider);
  const signed = provider && sign(provider, settingsOf(chosen), unsigned, now);
  if (!provider || !signed) {
    const why =
      chosen.secrets.length === 0 ? 'it has no secret' : 'it signs with a key that only the sender has';
    return fail('cannot_sign', `This cannot be signed as ${provider?.label ?? chosen.provider}: ${why}`);
  }
  return {
    ...request,
    headers: signed.headers,
    target: (signed.url ?? url).slice(request.origin.origin.length),
    body: signed.body === body ? request.body : signed.body,
  };
}

function chosenOf(
  list: readonly StoredVerification[],
  { verification }: StoredRequest,
  unsigned: SignedRequest,
): StoredVerification | undefined {
  const mine = askedOf(list, unsigned);
  const able = mine.filter(({ secrets }) => secrets.length > 0);
  return able.find(({ provider }) => provider === verification[0]?.provider) ?? able[0] ?? mine[0];
}

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
// eslint-disable-next-line no-control-regex
const value = /^[\t\x20-\x7e\x80-\xff]*$/;

/** What node:http would refuse is refused before anything is kept. Throws bad_edit with the field. */
export function checkEdit({ method, path, headers }: RequestEdit): void {
  if (method !== undefined && (!token.test(method) || method.toUpperCase() === 'CONNECT'))
    refuse('edit.method', 'this is no method that can be sent');
  if (path !== undefined && !/^[/?][\x21-\x7e]*$/.test(path))
    refuse('edit.path', 'it begins with / or ? and holds visible ASCII characters only; write others as %xx');
  checkHeaders(headers ?? [], 'edit.headers');
}

/** Throws bad_edit with the field. */
export function checkHeaders(headers: readonly HeaderPair[], place: string): void {
  headers.forEach(([name, text], at) => {
    if (!token.test(name)) refuse(`${place}.${at}`, `${JSON.stringify(name)} is no name of a header`);
    if (!value.test(text))
      refuse(
        `${place}.${at}`,
        `the value of ${name} holds line ends, control characters or letters beyond Latin-1`,
      );
  });
}

function refuse(field: string, message: string): never {
  throw new HookglassError('bad_edit', `${field}: ${message}`, { field });
}
