/** Verify code for Python 3, made from a scheme. */
import { runs, usedOf } from './code-node.ts';
import { hashOf } from './hmac.ts';
import type { CodeLines, Piece, Scheme, SecretForm } from './signature.ts';

const keys: Record<SecretForm, string> = {
  text: 'secret.encode()',
  'one line': 'secret.encode()',
  base64: 'base64.b64decode(secret)',
  hex: 'bytes.fromhex(secret)',
  whsec: 'base64.b64decode(secret.removeprefix("whsec_"))',
  'whsec or text': 'base64.b64decode(secret[6:]) if secret.startswith("whsec_") else secret.encode()',
  'html text': 'html.unescape(secret).encode()',
  key: 'public_key',
};

/** A module with one function, `verify(headers, body, secret)`. */
export function pythonCode(scheme: Scheme, special: CodeLines | null): string {
  const isKey = scheme.secretForm === 'key';
  const lines = isKey ? publicKeyLines(scheme) : sharedLines(scheme, special);
  const timed = scheme.time !== null && scheme.time.tolerance !== null;
  const values = scheme.content.filter((piece) => piece.startsWith('value:')).map(snake);
  const asked = [
    'headers',
    'body',
    ...(special?.needs ?? usedOf(scheme)),
    isKey ? 'public_key' : 'secret',
    ...values,
    ...(timed ? ['now=None'] : []),
  ];
  const text = lines.join('\n');
  const modules = ['base64', 'hashlib', 'hmac', 'html', 're', 'time', 'zlib', 'json'].filter((name) =>
    new RegExp(`(?<![\\w.])${name}\\.`).test(text),
  );
  return [
    ...modules.map((name) => `import ${name}`),
    ...(text.includes('datetime.') ? ['from datetime import datetime'] : []),
    ...(special?.imports ?? []),
    ...(isKey ? keyImports(scheme) : []),
    '',
    '',
    `def verify(${asked.join(', ')}):`,
    '    """headers: a dict, names in lower case. body: the raw bytes, before any parser."""',
    ...lines.map((line) => `    ${line}`),
    '',
  ].join('\n');
}

const snake = (piece: Piece): string =>
  piece.replace('value:', '').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const headerText = (name: string): string => `headers.get("${name}", "")`;

function sharedLines(scheme: Scheme, special: CodeLines | null): string[] {
  const lower = scheme.anyCase ? '.lower()' : '';
  return [
    ...(special ? special.lines : readLines(scheme)),
    ...ageLines(scheme),
    ...expectedLines(scheme, special !== null),
    `return any(hmac.compare_digest(one${lower}.encode(), expected${lower}.encode()) for one in received)`,
  ];
}

function readLines(scheme: Scheme): string[] {
  const { idHeader, time, content } = scheme;
  const needsTime = content.includes('timestamp') || (time !== null && time.tolerance !== null);
  return [
    ...receivedLines(scheme),
    ...(idHeader ? [`id = ${headerText(idHeader)}`] : []),
    ...(time?.header && needsTime ? [`timestamp = ${headerText(time.header)}`] : []),
  ];
}

function receivedLines({ header, format }: Scheme): string[] {
  if (header.endsWith('-#'))
    return [
      `received = [value for name, value in headers.items() if re.fullmatch(r"${header.slice(0, -1)}\\d+", name)]`,
    ];
  if (format.kind === 'plain')
    return [
      `received = [${headerText(header)}${format.optional ? `.removeprefix("${format.prefix}")` : ''}]`,
    ];
  if (format.kind === 'versions')
    return [
      `signatures = ${headerText(header)}.split(" ")`,
      `received = [one.removeprefix("${format.version},") for one in signatures if one.startswith("${format.version},")${format.bare ? ' or "," not in one' : ''}]`,
    ];
  return [
    `pairs = [pair.strip().partition("=") for pair in ${headerText(header)}.split("${format.separator}")]`,
    `received = [value for key, _, value in pairs if key == "${format.signature}"]`,
    ...(format.time
      ? [`timestamp = next((value for key, _, value in pairs if key == "${format.time}"), "")`]
      : []),
  ];
}

