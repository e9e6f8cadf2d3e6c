import { has, overBody, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const adyenBanking: SignatureProvider = {
  id: 'adyen-banking',
  label: 'Adyen (platforms, management)',
  fields: [secretField('HMAC key', '64 hexadecimal digits')],
  source: '@adyen/api-library',
  confirmed: 'vendor code',
  recognises: has('hmacsignature'),
  schemes: [overBody('adyen-banking', 'hmacsignature', { encoding: 'base64', secretForm: 'hex' })],
};
