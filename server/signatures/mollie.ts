import { has, overBody, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

export const mollie: SignatureProvider = {
  id: 'mollie',
  label: 'Mollie',
  fields: [secretField()],
  source: 'mollie-api-php SignatureValidator.php',
  confirmed: 'documentation',
  recognises: has('x-mollie-signature'),
  schemes: [
    overBody('mollie', 'x-mollie-signature', {
      format: { kind: 'plain', prefix: 'sha256=', optional: true },
    }),
  ],
};
