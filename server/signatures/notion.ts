import { has, overBody, plain, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const notion: SignatureProvider = {
  id: 'notion',
  label: 'Notion',
  fields: [secretField('Verification token', 'secret_… of the first POST')],
  source: '@notionhq/client webhooks.js',
  confirmed: 'vendor code',
  recognises: has('x-notion-signature'),
  schemes: [overBody('notion', 'x-notion-signature', { format: plain('sha256='), anyCase: true })],
};
