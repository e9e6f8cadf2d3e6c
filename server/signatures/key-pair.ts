/** Keys to sign test events with, where the sender's own is not to be had. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Algorithm } from './signature.ts';

/** Both as PEM. */
export interface KeyPair {
  privateKey: string;
  publicKey: string;
}

/** New keys for an algorithm; null when it takes a shared secret. */
export function makeKeyPair(algorithm: Algorithm): KeyPair | null {
  const made = generated(algorithm);
  return (
    made && {
      privateKey: made.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      publicKey: made.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    }
  );
}

function generated(algorithm: Algorithm): { privateKey: KeyObject; publicKey: KeyObject } | null {
  if (algorithm === 'ed25519') return generateKeyPairSync('ed25519');
  if (algorithm === 'es256' || algorithm === 'ecdsa-sha256')
    return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  if (algorithm === 'rsa-sha1' || algorithm === 'rsa-sha256')
    return generateKeyPairSync('rsa', { modulusLength: 2048 });
  return null;
}
