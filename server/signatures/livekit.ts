import { bodyHash } from './content.ts';
import { bodyIs, claimIs, lifetime, tokenScheme } from './jwt.ts';
import { begins, secretField, textField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

// The hard part of the code to copy: the rest is made from the scheme.
const code: SignatureProvider['code'] = {
  node: {
    imports: ["import { createHash } from 'node:crypto';"],
    needs: [],
    lines: [
      "const [head = '', payload = '', signature = ''] = (headers['authorization'] ?? '').replace(/^Bearer /, '').split('.');",
      "const claims = JSON.parse(Buffer.from(payload || 'e30', 'base64url').toString());",
      "if (!(claims.exp > Date.now() / 1000) || claims.sha256 !== createHash('sha256').update(body).digest('base64')) return false;",
      'const received = [signature];',
      'const content = `${head}.${payload}`;',
    ],
  },
  python: {
    imports: [],
    needs: [],
    lines: [
      'head, payload, signature = (headers.get("authorization", "").removeprefix("Bearer ") + "..").split(".")[:3]',
      'claims = json.loads(base64.urlsafe_b64decode((payload or "e30") + "=="))',
      'if claims.get("exp", 0) <= time.time() or claims.get("sha256") != base64.b64encode(hashlib.sha256(body).digest()).decode():',
      '    return False',
      'received = [signature]',
      'content = f"{head}.{payload}".encode()',
    ],
  },
  go: {
    imports: [],
    needs: [],
    lines: [
      'parts := strings.Split(strings.TrimPrefix(header.Get("Authorization"), "Bearer "), ".")',
      'if len(parts) != 3 {',
      '	return false',
      '}',
      'payload, _ := base64.RawURLEncoding.DecodeString(parts[1])',
      'var claims struct {',
      '	Exp    int64',
      '	SHA256 string',
      '}',
      'digest := sha256.Sum256(body)',
      'if json.Unmarshal(payload, &claims) != nil || claims.Exp <= time.Now().Unix() || claims.SHA256 != base64.StdEncoding.EncodeToString(digest[:]) {',
      '	return false',
      '}',
      'received := []string{parts[2]}',
      'content := []byte(parts[0] + "." + parts[1])',
    ],
  },
};

export const livekit: SignatureProvider = {
  id: 'livekit',
  label: 'LiveKit',
  fields: [
    secretField('API secret'),
    textField('apiKey', 'API key', 'The issuer of the token; empty: any.', false),
  ],
  source: 'livekit-server-sdk',
  confirmed: 'vendor code',
  recognises: begins('content-type', 'application/webhook+json', 'authorization'),
  code,
  schemes: [
    tokenScheme({
      name: 'livekit',
      header: 'authorization',
      prefix: 'Bearer ',
      alg: 'HS256',
      time: null,
      check: (claims, { body }, { values }, nowMs) =>
        bodyIs(claims, 'sha256', bodyHash(body, 'base64')) ??
        (values['apiKey'] ? claimIs(claims, 'iss', values['apiKey']) : null) ??
        lifetime(claims, nowMs),
      claims: ({ body }, { values }, now) => ({
        iss: values['apiKey'] ?? '',
        nbf: now,
        exp: now + 300,
        sha256: bodyHash(body, 'base64'),
      }),
    }),
  ],
};
