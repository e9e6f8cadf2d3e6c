import { textOf } from './bytes.ts';
import { textPart } from './content.ts';
import { keyField, publicKey } from './schemes.ts';
import { problem, type SignatureProvider } from './signature.ts';

const quoted = (text: string): string => `s:${Buffer.byteLength(text)}:"${text}";`;

/** A form's fields, sorted by name, as PHP's serialize() writes them. */
function serialized(body: Uint8Array): string {
  const fields = new Map([...new URLSearchParams(textOf(body))].filter(([name]) => name !== 'p_signature'));
  const pairs = [...fields.keys()].sort().map((name) => quoted(name) + quoted(fields.get(name) ?? ''));
  return `a:${pairs.length}:{${pairs.join('')}}`;
}

export const paddleClassic: SignatureProvider = {
  id: 'paddle-classic',
  label: 'Paddle Classic',
  fields: [keyField('Public key', '-----BEGIN PUBLIC KEY-----')],
  source: 'developer.paddle.com (classic)',
  confirmed: 'documentation',
  recognises: () => false,
  schemes: [
    publicKey('paddle-classic', '', 'rsa-sha1', {
      read: ({ body }) => {
        const signature = new URLSearchParams(textOf(body)).get('p_signature');
        return signature
          ? {
              header: 'p_signature',
              value: signature,
              parts: [],
              signatures: [signature],
              id: null,
              timestamp: null,
            }
          : problem('unsigned', 'no_signature_field', 'The body holds no {field}.', { field: 'p_signature' });
      },
      build: ({ body }) => [textPart('params', serialized(body))],
    }),
  ],
};
