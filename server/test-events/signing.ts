/** Signs drafts as their senders would, and wrongly in the ways that a receiver must notice. Pure. */
import { createPublicKey } from 'node:crypto';
import type { HeaderPair } from '../contract.ts';
import type { Chance } from '../samples/fresh.ts';
import { makeKeyPair } from '../signatures/key-pair.ts';
import { signingKeyOf } from '../signatures/keys.ts';
import { sign } from '../signatures/sign.ts';
import {
  isProblem,
  type Scheme,
  type Settings,
  type SignatureProvider,
  type SignedRequest,
} from '../signatures/signature.ts';
import { schemeOf } from '../signatures/verify.ts';

/** Who signs a request, and with what. */
export interface Signer {
  /** The one that is checked first; the others sign with its secret too. */
  providers: readonly [SignatureProvider, ...SignatureProvider[]];
  /** As a receiver has them: for a provider with keys, the public one. */
  settings: Settings;
  /** What signs; null: none is known, so the request goes unsigned. */
  secret: string | null;
}

/** The request with its signatures, each header in its old place; null when it cannot be signed with this secret. */
export function signed(
  request: SignedRequest,
  { providers, settings, secret }: Signer,
  nowMs: number,
): SignedRequest | null {
  const by = { ...settings, secrets: secret === null ? [] : [secret] };
  let made: SignedRequest | null = request;
  for (const provider of providers) made = made && sign(provider, by, made, nowMs);
  return made && { ...made, headers: inPlace(request.headers, made.headers) };
}

/** The settings of a receiver that knows the secret: of a private key it has the public one. */
export function receiving(provider: SignatureProvider, settings: Settings, secret: string): Settings {
  const scheme = provider.schemes[0];
  const key = scheme.secretForm === 'key' ? signingKeyOf(secret, 'key', scheme.algorithm) : null;
  if (key === null || Buffer.isBuffer(key)) return { ...settings, secrets: [secret] };
  return { ...settings, secrets: [createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()] };
}

/** The request without what its signers write, in the headers or the body. */
export function unsigned(request: SignedRequest, { providers, settings }: Signer): SignedRequest {
  const schemes = providers
    .map((provider) => schemeOf(provider, settings, request))
    .filter((scheme): scheme is Scheme => !isProblem(scheme));
  const headers = request.headers.filter(([name]) => !schemes.some((scheme) => isOf(scheme, name)));
  const fields = schemes.map(({ name }) => bodyFields[name]).filter((field) => field !== undefined);
  const body = fields.reduce(withoutField, Buffer.from(request.body).toString('latin1'));
  return { ...request, headers, body: Buffer.from(body, 'latin1') };
}

const isOf = ({ header }: Scheme, name: string): boolean => {
  const key = name.toLowerCase();
  return header.endsWith('-#') ? key.startsWith(header.slice(0, -1)) : key === header;
};

// Schemes that keep their signature in the body, and the field it is in.
const bodyFields: Readonly<Record<string, string>> = {
  mailgun: 'signature',
  midtrans: 'signature_key',
  'aws-sns': 'Signature',
};

function withoutField(body: string, name: string): string {
  const member = `"${name}"\\s*:\\s*(?:"(?:[^"\\\\]|\\\\.)*"|\\{[^{}]*\\})`;
  return withoutPart(body.replace(new RegExp(`,\\s*${member}|${member}\\s*,?`), ''), name);
}

/** Of a multipart body, with the line of its boundary. */
function withoutPart(body: string, name: string): string {
  const found = new RegExp(
    `\\r\\ncontent-disposition: form-data; name="${name}"\\r\\n\\r\\n[^\\r]*\\r\\n`,
    'i',
  ).exec(body);
  if (!found) return body;
  const before = body.lastIndexOf('\r\n', found.index - 1);
  return body.slice(0, before < 0 ? 0 : before + 2) + body.slice(found.index + found[0].length);
}

/** The seconds after which a signature is too old for its receiver; null: no time is checked. */
export function toleranceOf(
  { providers: [provider], settings }: Signer,
  request: SignedRequest,
): number | null {
  const scheme = schemeOf(provider, settings, request);
  if (isProblem(scheme) || scheme.time === null) return null;
  return settings.toleranceSeconds ?? scheme.time.tolerance;
}

/** True when the bytes of the body are signed as they are, not what is read out of them. */
export function signsBytes({ providers: [provider], settings }: Signer, request: SignedRequest): boolean {
  const scheme = schemeOf(provider, settings, request);
  return !isProblem(scheme) && scheme.content.includes('body') && !scheme.place && !scheme.prepare;
}

/** Another secret of the same kind. */
export function otherSecret(
  { providers: [provider], secret }: Signer,
  request: SignedRequest,
  chance: Chance,
): string {
  const scheme = schemeOf(provider, emptySettings, request);
  const text = secret ?? '';
  const pair = isProblem(scheme) ? null : makeKeyPair(scheme.algorithm);
  return pair?.privateKey ?? otherText(text, chance);
}

const emptySettings: Settings = { secrets: [], values: {}, toleranceSeconds: null };

function otherText(secret: string, chance: Chance): string {
  const [, start = '', rest = ''] =
    /^((?:whsec|sk|pk|test|live)_(?:(?:test|live)_)?)?(.*)$/s.exec(secret) ?? [];
  const alphabet = /^[0-9a-f]*$/i.test(rest) ? hexOf(rest) : null;
  const other = rest.replace(/[A-Za-z0-9]/g, (character) => {
    const from = alphabet ?? kinds.find((kind) => kind.includes(character)) ?? character;
    return from.charAt((from.indexOf(character) + 1 + chance(from.length - 1)) % from.length);
  });
  return other === rest ? `${secret}-other` : start + other;
}

const kinds = ['abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789'];
const hexOf = (text: string): string => (/[A-F]/.test(text) ? '0123456789ABCDEF' : '0123456789abcdef');

/** The headers of `after` where they were before, under the names they had; new ones at the end. */
function inPlace(before: readonly HeaderPair[], after: readonly HeaderPair[]): HeaderPair[] {
  const left = [...after];
  const kept = before.flatMap(([name]) => {
    const at = left.findIndex(([other]) => other.toLowerCase() === name.toLowerCase());
    const [found] = at < 0 ? [] : left.splice(at, 1);
    return found ? [[name, found[1]] satisfies HeaderPair] : [];
  });
  return [...kept, ...left];
}
