import { has, overBody, plain, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const zoom: SignatureProvider = {
  id: 'zoom',
  label: 'Zoom',
  fields: [secretField('Secret token')],
  source: '@zoom/rivet',
  confirmed: 'vendor code',
  recognises: has('x-zm-signature'),
  schemes: [
    overBody('zoom', 'x-zm-signature', {
      format: plain('v0='),
      time: { header: 'x-zm-request-timestamp', unit: 's', tolerance: null, ways: 'past' },
      content: ['=v0:', 'timestamp', '=:', 'body'],
    }),
  ],
};
