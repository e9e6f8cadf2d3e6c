import { headerValue } from '../headers.ts';
import { bytesOf } from './bytes.ts';
import { pathOf, textPart } from './content.ts';
import { has, overBody, secretField, urlField } from './schemes.ts';
import {
  type ContentPart,
  type Problem,
  problem,
  type SignatureProvider,
  type SignedRequest,
} from './signature.ts';

const listHeader = 'x-contentful-signed-headers';

function build(request: SignedRequest): readonly ContentPart[] | Problem {
  const list = headerValue(request.headers, listHeader);
  if (list === null)
    return problem(
      'malformed',
      'missing_header',
      'The signature covers {header}, and that header is missing.',
      {
        header: 'X-Contentful-Signed-Headers',
      },
    );
  if (request.url === null)
    return problem(
      'malformed',
      'url_unknown',
      'The URL that the sender called is signed, and it is not known.',
    );
  const names = list.split(',', 64).map((name) => name.trim().toLowerCase());
  const headers = names
    .sort()
    .map((name) => `${name}:${(headerValue(request.headers, name) ?? '').trim()}`)
    .join(';');
  return [
    textPart('method', `${request.method}\n`),
    textPart('path', `${encodeURI(pathOf(request.url)).replaceAll('%25', '%')}\n`),
    { part: 'headers', bytes: bytesOf(`${headers}\n`) },
    { part: 'body', bytes: request.body },
  ];
}

const scheme = overBody('contentful', 'x-contentful-signature', {
  time: { header: 'x-contentful-timestamp', unit: 'ms', tolerance: 30, ways: 'past' },
  build,
  prepare: (request) => ({
    ...request,
    headers: [
      ...request.headers.filter(([name]) => name.toLowerCase() !== listHeader),
      [listHeader, `${listHeader},x-contentful-timestamp`],
    ],
  }),
});

// The hard part of the code to copy: the rest is made from the scheme.
const code: SignatureProvider['code'] = {
  node: {
    imports: [],
    needs: ['url', 'method'],
    lines: [
      "const received = [headers['x-contentful-signature'] ?? ''];",
      "const timestamp = headers['x-contentful-timestamp'] ?? '';",
      "const names = (headers['x-contentful-signed-headers'] ?? '').toLowerCase().split(',').map((name) => name.trim());",
      "const signed = names.sort().map((name) => `${name}:${(headers[name] ?? '').trim()}`).join(';');",
      "const path = url.replace(/^https?:\\/\\/[^/]*/, '');",
      'const content = Buffer.concat([Buffer.from(`${method}\\n${path}\\n${signed}\\n`), body]);',
    ],
  },
  python: {
    imports: [],
    needs: ['url', 'method'],
    lines: [
      'received = [headers.get("x-contentful-signature", "")]',
      'timestamp = headers.get("x-contentful-timestamp", "")',
      'names = sorted(name.strip() for name in headers.get("x-contentful-signed-headers", "").lower().split(","))',
      'signed = ";".join(f"{name}:{headers.get(name, \'\').strip()}" for name in names)',
      'path = re.sub(r"^https?://[^/]*", "", url)',
      'content = f"{method}\\n{path}\\n{signed}\\n".encode() + body',
    ],
  },
  go: {
    imports: [],
    needs: ['url', 'method'],
    lines: [
      'received := []string{header.Get("X-Contentful-Signature")}',
      'timestamp := header.Get("X-Contentful-Timestamp")',
      'names := strings.Split(strings.ToLower(header.Get("X-Contentful-Signed-Headers")), ",")',
      'for at, name := range names {',
      '	names[at] = strings.TrimSpace(name)',
      '}',
      'slices.Sort(names)',
      'pairs := make([]string, len(names))',
      'for at, name := range names {',
      '	pairs[at] = name + ":" + strings.TrimSpace(header.Get(name))',
      '}',
      'path := regexp.MustCompile(`^https?://[^/]*`).ReplaceAllString(url, "")',
      'content := append([]byte(method+"\\n"+path+"\\n"+strings.Join(pairs, ";")+"\\n"), body...)',
    ],
  },
};

/** Method, path, the headers it names and the body, each on a line of its own. */
export const contentful: SignatureProvider = {
  id: 'contentful',
  label: 'Contentful',
  fields: [secretField('Signing secret', '64 characters'), urlField],
  source: '@contentful/node-apps-toolkit',
  confirmed: 'vendor code',
  recognises: has('x-contentful-signature'),
  code,
  schemes: [scheme],
};
