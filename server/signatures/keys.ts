/** Secrets and keys: text that a person pasted, made into what node:crypto takes. Never throws. */
import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { decode, jsonOf } from './bytes.ts';
import { type Algorithm, type Finding, finding, type SecretForm } from './signature.ts';

/** What a signature is made or checked with. */
export type Key = Buffer | KeyObject;

const maxKeyLength = 64 * 1024;

/** The key in a text, or why there is none. */
export function keyOf(text: string, form: SecretForm, algorithm: Algorithm): Key | Finding {
  if (text.length > maxKeyLength) return finding('secret_too_long', 'The secret is too long to be one.');
  if (form === 'key') return publicKeyOf(text.trim(), algorithm);
  const bytes = secretOf(text, form);
  if (bytes === null)
    return finding('secret_not_encoded', 'The secret is not {encoding}.', { encoding: encodingOf(form) });
  return bytes.length === 0 ? finding('secret_empty', 'The secret is empty.') : bytes;
}

/** What signs: the shared secret, or the private key of a scheme with keys; null when the text is neither. */
export function signingKeyOf(text: string, form: SecretForm, algorithm: Algorithm): Key | null {
  if (form === 'key') return privateKeyOf(text.trim(), algorithm);
  const key = keyOf(text, form, algorithm);
  return Buffer.isBuffer(key) ? key : null;
}

function privateKeyOf(text: string, algorithm: Algorithm): KeyObject | null {
  const key = text.length > maxKeyLength ? null : readPrivateKey(text);
  return key?.asymmetricKeyType === keyTypes[algorithm] ? key : null;
}

/** PEM, JWK, or a PEM without its lines. Bare hexadecimal could be the public key: it is not taken. */
function readPrivateKey(text: string): KeyObject | null {
  try {
    if (text.startsWith('-----BEGIN')) return createPrivateKey(text);
    if (text.startsWith('{')) return createPrivateKey({ key: jwkIn(text) ?? {}, format: 'jwk' });
    return createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
  } catch {
    return null;
  }
}

const encodingOf = (form: SecretForm): string => (form === 'hex' ? 'hexadecimal' : 'base64');

function secretOf(text: string, form: Exclude<SecretForm, 'key'>): Buffer | null {
  if (form === 'base64' || form === 'hex') return decode(text, form);
  if (form === 'whsec') return decode(text.replace(/^whsec_/, ''), 'base64');
  if (form === 'whsec or text' && text.startsWith('whsec_')) return decode(text.slice(6), 'base64');
  if (form === 'html text') return Buffer.from(htmlDecoded(text));
  if (form === 'one line') return Buffer.from(text.replace(/[\r\n]/g, ''));
  return Buffer.from(text);
}

/** What WordPress makes of a secret before it signs: `&amp;` in the field means `&`. */
export const htmlDecoded = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll(/&#0?39;/g, "'")
    .replaceAll('&amp;', '&');

const keyTypes: Partial<Record<Algorithm, string>> = {
  ed25519: 'ed25519',
  'ecdsa-sha256': 'ec',
  es256: 'ec',
  'rsa-sha1': 'rsa',
  'rsa-sha256': 'rsa',
};

function publicKeyOf(text: string, algorithm: Algorithm): KeyObject | Finding {
  const key = readPublicKey(text);
  if (!key) return finding('key_unreadable', 'The key is not a public key, certificate or JWK.');
  const wanted = keyTypes[algorithm] ?? '';
  if (key.asymmetricKeyType === wanted) return key;
  return finding('key_type', 'The key is of type {type}; this provider signs with {wanted}.', {
    type: key.asymmetricKeyType ?? 'unknown',
    wanted,
  });
}

/** PEM, certificate, JWK or JWKS, bare hexadecimal Ed25519, or a PEM without its lines. */
function readPublicKey(text: string): KeyObject | null {
  try {
    if (/-----BEGIN [A-Z ]*PRIVATE KEY/.test(text)) return null;
    if (text.includes('-----BEGIN CERTIFICATE')) return new X509Certificate(text).publicKey;
    if (text.startsWith('-----BEGIN')) return createPublicKey(text);
    if (text.startsWith('{')) return readJwk(text);
    if (/^[0-9a-f]{64}$/i.test(text)) return ed25519Key(Buffer.from(text, 'hex'));
    return createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

const ed25519Key = (bytes: Buffer): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') }, format: 'jwk' });

function readJwk(text: string): KeyObject | null {
  const jwk = jwkIn(text);
  return jwk === null || jwk.kty === 'oct' ? null : createPublicKey({ key: jwk, format: 'jwk' });
}

function jwkIn(text: string): { kty: string } | null {
  const value = jsonOf(text);
  if (typeof value !== 'object' || value === null) return null;
  const jwk = 'key' in value ? value.key : value;
  if (typeof jwk !== 'object' || jwk === null || !('kty' in jwk) || typeof jwk.kty !== 'string') return null;
  return { ...jwk, kty: jwk.kty };
}
