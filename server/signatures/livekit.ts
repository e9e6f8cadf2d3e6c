import { bodyHash } from './content.ts';
import { bodyIs, claimIs, lifetime, tokenScheme } from './jwt.ts';
import { begins, secretField, textField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const livekit: SignatureProvider = {
  id: 'livekit',
  label: 'LiveKit',
  fields: [
    secretField('API secret'),
    textField('apiKey', 'API key', 'The issuer of the token; empty: any.', false),
  ],
  source: 'livekit-server-sdk',
  confirmed: 'vendor code',
  recognises: begins('content-type', 'application/webhook+json', 'authorization'),
  schemes: [
    tokenScheme({
      name: 'livekit',
      header: 'authorization',
      prefix: 'Bearer ',
      alg: 'HS256',
      time: null,
      check: (claims, { body }, { values }, nowMs) =>
        bodyIs(claims, 'sha256', bodyHash(body, 'base64')) ??
        (values['apiKey'] ? claimIs(claims, 'iss', values['apiKey']) : null) ??
        lifetime(claims, nowMs),
      claims: ({ body }, { values }, now) => ({
        iss: values['apiKey'] ?? '',
        nbf: now,
        exp: now + 300,
        sha256: bodyHash(body, 'base64'),
      }),
    }),
  ],
};
