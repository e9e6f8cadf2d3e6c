import { bodyHash } from './content.ts';
import { bodyIs, tokenScheme } from './jwt.ts';
import { has, keyField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

const code = {
  node: `import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';

const read = (text) => JSON.parse(Buffer.from(text || 'e30', 'base64url').toString());

// jwk: what /webhook_verification_key/get answers for the kid in the token's head.
export function verify({ headers, body }, jwk, now = Date.now()) {
  const [head = '', payload = '', signature = ''] = (headers['plaid-verification'] ?? '').split('.');
  if (read(head).alg !== 'ES256') return false;
  const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' };
  if (!verifySignature('sha256', Buffer.from(\`\${head}.\${payload}\`), key, Buffer.from(signature, 'base64url'))) return false;
  const claims = read(payload);
  return now / 1000 - claims.iat <= 300 && claims.request_body_sha256 === createHash('sha256').update(body).digest('hex');
}
`,
  python: `import hashlib
import json
import time

import jwt  # PyJWT with cryptography


def verify(headers, body, jwk, now=None):
    """jwk: what /webhook_verification_key/get answers for the kid in the token's head."""
    try:
        key = jwt.PyJWK(jwk).key
        claims = jwt.decode(headers.get("plaid-verification", ""), key, algorithms=["ES256"], options={"verify_iat": False})
    except jwt.InvalidTokenError:
        return False
    if (time.time() if now is None else now) - claims["iat"] > 300:
        return False
    return claims["request_body_sha256"] == hashlib.sha256(body).hexdigest()
`,
  go: `package webhooks

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"math/big"
	"net/http"
	"strings"
	"time"
)

// Verify tells whether the request is from Plaid. x, y: of the JWK that /webhook_verification_key/get answers.
func Verify(header http.Header, body []byte, x, y string, now time.Time) bool {
	parts := strings.Split(header.Get("Plaid-Verification"), ".")
	if len(parts) != 3 {
		return false
	}
	number := func(text string) *big.Int { return new(big.Int).SetBytes(decode(text)) }
	signature := decode(parts[2])
	var head struct{ Alg string }
	if json.Unmarshal(decode(parts[0]), &head) != nil || head.Alg != "ES256" || len(signature) != 64 {
		return false
	}
	key := &ecdsa.PublicKey{Curve: elliptic.P256(), X: number(x), Y: number(y)}
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
	var claims struct {
		Iat  int64
		Hash string \`json:"request_body_sha256"\`
	}
	if !ecdsa.Verify(key, digest[:], r, s) || json.Unmarshal(decode(parts[1]), &claims) != nil {
		return false
	}
	hash := sha256.Sum256(body)
	return now.Unix()-claims.Iat <= 300 && claims.Hash == hex.EncodeToString(hash[:])
}

func decode(text string) []byte {
	bytes, _ := base64.RawURLEncoding.DecodeString(text)
	return bytes
}
`,
};

/** The key is never fetched: a person gives what /webhook_verification_key/get answers for the token's kid. */
export const plaid: SignatureProvider = {
  id: 'plaid',
  label: 'Plaid',
  fields: [keyField('Verification key', 'The JWK of /webhook_verification_key/get')],
  source: 'plaid.com/docs',
  confirmed: 'documentation',
  recognises: has('plaid-verification'),
  code,
  schemes: [
    tokenScheme({
      name: 'plaid',
      header: 'plaid-verification',
      prefix: '',
      alg: 'ES256',
      time: { header: null, unit: 's', tolerance: 300, ways: 'past' },
      check: (claims, { body }) => bodyIs(claims, 'request_body_sha256', bodyHash(body)),
      claims: ({ body }, _, iat) => ({ iat, request_body_sha256: bodyHash(body) }),
    }),
  ],
};
