/** Verify code for Go: how parts are written, and all of it for public keys. */
import { runs } from './code-node.ts';
import { displayName } from './reading.ts';
import type { Piece, Scheme } from './signature.ts';

/** A header's value in Go. */
export const headerText = (name: string): string => `header.Get("${displayName(name)}")`;

/** A string literal of Go. */
export const quoted = (text: string): string => JSON.stringify(text);

/** A piece of the content as an expression of Go. */
export const texts = (piece: Piece): string => {
  if (piece.startsWith('=')) return quoted(piece.slice(1));
  return piece === 'crc32'
    ? 'strconv.FormatUint(uint64(crc32.ChecksumIEEE(body)), 10)'
    : piece.replace('value:', '');
};

/** The lines that read a public key and check with it. */
export function publicKeyLines(scheme: Scheme): string[] {
  const { content, algorithm, encoding, header, idHeader, time } = scheme;
  const pieces = runs(content);
  const plus = pieces.length > 1 ? '+' : ' + '; // As gofmt spaces it.
  const parts = pieces.map((run) => (run === 'body' ? 'body' : `[]byte(${run.map(texts).join(plus)})`));
  const decodeWith = encoding === 'hex' ? 'hex.DecodeString' : 'base64.StdEncoding.DecodeString';
  return [
    ...(idHeader ? [`id := ${headerText(idHeader)}`] : []),
    ...(time?.header ? [`timestamp := ${headerText(time.header)}`] : []),
    `content := slices.Concat(${parts.join(', ')})`,
    `signature, err := ${decodeWith}(${headerText(header)})`,
    'if err != nil {',
    '\treturn false',
    '}',
    ...(keyChecks[algorithm as string] ?? rsaCheck),
  ];
}

const rsaCheck = [
  'block, _ := pem.Decode([]byte(publicKey)) // a key or certificate in PEM',
  'if block == nil {',
  '\treturn false',
  '}',
  'key, err := x509.ParsePKIXPublicKey(block.Bytes)',
  'if certificate, bad := x509.ParseCertificate(block.Bytes); bad == nil {',
  '\tkey, err = certificate.PublicKey, nil',
  '}',
  'rsaKey, ok := key.(*rsa.PublicKey)',
  'digest := sha256.Sum256(content)',
  'return err == nil && ok && rsa.VerifyPKCS1v15(rsaKey, crypto.SHA256, digest[:], signature) == nil',
];

const keyChecks: Readonly<Record<string, readonly string[]>> = {
  ed25519: [
    'key, err := hex.DecodeString(publicKey)',
    'return err == nil && len(key) == ed25519.PublicKeySize && ed25519.Verify(key, content, signature)',
  ],
  'ecdsa-sha256': [
    'der, err := base64.StdEncoding.DecodeString(publicKey)',
    'if err != nil {',
    '\treturn false',
    '}',
    'key, err := x509.ParsePKIXPublicKey(der)',
    'ecKey, ok := key.(*ecdsa.PublicKey)',
    'digest := sha256.Sum256(content)',
    'return err == nil && ok && ecdsa.VerifyASN1(ecKey, digest[:], signature)',
  ],
};
