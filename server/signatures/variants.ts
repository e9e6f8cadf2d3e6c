/** What else a sender may have signed, or signed with: every guess carries the sentence that explains it. Pure. */
import { headerValue } from '../headers.ts';
import { bytesOf, decode, urlOf } from './bytes.ts';
import { originLength } from './content.ts';
import { htmlDecoded } from './keys.ts';
import {
  type Algorithm,
  finding,
  type Guess,
  type Piece,
  type Scheme,
  type SecretForm,
  type SignedRequest,
} from './signature.ts';

const secretAs = (code: string, as: string, secret: string, secretForm?: SecretForm): Guess => ({
  finding: finding(code, 'The signature matches when the secret is {as}.', { as }),
  secret,
  ...(secretForm && { scheme: { secretForm } }),
});

/** One secret, pasted or decoded in another way. */
export function* secretGuesses(secret: string, form: SecretForm, algorithm: Algorithm): Generator<Guess> {
  const trimmed = secret.trim();
  if (trimmed !== secret) yield secretAs('secret_spaces', 'taken without the white space around it', trimmed);
  const bare = trimmed.replace(/^(["'])(.*)\1$/s, '$2');
  if (bare !== trimmed) yield secretAs('secret_quotes', 'taken without the quotes around it', bare);
  yield* tokenGuesses(trimmed, algorithm);
  yield secretAs('secret_newline', 'followed by a newline', `${trimmed}\n`, 'text');
  const stripped = trimmed.replace(/^[a-z]+(?:_[a-z]+)*_/, '');
  const forms: readonly [as: string, text: string, form: SecretForm][] = [
    ['used as text', trimmed, 'text'],
    ['decoded from base64', trimmed.replaceAll('-', '+').replaceAll('_', '/'), 'base64'],
    ['decoded from hexadecimal', trimmed, 'hex'],
    ['used as text without its prefix', stripped, 'text'],
    ['decoded from base64 without its prefix', stripped, 'base64'],
    ['decoded from hexadecimal without its prefix', stripped, 'hex'],
    ['encoded in base64 first', Buffer.from(trimmed).toString('base64'), 'text'],
    ['decoded from HTML entities', htmlDecoded(trimmed), 'text'],
    ['written with HTML entities', trimmed.replaceAll('&', '&amp;'), 'text'],
    ['in lower case', trimmed.toLowerCase(), 'text'],
  ];
  for (const [as, text, one] of forms) {
    if (one === form && text === secret) continue;
    if (one === 'text' || decode(text, one === 'hex' ? 'hex' : 'base64')?.length)
      yield secretAs(as.includes('prefix') ? 'secret_prefix' : 'secret_decoding', as, text, one);
  }
}

function* tokenGuesses(secret: string, algorithm: Algorithm): Generator<Guess> {
  if (algorithm !== 'equal') return;
  const bare = secret.replace(/^(?:Bearer|Basic|Token) /i, '');
  if (bare !== secret) yield secretAs('secret_prefix', 'taken without "Bearer"', bare);
  for (const word of ['Bearer', 'Basic', 'Token'])
    yield secretAs('secret_prefix', `preceded by "${word} "`, `${word} ${bare}`);
}

const templates: readonly (readonly Piece[])[] = [
  ['body'],
  ['timestamp', '=.', 'body'],
  ['timestamp', '=:', 'body'],
  ['timestamp', 'body'],
  ['body', 'timestamp'],
  ['body', '=.', 'timestamp'],
  ['=v0:', 'timestamp', '=:', 'body'],
  ['id', '=.', 'timestamp', '=.', 'body'],
  ['id', 'timestamp', 'body'],
  ['timestamp', '=.', 'id', '=.', 'body'],
  ['id', '=.', 'body'],
  ['id', 'body'],
  ['timestamp', '=.', 'timestamp', '=.', 'body'],
  ['timestamp', 'timestamp', 'body'],
  ['id', '=.', 'id', '=.', 'timestamp', '=.', 'body'],
  ['id', '=.', 'timestamp', '=.', 'timestamp', '=.', 'body'],
  ['=v0:', 'timestamp', '=:', 'timestamp', '=:', 'body'],
  ['timestamp'],
  ['url', 'body'],
  ['body', 'url'],
  ['url'],
  ['url', 'params'],
  ['path', 'body'],
  ['method', 'url', 'body'],
  ['method', 'url', 'body', 'timestamp'],
];

/** `{timestamp}.{body}` */
export const templateText = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (piece.startsWith('=') ? piece.slice(1) : `{${piece}}`)).join('');

/** Parts left out, doubled or in another order. */
export function* contentGuesses(scheme: Scheme): Generator<Guess> {
  const own = templateText(scheme.content);
  for (const content of templates) {
    const made = templateText(content);
    if (!scheme.build && made === own) continue;
    yield {
      finding: finding(contentCode(scheme, content), 'The sender signed {made} where {own} is asked for.', {
        made,
        own: scheme.build ? 'something else' : own,
      }),
      scheme: { content },
    };
  }
}

function contentCode({ content, build }: Scheme, made: readonly Piece[]): string {
  const lacks = (piece: Piece): boolean => content.includes(piece) && !made.includes(piece);
  if (build) return 'content_other';
  if (
    new Set(made.filter((piece) => !piece.startsWith('='))).size <
    made.filter((piece) => !piece.startsWith('=')).length
  )
    return 'content_doubled';
  if (lacks('timestamp')) return 'content_without_timestamp';
  if (lacks('id')) return 'content_without_id';
  return lacks('url') ? 'content_without_url' : 'content_other';
}

const hashed: readonly [name: string, scheme: Partial<Scheme>][] = [
  ['HMAC-SHA1', { algorithm: 'hmac-sha1' }],
  ['HMAC-SHA256', { algorithm: 'hmac-sha256' }],
  ['HMAC-SHA384', { algorithm: 'hmac-sha384' }],
  ['HMAC-SHA512', { algorithm: 'hmac-sha512' }],
  ['a plain SHA-256 of secret and content', { algorithm: 'sha256', secretAt: 'start' }],
  ['a plain SHA-256 of content and secret', { algorithm: 'sha256', secretAt: 'end' }],
];

/** Another algorithm. */
export function* algorithmGuesses({ algorithm }: Scheme): Generator<Guess> {
  for (const [name, scheme] of hashed)
    if (scheme.algorithm !== algorithm)
      yield {
        finding: finding('algorithm', 'The signature is {name}; another algorithm is asked for.', { name }),
        scheme,
      };
}

/** Another spelling of the URL: scheme, host, port, slash, query. */
export function* urlGuesses({ url, headers }: SignedRequest): Generator<Guess> {
  const parsed = urlOf(url);
  if (url === null || !parsed) return;
  const rest = url.slice(originLength(url));
  const hosts = [
    parsed.host,
    parsed.hostname,
    headerValue(headers, 'x-forwarded-host'),
    headerValue(headers, 'x-original-host'),
    headerValue(headers, 'host'),
  ].filter((host): host is string => host !== null && /^[A-Za-z0-9.:[\]-]{1,255}$/.test(host));
  const [path = '', query] = rest.split(/\?(.*)/s, 2);
  const rests: readonly [code: string, text: string][] = [
    ['', rest],
    [
      'url_slash',
      (path.endsWith('/') ? path.slice(0, -1) : `${path}/`) + (query === undefined ? '' : `?${query}`),
    ],
    ['url_query', path],
  ];
  const seen = new Set([url]);
  for (const [code, tail] of rests)
    for (const scheme of ['https:', 'http:'])
      for (const host of new Set([...hosts, `${parsed.hostname}:443`, `${parsed.hostname}:80`])) {
        const guess = `${scheme}//${host}${tail}`;
        if (seen.has(guess)) continue;
        seen.add(guess);
        yield urlAs(code || urlCode(parsed, scheme, host), guess);
      }
}

function urlCode({ protocol, hostname }: URL, scheme: string, host: string): string {
  if (scheme !== protocol) return 'url_scheme';
  return host.replace(/:\d+$/, '') === hostname ? 'url_port' : 'url_host';
}

const urlAs = (code: string, url: string): Guess => ({
  finding: finding(code, 'The sender signed the URL {url}: set it as public URL.', { url }),
  request: { url: bytesOf(url).toString('latin1') },
});

const kinds: readonly [pattern: RegExp, kind: string][] = [
  [/^(?:sk|rk|pk)_(?:live|test)_/, 'an API key (sk_…)'],
  [/^we_/, 'the id of a webhook endpoint (we_…)'],
  [/^xox[abeprs]-|^xapp-/, 'a Slack token (xox…)'],
  [/^gh[opsu]_|^github_pat_/, 'a GitHub token (ghp_…)'],
  [/^glpat-/, 'a GitLab access token (glpat-…)'],
  [/^shp(?:at|pa|ca)_/, 'a Shopify access token (shpat_…)'],
  [/^SG\./, 'a SendGrid API key (SG.…)'],
  [/^(?:AC|SK)[0-9a-f]{32}$/, 'an account or key SID of Twilio'],
  [/^rzp_(?:live|test)_/, 'a Razorpay key id (rzp_…)'],
  [/^pdl_(?:sdbx|live)_apikey_/, 'a Paddle API key'],
  [/^whsec_/, 'a secret of Stripe or Standard Webhooks (whsec_…)'],
  [/^-----BEGIN/, 'a key or certificate in PEM'],
  [/^https?:\/\//, 'a URL'],
];

/** What a secret looks like, should it be another thing than this provider gives out. */
export function kindOfSecret(secret: string, hint: string): string | null {
  const found = kinds.find(([pattern]) => pattern.test(secret.trim()));
  const expected = hint.replace('…', '').split(' ')[0] ?? '';
  return found && !(expected.length > 2 && secret.trim().startsWith(expected)) ? found[1] : null;
}
