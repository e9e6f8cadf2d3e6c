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

// The hard part of the code to copy: the rest is made from the scheme.
const code: SignatureProvider['code'] = {
  node: {
    imports: ["import { createHash } from 'node:crypto';"],
    needs: ['url'],
    lines: [
      '// url: exactly as Twilio called it, with scheme, host and query.',
      "const received = [headers['x-twilio-signature'] ?? ''];",
      "const hash = new URL(url).searchParams.get('bodySHA256'); // JSON is signed by its hash in the URL",
      "if (hash !== null && hash !== createHash('sha256').update(body).digest('hex')) return false;",
      "const params = new URLSearchParams(hash === null ? body.toString() : '');",
      'const values = (name) => [...new Set(params.getAll(name))].sort().map((value) => name + value);',
      "const content = url + [...new Set(params.keys())].sort().flatMap(values).join('');",
    ],
  },
  python: {
    imports: ['from urllib.parse import parse_qs, parse_qsl, urlsplit'],
    needs: ['url'],
    lines: [
      '# url: exactly as Twilio called it, with scheme, host and query.',
      'received = [headers.get("x-twilio-signature", "")]',
      'hashes = parse_qs(urlsplit(url).query).get("bodySHA256")  # JSON is signed by its hash in the URL',
      'if hashes and hashes[0] != hashlib.sha256(body).hexdigest():',
      '    return False',
      'pairs = set() if hashes else set(parse_qsl(body.decode(), keep_blank_values=True))',
      'content = (url + "".join(name + value for name, value in sorted(pairs))).encode()',
    ],
  },
  go: {
    imports: [],
    needs: ['url'],
    lines: [
      '// url: exactly as Twilio called it, with scheme, host and query.',
      'received := []string{header.Get("X-Twilio-Signature")}',
      'content := []byte(url)',
      'if _, after, ok := strings.Cut(url, "bodySHA256="); ok { // JSON is signed by its hash in the URL',
      '	digest := sha256.Sum256(body)',
      '	if hash, _, _ := strings.Cut(after, "&"); hash != hex.EncodeToString(digest[:]) {',
      '		return false',
      '	}',
      '} else {',
      '	var pairs []string',
      '	for _, pair := range strings.Split(string(body), "&") {',
      '		name, value, _ := strings.Cut(pair, "=")',
      '		name, _ = neturl.QueryUnescape(name)',
      '		value, _ = neturl.QueryUnescape(value)',
      '		pairs = append(pairs, name+"\\x00"+value)',
      '	}',
      '	slices.Sort(pairs)',
      '	for _, pair := range slices.Compact(pairs) {',
      '		content = append(content, strings.Replace(pair, "\\x00", "", 1)...)',
      '	}',
      '}',
    ],
  },
};

/** The form's fields are signed, sorted; a JSON body only by the hash that the URL carries. */
export const twilio: SignatureProvider = {
  id: 'twilio',
  label: 'Twilio',
  fields: [secretField('Auth token'), urlField],
  source: 'twilio/lib/webhooks/webhooks.js',
  confirmed: 'vendor code',
  recognises: has('x-twilio-signature'),
  code,
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
