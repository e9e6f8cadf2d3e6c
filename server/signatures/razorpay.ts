import { has, overBody, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const razorpay: SignatureProvider = {
  id: 'razorpay',
  label: 'Razorpay',
  fields: [secretField('Webhook secret', 'Not the API key')],
  source: 'razorpay-utils.js',
  confirmed: 'vendor code',
  recognises: has('x-razorpay-signature'),
  schemes: [overBody('razorpay', 'x-razorpay-signature')],
};