function ageLines({ time }: Scheme): string[] {
  if (time === null || time.tolerance === null) return [];
  const { unit, tolerance, ways } = time;
  const now = '(time.time() if now is None else now)';
  const age = {
    s: `int${now} - int(timestamp)`,
    ms: `${now} - int(timestamp) / 1000`,
    iso: `${now} - datetime.fromisoformat(timestamp).timestamp()`,
  }[unit];
  return [
    ...(unit === 'iso' ? [] : ['if not timestamp.isdigit():', '    return False']),
    `if ${ways === 'both' ? `abs(${age})` : age} > ${tolerance}:`,
    '    return False',
  ];
}

const texts = (piece: Piece): string =>
  piece.startsWith('=')
    ? JSON.stringify(piece.slice(1)).slice(1, -1).replace(/[{}]/g, '$&$&')
    : `{${piece === 'crc32' ? 'zlib.crc32(body)' : snake(piece)}}`;

const contentText = (scheme: Scheme): string =>
  runs(scheme.content)
    .map((run) => (run === 'body' ? 'body' : `f"${run.map(texts).join('')}".encode()`))
    .join(' + ') || 'b""';

function expectedLines(scheme: Scheme, isSpecial: boolean): string[] {
  const { algorithm, format, encoding, secretAt, secretForm } = scheme;
  const prefix =
    format.kind === 'plain' && format.prefix !== '' && !format.optional
      ? `${JSON.stringify(format.prefix)} + `
      : '';
  if (algorithm === 'equal') return [`expected = ${prefix}secret`];
  const hash = hashOf(algorithm);
  const name = hash?.name ?? '';
  const content = isSpecial ? 'content' : contentText(scheme);
  const plain = secretAt === 'end' ? `${content} + secret.encode()` : `secret.encode() + ${content}`;
  const made = hash?.keyed
    ? `hmac.new(${keys[secretForm]}, ${content}, hashlib.${name})`
    : `hashlib.${name}(${plain})`;
  const encoded = {
    hex: `${made}.hexdigest()`,
    text: `${made}.hexdigest()`,
    base64: `base64.b64encode(${made}.digest()).decode()`,
    base64url: `base64.urlsafe_b64encode(${made}.digest()).decode().rstrip("=")`,
  }[encoding];
  return [`expected = ${prefix}${encoded}`];
}

function keyImports({ algorithm }: Scheme): string[] {
  return [
    'from cryptography.exceptions import InvalidSignature',
    ...({
      ed25519: ['from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey'],
      'ecdsa-sha256': [
        'from cryptography.hazmat.primitives import hashes',
        'from cryptography.hazmat.primitives.asymmetric import ec',
        'from cryptography.hazmat.primitives.serialization import load_der_public_key',
      ],
    }[algorithm as string] ?? [
      'from cryptography import x509',
      'from cryptography.hazmat.primitives import hashes',
      'from cryptography.hazmat.primitives.asymmetric import padding',
      'from cryptography.hazmat.primitives.serialization import load_pem_public_key',
    ]),
  ];
}

function publicKeyLines(scheme: Scheme): string[] {
  const { algorithm, encoding, header } = scheme;
  const [key, more] = {
    ed25519: ['Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))', ''],
    'ecdsa-sha256': ['load_der_public_key(base64.b64decode(public_key))', ', ec.ECDSA(hashes.SHA256())'],
  }[algorithm as string] ?? [
    'x509.load_pem_x509_certificate(pem).public_key() if b"CERTIFICATE" in pem else load_pem_public_key(pem)',
    ', padding.PKCS1v15(), hashes.SHA256()',
  ];
  const received = headerText(header);
  return [
    ...(scheme.idHeader ? [`id = ${headerText(scheme.idHeader)}`] : []),
    ...(scheme.time?.header ? [`timestamp = ${headerText(scheme.time.header)}`] : []),
    `content = ${contentText(scheme)}`,
    ...(key?.includes('pem)') ? ['pem = public_key.encode()'] : []),
    `key = ${key ?? ''}`,
    'try:',
    `    signature = ${encoding === 'hex' ? `bytes.fromhex(${received})` : `base64.b64decode(${received})`}`,
    `    key.verify(signature, content${more ?? ''})`,
    'except (InvalidSignature, ValueError):',
    '    return False',
    'return True',
  ];
}
