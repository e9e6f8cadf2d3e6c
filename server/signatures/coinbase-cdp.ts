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

// The hard part of the code to copy: the rest is made from the scheme.
const code: SignatureProvider['code'] = {
  node: {
    imports: [],
    needs: [],
    lines: [
      "const pairs = (headers['x-hook0-signature'] ?? '').split(',').map((pair) => pair.trim());",
      "const first = (key) => pairs.find((pair) => pair.startsWith(`${key}=`))?.slice(key.length + 1) ?? '';",
      "const received = [first('v1')];",
      "const timestamp = first('t');",
      "const names = first('h');",
      "const values = names.split(' ').filter(Boolean).map((name) => headers[name.toLowerCase()] ?? '');",
      "const content = Buffer.concat([Buffer.from(`${timestamp}.${names}.${values.join('.')}.`), body]);",
    ],
  },
  python: {
    imports: [],
    needs: [],
    lines: [
      'pairs = dict(pair.strip().partition("=")[::2] for pair in headers.get("x-hook0-signature", "").split(","))',
      'received = [pairs.get("v1", "")]',
      'timestamp = pairs.get("t", "")',
      'names = pairs.get("h", "")',
      'values = [headers.get(name.lower(), "") for name in names.split()]',
      'content = f"{timestamp}.{names}.{\'.\'.join(values)}.".encode() + body',
    ],
  },
  go: {
    imports: [],
    needs: [],
    lines: [
      'pairs := map[string]string{}',
      'for _, pair := range strings.Split(header.Get("X-Hook0-Signature"), ",") {',
      '	key, value, _ := strings.Cut(strings.TrimSpace(pair), "=")',
      '	pairs[key] = value',
      '}',
      'received := []string{pairs["v1"]}',
      'timestamp := pairs["t"]',
      'var values []string',
      'for _, name := range strings.Fields(pairs["h"]) {',
      '	values = append(values, header.Get(name))',
      '}',
      'content := append([]byte(timestamp+"."+pairs["h"]+"."+strings.Join(values, ".")+"."), body...)',
    ],
  },
};

/** Headers named in the signature header are signed with the body. */
export const coinbaseCdp: SignatureProvider = {
  id: 'coinbase-cdp',
  label: 'Coinbase Developer Platform',
  fields: [secretField()],
  source: 'coinbase-cloud.mintlify.app',
  confirmed: 'documentation',
  recognises: has(header),
  code,
  schemes: [scheme],
};
