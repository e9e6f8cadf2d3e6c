import { has, overBody, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const flutterwaveV4: SignatureProvider = {
  id: 'flutterwave-v4',
  label: 'Flutterwave (v4)',
  fields: [secretField('Secret hash')],
  source: 'from memory, no page of the vendor was read',
  confirmed: 'memory',
  recognises: has('flutterwave-signature'),
  schemes: [overBody('flutterwave-v4', 'flutterwave-signature', { encoding: 'base64' })],
};
