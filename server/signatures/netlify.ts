import { bodyHash } from './content.ts';
import { bodyIs, claimIs, tokenScheme } from './jwt.ts';
import { begins, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const netlify: SignatureProvider = {
  id: 'netlify',
  label: 'Netlify',
  fields: [secretField('JWS secret token')],
  source: 'nuxt-webhook-validators',
  confirmed: 'other pages',
  recognises: begins('x-webhook-signature', 'ey'),
  schemes: [
    tokenScheme({
      name: 'netlify',
      header: 'x-webhook-signature',
      prefix: '',
      alg: 'HS256',
      time: null,
      check: (claims, { body }) =>
        claimIs(claims, 'iss', 'netlify') ?? bodyIs(claims, 'sha256', bodyHash(body)),
      claims: ({ body }) => ({ iss: 'netlify', sha256: bodyHash(body) }),
    }),
  ],
};
