import { has, overBody, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const sentry: SignatureProvider = {
  id: 'sentry',
  label: 'Sentry',
  fields: [secretField('Client secret')],
  source: 'docs.sentry.io',
  confirmed: 'documentation',
  recognises: has('sentry-hook-signature'),
  schemes: [overBody('sentry', 'sentry-hook-signature')],
};
