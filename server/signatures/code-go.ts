/** Verify code for Go, made from a scheme. Only the standard library. */
import { runs, usedOf } from './code-node.ts';
import { headerText, publicKeyLines, quoted, texts } from './code-go-keys.ts';
import { hashOf } from './hmac.ts';
import type { CodeLines, Scheme, SecretForm } from './signature.ts';

const packages: readonly [use: RegExp, path: string][] = [
  [/\bhmac\./, 'crypto/hmac'],
  [/\bsha1\./, 'crypto/sha1'],
  [/\bsha256\./, 'crypto/sha256'],
  [/\bsha512\./, 'crypto/sha512'],
  [/\bsubtle\./, 'crypto/subtle'],
  [/\bed25519\./, 'crypto/ed25519'],
  [/\becdsa\./, 'crypto/ecdsa'],
  [/\brsa\./, 'crypto/rsa'],
  [/\bcrypto\./, 'crypto'],
  [/\bx509\./, 'crypto/x509'],
  [/\bpem\./, 'encoding/pem'],
  [/\bbase64\./, 'encoding/base64'],
  [/\bhex\./, 'encoding/hex'],
  [/\bjson\./, 'encoding/json'],
  [/\bcrc32\./, 'hash/crc32'],
  [/\bhtml\./, 'html'],
  [/\bfmt\./, 'fmt'],
  [/\bbig\./, 'math/big'],
  [/\bhttp\./, 'net/http'],
  [/\bneturl\./, 'net/url'],
  [/\bregexp\./, 'regexp'],
  [/\bslices\./, 'slices'],
  [/\bsort\./, 'sort'],
  [/\bstrconv\./, 'strconv'],
  [/\bstrings\./, 'strings'],
  [/\btime\./, 'time'],
];

/** A Go file around functions: its package clause and what it imports. */
export function goFile(text: string): string {
  const imports = packages
    .filter(([use]) => use.test(text))
    .sort(([, left], [, right]) => (left < right ? -1 : 1));
  const lines = imports.map(([, path]) => (path === 'net/url' ? `\tneturl "${path}"\n` : `\t"${path}"\n`));
  return `package webhooks\n\nimport (\n${lines.join('')})\n\n${text}`;
}

/** A file with one function, `Verify(header, body, secret)`. */
export function goCode(scheme: Scheme, special: CodeLines | null): string {
  const isKey = scheme.secretForm === 'key';
  const timed = scheme.time !== null && scheme.time.tolerance !== null;
  const values = scheme.content.filter((piece) => piece.startsWith('value:')).map((piece) => piece.slice(6));
  const asked = [
    ...(special?.needs ?? usedOf(scheme)).map((name) => `${name} string`),
    'header http.Header',
    'body []byte',
    `${[isKey ? 'publicKey' : 'secret', ...values].join(', ')} string`,
    ...(timed ? ['now time.Time'] : []),
  ];
  const lines = isKey ? publicKeyLines(scheme) : sharedLines(scheme, special);
  return goFile(
    [
      '// Verify tells whether the request is signed. body: the raw bytes, before any parser.',
      `func Verify(${asked.join(', ')}) bool {`,
      ...lines.map((line) => (line === '' ? '' : `\t${line}`)),
      '}',
      '',
    ].join('\n'),
  );
}

function sharedLines(scheme: Scheme, special: CodeLines | null): string[] {
  const [one, expected] = scheme.anyCase
    ? ['strings.ToLower(one)', 'strings.ToLower(expected)']
    : ['one', 'expected'];
  return [
    ...(special ? special.lines : readLines(scheme)),
    ...ageLines(scheme),
    ...expectedLines(scheme, special !== null),
    'for _, one := range received {',
    `\tif hmac.Equal([]byte(${one}), []byte(${expected})) {`,
    '\t\treturn true',
    '\t}',
    '}',
    'return false',
  ];
}

function readLines(scheme: Scheme): string[] {
  const { idHeader, time, content } = scheme;
  const needsTime = content.includes('timestamp') || (time !== null && time.tolerance !== null);
  return [
    ...receivedLines(scheme),
    ...(idHeader ? [`id := ${headerText(idHeader)}`] : []),
    ...(time?.header && needsTime ? [`timestamp := ${headerText(time.header)}`] : []),
  ];
}

