/** Verify code for Node, made from a scheme. */
import { hashOf } from './hmac.ts';
import type { CodeLines, Piece, Scheme, SecretForm } from './signature.ts';

const keys: Record<SecretForm, string> = {
  text: 'secret',
  'one line': 'secret',
  base64: "Buffer.from(secret, 'base64')",
  hex: "Buffer.from(secret, 'hex')",
  whsec: "Buffer.from(secret.replace(/^whsec_/, ''), 'base64')",
  'whsec or text': "secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : secret",
  'html text':
    "secret.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '\"').replace(/&#0?39;/g, \"'\").replace(/&amp;/g, '&')",
  key: 'createPublicKey(key)',
};

/** A module with one function, `verify(request, secret)`. */
export function nodeCode(scheme: Scheme, special: CodeLines | null): string {
  const names = new Set(
    scheme.algorithm === 'equal' ? ['timingSafeEqual'] : [hashName(scheme), 'timingSafeEqual'],
  );
  if (scheme.secretForm === 'key') return nodePublicKey(scheme);
  const asked = ['headers', 'body', ...(special?.needs ?? usedOf(scheme))];
  const timed = scheme.time !== null && scheme.time.tolerance !== null;
  return [
    `import { ${[...names].sort().join(', ')} } from 'node:crypto';`,
    ...(special?.imports ?? []),
    '',
    '// headers: names in lower case, as Node gives them. body: a Buffer of the raw bytes, before any parser.',
    `export function verify({ ${asked.join(', ')} }, secret${timed ? ', now = Date.now()' : ''}) {`,
    ...(special ? special.lines : [...readLines(scheme)]).map((line) => `  ${line}`),
    ...ageLines(scheme).map((line) => `  ${line}`),
    ...expectedLines(scheme, special !== null).map((line) => `  ${line}`),
    `  return received.some((one) => same(${scheme.anyCase ? 'one.toLowerCase(), expected.toLowerCase()' : 'one, expected'}));`,
    '}',
    '',
    'function same(left, right) {',
    '  const [a, b] = [Buffer.from(left), Buffer.from(right)];',
    '  return a.length === b.length && timingSafeEqual(a, b);',
    '}',
    '',
  ].join('\n');
}

const hashName = ({ algorithm }: Scheme): string => (hashOf(algorithm)?.keyed ? 'createHmac' : 'createHash');

/** The parts of the request that the content names. */
export const usedOf = ({ content }: Scheme): ('url' | 'method')[] =>
  (['url', 'method'] as const).filter((name) => content.includes(name));

const headerText = (name: string): string => `headers['${name}'] ?? ''`;

function readLines(scheme: Scheme): string[] {
  const { idHeader, time, content } = scheme;
  const needsTime = content.includes('timestamp') || (time !== null && time.tolerance !== null);
  return [
    ...receivedLines(scheme),
    ...(idHeader ? [`const id = ${headerText(idHeader)};`] : []),
    ...(time?.header && needsTime ? [`const timestamp = ${headerText(time.header)};`] : []),
  ];
}

function receivedLines({ header, format }: Scheme): string[] {
  if (header.endsWith('-#'))
    return [
      `const names = Object.keys(headers).filter((name) => /^${header.slice(0, -1)}\\d+$/.test(name));`,
      'const received = names.map((name) => headers[name]);',
    ];
  if (format.kind === 'plain')
    return format.optional
      ? [`const received = [(${headerText(header)}).replace(/^${format.prefix}/, '')];`]
      : [`const received = [${headerText(header)}];`];
  if (format.kind === 'versions')
    return [
      `const received = (${headerText(header)}).split(' ')`,
      `  .filter((one) => one.startsWith('${format.version},')${format.bare ? " || !one.includes(',')" : ''})`,
      `  .map((one) => one.replace('${format.version},', ''));`,
    ];
  return [
    `const pairs = (${headerText(header)}).split('${format.separator}').map((pair) => pair.trim());`,
    'const all = (key) => pairs.filter((pair) => pair.startsWith(`${key}=`)).map((pair) => pair.slice(key.length + 1));',
    `const received = all('${format.signature}');`,
    ...(format.time ? [`const [timestamp = ''] = all('${format.time}');`] : []),
  ];
}

