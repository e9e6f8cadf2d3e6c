import { has, overBody, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const line: SignatureProvider = {
  id: 'line',
  label: 'LINE',
  fields: [secretField('Channel secret')],
  source: '@line/bot-sdk validate-signature.js',
  confirmed: 'vendor code',
  recognises: has('x-line-signature'),
  schemes: [overBody('line', 'x-line-signature', { encoding: 'base64' })],
};
