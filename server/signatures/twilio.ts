import { sameText } from './hmac.ts';
import { bodyHash, pathOf } from './content.ts';
import { paramOf } from './bytes.ts';
import { has, overBody, secretField, urlField } from './schemes.ts';
import { problem, type Scheme, type SignatureProvider, type SignedRequest } from './signature.ts';

/** As written, with the usual port, without a port: Twilio's own code tries them all. */
function portForms(url: string): readonly string[] {
  const [whole, origin = '', port = ''] =
    /^(https?:\/\/[^/?#:@]+|https?:\/\/\[[^\]]*\])(:\d+)?/i.exec(url) ?? [];
  if (whole === undefined) return [url];
  const rest = url.slice(whole.length);
  const usual = /^https/i.test(origin) ? ':443' : ':80';
  return port ? [url, origin + rest] : [url, origin + usual + rest];
}

const queryOf = (url: string | null): string => pathOf(url ?? '').replace(/^[^?]*\??/, '');
const hashOf = ({ url }: SignedRequest): string | null => paramOf(queryOf(url), 'bodySHA256');

const base: Partial<Scheme> = { algorithm: 'hmac-sha1', encoding: 'base64', urlForms: portForms };
const form = overBody('twilio-form', 'x-twilio-signature', { ...base, content: ['url', 'params'] });

/** The form's fields are signed, sorted; a JSON body only by the hash that the URL carries. */
export const twilio: SignatureProvider = {
  id: 'twilio',
  label: 'Twilio',
  fields: [secretField('Auth token'), urlField],
  source: 'twilio/lib/webhooks/webhooks.js',
  confirmed: 'vendor code',
  recognises: has('x-twilio-signature'),
  schemes: [
    overBody('twilio-json', 'x-twilio-signature', {
      ...base,
      applies: (request) => hashOf(request) !== null,
      content: ['url'],
      check: (request) =>
        sameText(hashOf(request) ?? '', bodyHash(request.body))
          ? null
          : problem(
              'invalid',
              'body_hash',
              'The URL is signed, but the body is not the one it names by hash.',
            ),
      prepare: (request) => ({
        ...request,
        url: (request.url ?? '').replace(/bodySHA256=[^&#]*/, `bodySHA256=${bodyHash(request.body)}`),
      }),
    }),
    { ...form, applies: ({ method }) => method === 'GET', name: 'twilio-get', content: ['url'] },
    form,
  ],
};
