import { headerValue } from '../headers.ts';
import { has, overBody, secretField, urlField } from './schemes.ts';
import type { Scheme, SignatureProvider } from './signature.ts';

const hash = (version: string, content: Scheme['content']): Scheme =>
  overBody(`hubspot-${version}`, 'x-hubspot-signature', {
    applies: ({ headers }) => headerValue(headers, 'x-hubspot-signature-version') === version,
    content,
    algorithm: 'sha256',
    secretAt: 'start',
  });

// The escapes that HubSpot's documentation undoes before it signs; its own SDK does not.
const undone = /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;

/** Several signatures come at once; version 3 is the one to check. */
export const hubspot: SignatureProvider = {
  id: 'hubspot',
  label: 'HubSpot',
  fields: [secretField('Client secret'), urlField],
  source: '@hubspot/api-client signature.js',
  confirmed: 'vendor code',
  recognises: (headers) => has('x-hubspot-signature-v3')(headers) || has('x-hubspot-signature')(headers),
  schemes: [
    overBody('hubspot-v3', 'x-hubspot-signature-v3', {
      applies: ({ headers }) =>
        has('x-hubspot-signature-v3')(headers) || !has('x-hubspot-signature')(headers),
      time: { header: 'x-hubspot-request-timestamp', unit: 'ms', tolerance: 300, ways: 'past' },
      content: ['method', 'url', 'body', 'timestamp'],
      encoding: 'base64',
      urlForms: (url) => [url, url.replace(undone, (escape) => decodeURIComponent(escape))],
    }),
    hash('v2', ['method', 'url', 'body']),
    hash('v1', ['body']),
  ],
};
