import { has, overBody, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const lemonsqueezy: SignatureProvider = {
  id: 'lemonsqueezy',
  label: 'Lemon Squeezy',
  fields: [secretField()],
  source: 'docs.lemonsqueezy.com',
  confirmed: 'documentation',
  recognises: has('x-signature', 'x-event-name'),
  schemes: [overBody('lemonsqueezy', 'x-signature')],
};
