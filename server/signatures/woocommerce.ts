/** The server decodes HTML entities of its secret before it signs: `&amp;` in the field means `&`. */
import { has, overBody, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const woocommerce: SignatureProvider = {
  id: 'woocommerce',
  label: 'WooCommerce',
  fields: [secretField()],
  source: 'class-wc-webhook.php generate_signature()',
  confirmed: 'documentation',
  recognises: has('x-wc-webhook-signature'),
  schemes: [
    overBody('woocommerce', 'x-wc-webhook-signature', { encoding: 'base64', secretForm: 'html text' }),
  ],
};
