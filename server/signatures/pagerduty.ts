import { has, overBody, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const pagerduty: SignatureProvider = {
  id: 'pagerduty',
  label: 'PagerDuty',
  fields: [secretField()],
  source: 'PagerDuty/developer-docs 04-Signatures.md',
  confirmed: 'documentation',
  recognises: has('x-pagerduty-signature'),
  schemes: [
    overBody('pagerduty', 'x-pagerduty-signature', {
      format: { kind: 'pairs', separator: ',', time: null, signature: 'v1' },
    }),
  ],
};
