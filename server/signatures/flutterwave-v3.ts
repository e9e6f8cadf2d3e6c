import { has, secretField, token } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const flutterwaveV3: SignatureProvider = {
  id: 'flutterwave-v3',
  label: 'Flutterwave (v3)',
  fields: [secretField('Secret hash')],
  source: 'third-party pages',
  confirmed: 'other pages',
  recognises: has('verif-hash'),
  schemes: [token('flutterwave-v3', 'verif-hash')],
};