/** Too old (or too new) is not valid; a timestamp that is no number is neither. */
function ageLines({ time }: Scheme): string[] {
  if (time === null || time.tolerance === null) return [];
  const age = {
    s: 'Math.floor(now / 1000) - Number(timestamp)',
    ms: '(now - Number(timestamp)) / 1000',
    iso: '(now - Date.parse(timestamp)) / 1000',
  }[time.unit];
  const weighed = time.ways === 'both' ? `Math.abs(${age})` : age;
  return [`if (!(${weighed} <= ${time.tolerance})) return false;`];
}

/** A string literal, in single quotes. */
const quoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

function expectedLines(scheme: Scheme, isSpecial: boolean): string[] {
  const { algorithm, format, encoding, secretAt, secretForm } = scheme;
  const prefix =
    format.kind === 'plain' && format.prefix !== '' && !format.optional ? `${quoted(format.prefix)} + ` : '';
  if (algorithm === 'equal') return [`const expected = ${prefix}secret;`];
  const hash = hashOf(algorithm);
  const made = hash?.keyed
    ? `createHmac('${hash.name}', ${keys[secretForm]})`
    : `createHash('${hash?.name ?? ''}')`;
  const secret = hash?.keyed ? [] : ['.update(secret)'];
  const content = isSpecial ? ['.update(content)'] : updates(scheme.content);
  const calls = secretAt === 'end' ? [...content, ...secret] : [...secret, ...content];
  return [`const expected = ${prefix}${made}${calls.join('')}.digest('${encoding}');`];
}

const texts = (piece: Piece): string =>
  piece.startsWith('=')
    ? JSON.stringify(piece.slice(1))
        .slice(1, -1)
        .replaceAll('\\"', '"')
        .replace(/`|\$\{/g, '\\$&')
    : `\${${piece === 'crc32' ? 'crc32(body)' : piece.replace('value:', '')}}`;

/** `.update()` for each run of text and for the body. */
function updates(content: readonly Piece[]): string[] {
  return runs(content).map((run) =>
    run === 'body' ? '.update(body)' : `.update(\`${run.map(texts).join('')}\`)`,
  );
}

/** The body alone, and what stands between. */
export function runs(content: readonly Piece[]): ('body' | Piece[])[] {
  const found: ('body' | Piece[])[] = [];
  for (const piece of content) {
    const last = found.at(-1);
    if (piece === 'body') found.push('body');
    else if (Array.isArray(last)) last.push(piece);
    else found.push([piece]);
  }
  return found;
}

function nodePublicKey(scheme: Scheme): string {
  const { content, algorithm, encoding, header } = scheme;
  const hasCrc = content.includes('crc32');
  const values = content.filter((piece) => piece.startsWith('value:')).map((piece) => piece.slice(6));
  const key =
    {
      ed25519:
        "createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey, 'hex').toString('base64url') }, format: 'jwk' })",
      'ecdsa-sha256':
        "createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })",
    }[algorithm as string] ?? 'createPublicKey(publicKey)';
  const parts = runs(content).map((run) =>
    run === 'body' ? 'body' : `Buffer.from(\`${run.map(texts).join('')}\`)`,
  );
  return [
    "import { createPublicKey, verify as verifySignature } from 'node:crypto';",
    ...(hasCrc ? ["import { crc32 } from 'node:zlib';"] : []),
    '',
    '// headers: names in lower case, as Node gives them. body: a Buffer of the raw bytes, before any parser.',
    ...(algorithm === 'rsa-sha256' ? ['// publicKey: a key or certificate in PEM.'] : []),
    `export function verify({ headers, body }, ${['publicKey', ...values].join(', ')}) {`,
    ...(scheme.idHeader ? [`  const id = ${headerText(scheme.idHeader)};`] : []),
    ...(scheme.time?.header ? [`  const timestamp = ${headerText(scheme.time.header)};`] : []),
    `  const content = Buffer.concat([${parts.join(', ')}]);`,
    `  const signature = Buffer.from(${headerText(header)}, '${encoding}');`,
    `  const key = ${key};`,
    `  return verifySignature(${algorithm === 'ed25519' ? 'null' : "'sha256'"}, content, key, signature);`,
    '}',
    '',
  ].join('\n');
}
