/** New keys for schemes that sign with a private one. */
import { generateKeyPairSync } from 'node:crypto';
import type { Algorithm } from '../../server/signatures/signature.ts';

/** As people hold them: PEM, JWK, or PEM without its lines. */
export function keyPair(algorithm: Algorithm): {
  publicKey: string;
  privateKeys: Record<'pem' | 'jwk' | 'bare', string>;
} {
  const pair =
    algorithm === 'ed25519'
      ? generateKeyPairSync('ed25519')
      : algorithm.startsWith('rsa')
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKeys: {
      pem: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      jwk: JSON.stringify(pair.privateKey.export({ format: 'jwk' })),
      bare: pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    },
  };
}