function receivedLines({ header, format }: Scheme): string[] {
  if (header.endsWith('-#'))
    return [
      'var received []string',
      'for name, values := range header {',
      `\tif strings.HasPrefix(strings.ToLower(name), "${header.slice(0, -1)}") {`,
      '\t\treceived = append(received, values...)',
      '\t}',
      '}',
    ];
  if (format.kind === 'plain')
    return [
      format.optional
        ? `received := []string{strings.TrimPrefix(${headerText(header)}, "${format.prefix}")}`
        : `received := []string{${headerText(header)}}`,
    ];
  if (format.kind === 'versions')
    return [
      'var received []string',
      `for _, one := range strings.Split(${headerText(header)}, " ") {`,
      `\tif signature, ok := strings.CutPrefix(one, "${format.version},"); ok${format.bare ? ' || !strings.Contains(one, ",")' : ''} {`,
      '\t\treceived = append(received, signature)',
      '\t}',
      '}',
    ];
  return [
    ...(format.time ? ['timestamp := ""'] : []),
    'var received []string',
    `for _, pair := range strings.Split(${headerText(header)}, "${format.separator}") {`,
    '\tkey, value, _ := strings.Cut(strings.TrimSpace(pair), "=")',
    `\tif key == "${format.signature}" {`,
    '\t\treceived = append(received, value)',
    ...(format.time ? [`\t} else if key == "${format.time}" {`, '\t\ttimestamp = value'] : []),
    '\t}',
    '}',
  ];
}

function ageLines({ time }: Scheme): string[] {
  if (time === null || time.tolerance === null) return [];
  const { unit, tolerance, ways } = time;
  const limit = unit === 'ms' ? tolerance * 1000 : tolerance;
  const read =
    unit === 'iso'
      ? 'signed, err := time.Parse(time.RFC3339Nano, timestamp)'
      : 'signed, err := strconv.ParseInt(timestamp, 10, 64)';
  const age = { s: 'now.Unix() - signed', ms: 'now.UnixMilli() - signed', iso: 'now.Unix() - signed.Unix()' }[
    unit
  ];
  return [
    read,
    `if age := ${age}; err != nil || age > ${limit}${ways === 'both' ? ` || age < -${limit}` : ''} {`,
    '\treturn false',
    '}',
  ];
}

const writes = ({ content }: Scheme, into: string): string[] =>
  runs(content).map((run) =>
    run === 'body' ? `${into}.Write(body)` : `${into}.Write([]byte(${run.map(texts).join(' + ')}))`,
  );

const keyLines: Partial<Record<SecretForm, string[]>> = {
  base64: ['key, err := base64.StdEncoding.DecodeString(secret)'],
  hex: ['key, err := hex.DecodeString(secret)'],
  whsec: ['key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))'],
};

function secretLines({ secretForm }: Scheme, timed: boolean): { lines: string[]; key: string } {
  const decoded = keyLines[secretForm];
  const fail = ['if err != nil {', '\treturn false', '}'];
  if (decoded)
    return {
      key: 'key',
      lines: [
        ...decoded.map((line) => (timed ? line.replace('err', 'keyErr') : line)),
        ...fail.map((line) => (timed ? line.replace('err', 'keyErr') : line)),
      ],
    };
  if (secretForm === 'whsec or text')
    return {
      key: 'key',
      lines: [
        'key := []byte(secret)',
        'if encoded, ok := strings.CutPrefix(secret, "whsec_"); ok {',
        '\tkey, _ = base64.StdEncoding.DecodeString(encoded)',
        '}',
      ],
    };
  return {
    lines: [],
    key: secretForm === 'html text' ? '[]byte(html.UnescapeString(secret))' : '[]byte(secret)',
  };
}

function expectedLines(scheme: Scheme, isSpecial: boolean): string[] {
  const { algorithm, format, encoding, secretAt } = scheme;
  const prefix =
    format.kind === 'plain' && format.prefix !== '' && !format.optional ? `${quoted(format.prefix)} + ` : '';
  if (algorithm === 'equal') return [`expected := ${prefix}secret`];
  const hash = hashOf(algorithm);
  const made =
    { sha1: 'sha1.New', sha256: 'sha256.New', sha384: 'sha512.New384', sha512: 'sha512.New' }[
      hash?.name ?? ''
    ] ?? '';
  const { lines, key } = secretLines(scheme, scheme.time !== null && scheme.time.tolerance !== null);
  const content = isSpecial ? ['mac.Write(content)'] : writes(scheme, 'mac');
  const secret = hash?.keyed ? [] : ['mac.Write([]byte(secret))'];
  const encode = {
    hex: 'hex.EncodeToString(mac.Sum(nil))',
    text: 'string(mac.Sum(nil))',
    base64: 'base64.StdEncoding.EncodeToString(mac.Sum(nil))',
    base64url: 'base64.RawURLEncoding.EncodeToString(mac.Sum(nil))',
  }[encoding];
  return [
    ...lines,
    hash?.keyed ? `mac := hmac.New(${made}, ${key})` : `mac := ${made}()`,
    ...(secretAt === 'end' ? [...content, ...secret] : [...secret, ...content]),
    `expected := ${prefix}${encode}`,
  ];
}
