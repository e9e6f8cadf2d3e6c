import { textOf } from './bytes.ts';
import { textPart } from './content.ts';
import { keyField, publicKey } from './schemes.ts';
import { problem, type SignatureProvider } from './signature.ts';

const quoted = (text: string): string => `s:${Buffer.byteLength(text)}:"${text}";`;

/** A form's fields, sorted by name, as PHP's serialize() writes them. */
function serialized(body: Uint8Array): string {
  const fields = new Map([...new URLSearchParams(textOf(body))].filter(([name]) => name !== 'p_signature'));
  const pairs = [...fields.keys()].sort().map((name) => quoted(name) + quoted(fields.get(name) ?? ''));
  return `a:${pairs.length}:{${pairs.join('')}}`;
}

const code = {
  node: `import { createPublicKey, verify as verifySignature } from 'node:crypto';

const quoted = (text) => \`s:\${Buffer.byteLength(text)}:"\${text}";\`;

// body: the form as it came. publicKey: PEM.
export function verify({ body }, publicKey) {
  const fields = new Map(new URLSearchParams(body.toString()));
  const signature = Buffer.from(fields.get('p_signature') ?? '', 'base64');
  fields.delete('p_signature');
  const pairs = [...fields.keys()].sort().map((name) => quoted(name) + quoted(fields.get(name)));
  const content = \`a:\${pairs.length}:{\${pairs.join('')}}\`; // as PHP's serialize() writes it
  return verifySignature('sha1', Buffer.from(content), createPublicKey(publicKey), signature);
}
`,
  python: `import base64
from urllib.parse import parse_qsl

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import load_pem_public_key


def quoted(text):
    return f's:{len(text.encode())}:"{text}";'


def verify(body, public_key):
    """body: the form as it came. public_key: PEM."""
    fields = dict(parse_qsl(body.decode(), keep_blank_values=True))
    received = fields.pop("p_signature", "")
    pairs = [quoted(name) + quoted(value) for name, value in sorted(fields.items())]
    content = f"a:{len(pairs)}:{{{''.join(pairs)}}}"  # as PHP's serialize() writes it
    try:
        signature = base64.b64decode(received)
        load_pem_public_key(public_key.encode()).verify(signature, content.encode(), padding.PKCS1v15(), hashes.SHA1())
    except (InvalidSignature, ValueError):
        return False
    return True
`,
  go: `package webhooks

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// Verify tells whether the form is signed. body: the form as it came. publicKey: PEM.
func Verify(body []byte, publicKey string) bool {
	fields, bad := url.ParseQuery(string(body))
	block, _ := pem.Decode([]byte(publicKey))
	signature, err := base64.StdEncoding.DecodeString(fields.Get("p_signature"))
	if bad != nil || err != nil || block == nil {
		return false
	}
	fields.Del("p_signature")
	var content strings.Builder // as PHP's serialize() writes it
	fmt.Fprintf(&content, "a:%d:{", len(fields))
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		value := fields.Get(name)
		fmt.Fprintf(&content, "s:%d:\\"%s\\";s:%d:\\"%s\\";", len(name), name, len(value), value)
	}
	digest := sha1.Sum([]byte(content.String() + "}"))
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	key, ok := parsed.(*rsa.PublicKey)
	return err == nil && ok && rsa.VerifyPKCS1v15(key, crypto.SHA1, digest[:], signature) == nil
}
`,
};

export const paddleClassic: SignatureProvider = {
  id: 'paddle-classic',
  label: 'Paddle Classic',
  fields: [keyField('Public key', '-----BEGIN PUBLIC KEY-----')],
  source: 'developer.paddle.com (classic)',
  confirmed: 'documentation',
  recognises: () => false,
  code,
  schemes: [
    publicKey('paddle-classic', '', 'rsa-sha1', {
      read: ({ body }) => {
        const signature = new URLSearchParams(textOf(body)).get('p_signature');
        return signature
          ? {
              header: 'p_signature',
              value: signature,
              parts: [],
              signatures: [signature],
              id: null,
              timestamp: null,
            }
          : problem('unsigned', 'no_signature_field', 'The body holds no {field}.', { field: 'p_signature' });
      },
      build: ({ body }) => [textPart('params', serialized(body))],
      place: (request, signature) => {
        const fields = new URLSearchParams(textOf(request.body));
        fields.set('p_signature', signature);
        return { ...request, body: Buffer.from(fields.toString()) };
      },
    }),
  ],
};
