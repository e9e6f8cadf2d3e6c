import { headerValue } from '../headers.ts';
import { bytesOf } from './bytes.ts';
import { textPart } from './content.ts';
import { has, secretField, stamped } from './schemes.ts';
import type { ContentPart, Reading, Scheme, SignatureProvider, SignedRequest } from './signature.ts';

const header = 'x-hook0-signature';

/** `h=` of the signature header: the names of the headers that are signed too. */
const namesOf = ({ headers }: SignedRequest): string =>
  /(?:^|,)\s*h=([^,]*)/.exec(headerValue(headers, header) ?? '')?.[1]?.trim() ?? '';

function build(request: SignedRequest, { timestamp }: Reading): readonly ContentPart[] {
  const names = namesOf(request);
  const values = names
    .split(' ', 64)
    .filter(Boolean)
    .map((name) => headerValue(request.headers, name.toLowerCase()) ?? '');
  return [
    textPart('timestamp', `${timestamp ?? ''}.`),
    { part: 'headers', bytes: bytesOf(`${names}.${values.join('.')}.`) },
    { part: 'body', bytes: request.body },
  ];
}

const scheme: Scheme = stamped(
  'coinbase-cdp',
  header,
  { unit: 's', tolerance: 300, ways: 'past' },
  {
    build,
    prepare: (request, _, nowMs) => ({
      ...request,
      headers: [
        ...request.headers.filter(([name]) => name.toLowerCase() !== header),
        [header, `t=${Math.floor(nowMs / 1000)},h=content-type`],
      ],
    }),
    place: (request, signature) => ({
      ...request,
      headers: request.headers.map(([name, value]) =>
        name.toLowerCase() === header ? [name, `${value},v1=${signature}`] : [name, value],
      ),
    }),
  },
);

/** Headers named in the signature header are signed with the body. */
export const coinbaseCdp: SignatureProvider = {
  id: 'coinbase-cdp',
  label: 'Coinbase Developer Platform',
  fields: [secretField()],
  source: 'coinbase-cloud.mintlify.app',
  confirmed: 'documentation',
  recognises: has(header),
  schemes: [scheme],
};
