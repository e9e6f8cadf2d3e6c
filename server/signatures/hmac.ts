/** Step 4: the one engine that signs and checks, for every scheme. Compares in constant time; never throws. */
import {
  createHash,
  createHmac,
  type KeyObject,
  sign as signBytes,
  timingSafeEqual,
  verify as verifySignature,
} from 'node:crypto';
import { decode } from './bytes.ts';
import { joined } from './content.ts';
import type { Key } from './keys.ts';
import type { Algorithm, ContentPart, Encoding, Scheme } from './signature.ts';

/** What a private key makes of the content, as it stands in the header; null when it cannot. */
export function signedBy(scheme: Scheme, key: KeyObject, content: readonly ContentPart[]): string | null {
  const hash = ofKey[scheme.algorithm];
  if (hash === undefined) return null;
  try {
    return encoded(signBytes(hash, joined(content), sized(scheme, key)), scheme.encoding);
  } catch {
    return null; // An RSA key that is shorter than what it is to sign.
  }
}

/** What a shared secret makes of the content, as it stands in the header; null for public keys. */
export function signatureOf(scheme: Scheme, key: Key, content: readonly ContentPart[]): string | null {
  if (!Buffer.isBuffer(key)) return null;
  if (scheme.algorithm === 'equal') return key.toString('latin1');
  const digest = digestOf(scheme, key, content);
  return digest && encoded(digest, scheme.encoding);
}

const encoded = (bytes: Buffer, encoding: Encoding): string =>
  bytes.toString(encoding === 'text' ? 'latin1' : encoding);

/** The bare digest; null when the algorithm takes no shared secret. */
export function digestOf(
  { algorithm, secretAt }: Scheme,
  key: Buffer,
  content: readonly ContentPart[],
): Buffer | null {
  const hash = hashOf(algorithm);
  if (hash === null) return null;
  // Node takes a key that is text four times faster than the same bytes.
  const made = hash.keyed
    ? createHmac(hash.name, key.toString('latin1'), { encoding: 'latin1' })
    : createHash(hash.name);
  if (!hash.keyed && secretAt !== 'end') made.update(key);
  for (const { bytes } of content) made.update(bytes);
  if (!hash.keyed && secretAt === 'end') made.update(key);
  return made.digest();
}

/** The hash behind an algorithm with a shared secret. */
export function hashOf(algorithm: Algorithm): { name: string; keyed: boolean } | null {
  if (algorithm.startsWith('hmac-')) return { name: algorithm.slice(5), keyed: true };
  return algorithm === 'sha256' || algorithm === 'sha512' ? { name: algorithm, keyed: false } : null;
}

/** True when one of the received signatures is right. Each is looked at, whichever matches. */
export function matches(
  scheme: Scheme,
  key: Key,
  content: readonly ContentPart[],
  received: readonly string[],
): { matched: boolean; expected: string | null } {
  const expected = signatureOf(scheme, key, content);
  if (expected !== null)
    return {
      expected,
      matched: anyOf(received, (one) => sameText(fold(scheme, one), fold(scheme, expected))),
    };
  if (Buffer.isBuffer(key)) return { expected: null, matched: false };
  const bytes = joined(content);
  return { expected: null, matched: anyOf(received, (one) => isSignedBy(scheme, key, bytes, one)) };
}

const fold = ({ anyCase }: Scheme, text: string): string => (anyCase ? text.toLowerCase() : text);

const anyOf = <T>(list: readonly T[], test: (one: T) => boolean): boolean =>
  list.reduce((found, one) => test(one) || found, false);

/** Compares texts, unit by unit, in a time that depends on their lengths alone. */
export function sameText(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  return timingSafeEqual(Buffer.from(left, 'utf16le'), Buffer.from(right, 'utf16le'));
}

const ofKey: Partial<Record<Algorithm, string | null>> = {
  ed25519: null,
  'ecdsa-sha256': 'sha256',
  es256: 'sha256',
  'rsa-sha1': 'sha1',
  'rsa-sha256': 'sha256',
};

/** Tokens carry the two numbers of an ES256 signature as they are; all others wrap them in ASN.1. */
const sized = ({ algorithm }: Scheme, key: KeyObject) =>
  algorithm === 'es256' ? { key, dsaEncoding: 'ieee-p1363' as const } : key;

function isSignedBy(scheme: Scheme, key: KeyObject, bytes: Buffer, received: string): boolean {
  const { algorithm, encoding } = scheme;
  const hash = ofKey[algorithm];
  const signature = encoding === 'text' ? null : decode(received, encoding);
  if (hash === undefined || signature === null) return false;
  try {
    return verifySignature(hash, bytes, sized(scheme, key), signature);
  } catch {
    return false; // A key or signature that OpenSSL will not even look at.
  }
}
