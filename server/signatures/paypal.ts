import { headerValue } from '../headers.ts';
import { withHeader } from './jwt.ts';
import { has, keyField, publicKey, textField } from './schemes.ts';
import { problem, type SignatureProvider } from './signature.ts';

const onlyAlgorithm = 'SHA256withRSA';

/** The certificate is never fetched: a person gives what PAYPAL-CERT-URL answers. */
export const paypal: SignatureProvider = {
  id: 'paypal',
  label: 'PayPal',
  fields: [
    keyField('Signing certificate', 'What PAYPAL-CERT-URL answers: -----BEGIN CERTIFICATE-----'),
    textField('webhookId', 'Webhook ID', 'From the PayPal dashboard; it is part of what is signed.'),
  ],
  source: 'developer.paypal.com, stackoverflow.com 62870568',
  confirmed: 'documentation',
  recognises: has('paypal-transmission-sig'),
  schemes: [
    publicKey('paypal', 'paypal-transmission-sig', 'rsa-sha256', {
      idHeader: 'paypal-transmission-id',
      time: { header: 'paypal-transmission-time', unit: 'iso', tolerance: null, ways: 'past' },
      content: ['id', '=|', 'timestamp', '=|', 'value:webhookId', '=|', 'crc32'],
      narrow: (scheme, _, { headers }) => {
        const algorithm = headerValue(headers, 'paypal-auth-algo') ?? '';
        return algorithm === onlyAlgorithm
          ? scheme
          : problem('malformed', 'bad_version', 'The signature is of an unknown version: "{version}".', {
              version: algorithm.slice(0, 32),
            });
      },
      prepare: (request) => withHeader(request, 'PayPal-Auth-Algo', onlyAlgorithm),
    }),
  ],
};
