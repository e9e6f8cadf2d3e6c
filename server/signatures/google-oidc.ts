import { valueAt } from './bytes.ts';
import { claimIs, lifetime, tokenScheme } from './jwt.ts';
import { begins, keyField, textField } from './schemes.ts';
import { type Problem, problem, type Settings, type SignatureProvider } from './signature.ts';

const issuers = ['https://accounts.google.com', 'accounts.google.com'];

function check(claims: unknown, { values }: Settings, nowMs: number): Problem | null {
  if (!values['audience'])
    return problem('no_secret', 'setting_missing', 'The setting "{key}" is needed, and it is empty.', {
      key: 'audience',
    });
  if (!issuers.includes(String(valueAt(claims, ['iss'])))) return claimIs(claims, 'iss', issuers[0] ?? '');
  if (values['email'] && valueAt(claims, ['email_verified']) !== true)
    return problem('invalid', 'claim', 'The token is signed, but its claim "{name}" is not "{wanted}".', {
      name: 'email_verified',
      wanted: 'true',
    });
  return (
    claimIs(claims, 'aud', values['audience']) ??
    (values['email'] ? claimIs(claims, 'email', values['email']) : null) ??
    lifetime(claims, nowMs)
  );
}

const code = {
  node: `import { createPublicKey, verify as verifySignature } from 'node:crypto';

const read = (text) => JSON.parse(Buffer.from(text || 'e30', 'base64url').toString());

// publicKey: PEM or certificate of the kid in the token's head, from googleapis.com/oauth2/v1/certs.
export function verify({ headers }, publicKey, audience, email, now = Date.now()) {
  const [head = '', payload = '', signature = ''] = (headers.authorization ?? '').replace(/^Bearer /, '').split('.');
  if (read(head).alg !== 'RS256') return false;
  const content = Buffer.from(\`\${head}.\${payload}\`);
  if (!verifySignature('sha256', content, createPublicKey(publicKey), Buffer.from(signature, 'base64url'))) return false;
  const claims = read(payload);
  const isGoogle = ['https://accounts.google.com', 'accounts.google.com'].includes(claims.iss);
  const isSender = claims.email_verified === true && claims.email === email;
  return isGoogle && isSender && claims.aud === audience && claims.exp > now / 1000;
}
`,
  python: `from google.auth.exceptions import GoogleAuthError
from google.auth.transport import requests  # pip install google-auth requests
from google.oauth2 import id_token


def verify(headers, audience, email):
    """Fetches Google's keys itself."""
    token = headers.get("authorization", "").removeprefix("Bearer ")
    try:
        claims = id_token.verify_oauth2_token(token, requests.Request(), audience)
    except (GoogleAuthError, ValueError):
        return False
    return claims.get("email_verified") is True and claims.get("email") == email
`,
  go: `package webhooks

import (
	"context"
	"google.golang.org/api/idtoken"
	"net/http"
	"strings"
)

// Verify tells whether the request is from the service account. Fetches Google's keys itself.
func Verify(ctx context.Context, header http.Header, audience, email string) bool {
	token := strings.TrimPrefix(header.Get("Authorization"), "Bearer ")
	payload, err := idtoken.Validate(ctx, token, audience)
	return err == nil && payload.Claims["email_verified"] == true && payload.Claims["email"] == email
}
`,
};

/** The token tells who sent it; the body is not signed. */
export const googleOidc: SignatureProvider = {
  id: 'google-oidc',
  label: 'Google Pub/Sub and Chat',
  fields: [
    keyField('Public key', 'The certificate or JWK of the token’s kid, from googleapis.com/oauth2/v3/certs'),
    textField('audience', 'Audience', 'Set on the subscription; often its URL.'),
    textField('email', 'Service account', 'name@project.iam.gserviceaccount.com', false),
  ],
  source: 'docs.cloud.google.com',
  confirmed: 'documentation',
  recognises: begins('authorization', 'Bearer ey'),
  code,
  schemes: [
    tokenScheme({
      name: 'google-oidc',
      header: 'authorization',
      prefix: 'Bearer ',
      begins: 'Bearer ',
      alg: 'RS256',
      time: null,
      check: (claims, _, settings, nowMs) => check(claims, settings, nowMs),
      claims: (_, { values }, iat) => ({
        iss: issuers[0],
        aud: values['audience'] ?? '',
        ...(values['email'] && { email: values['email'], email_verified: true }),
        iat,
        exp: iat + 3600,
      }),
    }),
  ],
};
