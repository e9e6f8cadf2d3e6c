import { bodyHash } from './content.ts';
import { bodyIs, tokenScheme } from './jwt.ts';
import { has, keyField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

/** The key is never fetched: a person gives what /webhook_verification_key/get answers for the token's kid. */
export const plaid: SignatureProvider = {
  id: 'plaid',
  label: 'Plaid',
  fields: [keyField('Verification key', 'The JWK of /webhook_verification_key/get')],
  source: 'plaid.com/docs',
  confirmed: 'documentation',
  recognises: has('plaid-verification'),
  schemes: [
    tokenScheme({
      name: 'plaid',
      header: 'plaid-verification',
      prefix: '',
      alg: 'ES256',
      time: { header: null, unit: 's', tolerance: 300, ways: 'past' },
      check: (claims, { body }) => bodyIs(claims, 'request_body_sha256', bodyHash(body)),
    }),
  ],
};
