import { jsonOf, textOf } from './bytes.ts';
import { bodyHash, pathOf, textPart } from './content.ts';
import { has, keyField, publicKey, urlField } from './schemes.ts';
import { problem, type SignatureProvider } from './signature.ts';

/** The hash is of the body without white space between its values. */
export const midtransSnap: SignatureProvider = {
  id: 'midtrans-snap',
  label: 'Midtrans SNAP-BI',
  fields: [keyField('Public key', '-----BEGIN PUBLIC KEY-----'), urlField],
  source: 'midtrans-client snapBi.js',
  confirmed: 'documentation',
  recognises: has('x-signature', 'x-timestamp'),
  schemes: [
    publicKey('midtrans-snap', 'x-signature', 'rsa-sha256', {
      time: { header: 'x-timestamp', unit: 'iso', tolerance: null, ways: 'past' },
      content: ['timestamp'],
      build: ({ method, url, body }, { timestamp }) => {
        const json = jsonOf(textOf(body));
        if (json === undefined)
          return problem('malformed', 'bad_json', 'The hash is of the JSON body, and the body is not JSON.');
        if (url === null)
          return problem(
            'malformed',
            'url_unknown',
            'The URL that the sender called is signed, and it is not known.',
          );
        return [
          textPart('method', `${method}:`),
          textPart('path', `${pathOf(url)}:`),
          textPart('body hash', `${bodyHash(Buffer.from(JSON.stringify(json)))}:`),
          textPart('timestamp', timestamp ?? ''),
        ];
      },
    }),
  ],
};
