import { jsonOf, textOf } from './bytes.ts';
import { bodyHash, pathOf, textPart } from './content.ts';
import { has, keyField, publicKey, urlField } from './schemes.ts';
import { problem, type SignatureProvider } from './signature.ts';

const code = {
  node: `import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';

// path: with its query, as Midtrans called it. publicKey: PEM.
export function verify({ method, path, headers, body }, publicKey) {
  const minified = JSON.stringify(JSON.parse(body.toString()));
  const hash = createHash('sha256').update(minified).digest('hex');
  const content = \`\${method}:\${path}:\${hash}:\${headers['x-timestamp'] ?? ''}\`;
  const signature = Buffer.from(headers['x-signature'] ?? '', 'base64');
  return verifySignature('sha256', Buffer.from(content), createPublicKey(publicKey), signature);
}
`,
  python: `import base64
import hashlib
import json

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import load_pem_public_key


def verify(method, path, headers, body, public_key):
    """path: with its query, as Midtrans called it. public_key: PEM."""
    minified = json.dumps(json.loads(body), separators=(",", ":"), ensure_ascii=False)
    hash = hashlib.sha256(minified.encode()).hexdigest()
    content = f"{method}:{path}:{hash}:{headers.get('x-timestamp', '')}".encode()
    try:
        signature = base64.b64decode(headers.get("x-signature", ""))
        load_pem_public_key(public_key.encode()).verify(signature, content, padding.PKCS1v15(), hashes.SHA256())
    except (InvalidSignature, ValueError):
        return False
    return True
`,
  go: `package webhooks

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"net/http"
)

// Verify tells whether the request is signed. path: with its query, as Midtrans called it. publicKey: PEM.
func Verify(method, path string, header http.Header, body []byte, publicKey string) bool {
	var minified bytes.Buffer
	block, _ := pem.Decode([]byte(publicKey))
	if json.Compact(&minified, body) != nil || block == nil {
		return false
	}
	hash := sha256.Sum256(minified.Bytes())
	content := method + ":" + path + ":" + hex.EncodeToString(hash[:]) + ":" + header.Get("X-Timestamp")
	digest := sha256.Sum256([]byte(content))
	signature, bad := base64.StdEncoding.DecodeString(header.Get("X-Signature"))
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	key, ok := parsed.(*rsa.PublicKey)
	return bad == nil && err == nil && ok && rsa.VerifyPKCS1v15(key, crypto.SHA256, digest[:], signature) == nil
}
`,
};

/** The hash is of the body without white space between its values. */
export const midtransSnap: SignatureProvider = {
  id: 'midtrans-snap',
  label: 'Midtrans SNAP-BI',
  fields: [keyField('Public key', '-----BEGIN PUBLIC KEY-----'), urlField],
  source: 'midtrans-client snapBi.js',
  confirmed: 'documentation',
  recognises: has('x-signature', 'x-timestamp'),
  code,
  schemes: [
    publicKey('midtrans-snap', 'x-signature', 'rsa-sha256', {
      time: { header: 'x-timestamp', unit: 'iso', tolerance: null, ways: 'past' },
      content: ['timestamp'],
      build: ({ method, url, body }, { timestamp }) => {
        const json = jsonOf(textOf(body));
        if (json === undefined)
          return problem('malformed', 'bad_json', 'The hash is of the JSON body, and the body is not JSON.');
        if (url === null)
          return problem(
            'malformed',
            'url_unknown',
            'The URL that the sender called is signed, and it is not known.',
          );
        return [
          textPart('method', `${method}:`),
          textPart('path', `${pathOf(url)}:`),
          textPart('body hash', `${bodyHash(Buffer.from(JSON.stringify(json)))}:`),
          textPart('timestamp', timestamp ?? ''),
        ];
      },
    }),
  ],
};
