import { has, overBody, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const asana: SignatureProvider = {
  id: 'asana',
  label: 'Asana',
  fields: [secretField('X-Hook-Secret', 'Sent once, when the webhook is created')],
  source: 'developers.asana.com',
  confirmed: 'documentation',
  recognises: has('x-hook-signature'),
  schemes: [overBody('asana', 'x-hook-signature')],
};
