import { bodyHash } from './content.ts';
import { bodyIs, claimIs, tokenScheme } from './jwt.ts';
import { begins, secretField } from './schemes.ts';
import type { SignatureProvider } from './signature.ts';

// The hard part of the code to copy: the rest is made from the scheme.
const code: SignatureProvider['code'] = {
  node: {
    imports: ["import { createHash } from 'node:crypto';"],
    needs: [],
    lines: [
      "const [head = '', payload = '', signature = ''] = (headers['x-webhook-signature'] ?? '').split('.');",
      "const claims = JSON.parse(Buffer.from(payload || 'e30', 'base64url').toString());",
      "if (claims.iss !== 'netlify' || claims.sha256 !== createHash('sha256').update(body).digest('hex')) return false;",
      'const received = [signature];',
      'const content = `${head}.${payload}`;',
    ],
  },
  python: {
    imports: [],
    needs: [],
    lines: [
      'head, payload, signature = (headers.get("x-webhook-signature", "") + "..").split(".")[:3]',
      'claims = json.loads(base64.urlsafe_b64decode((payload or "e30") + "=="))',
      'if claims.get("iss") != "netlify" or claims.get("sha256") != hashlib.sha256(body).hexdigest():',
      '    return False',
      'received = [signature]',
      'content = f"{head}.{payload}".encode()',
    ],
  },
  go: {
    imports: [],
    needs: [],
    lines: [
      'parts := strings.Split(header.Get("X-Webhook-Signature"), ".")',
      'if len(parts) != 3 {',
      '	return false',
      '}',
      'payload, _ := base64.RawURLEncoding.DecodeString(parts[1])',
      'var claims struct {',
      '	Iss    string',
      '	SHA256 string',
      '}',
      'digest := sha256.Sum256(body)',
      'if json.Unmarshal(payload, &claims) != nil || claims.Iss != "netlify" || claims.SHA256 != hex.EncodeToString(digest[:]) {',
      '	return false',
      '}',
      'received := []string{parts[2]}',
      'content := []byte(parts[0] + "." + parts[1])',
    ],
  },
};

export const netlify: SignatureProvider = {
  id: 'netlify',
  label: 'Netlify',
  fields: [secretField('JWS secret token')],
  source: 'nuxt-webhook-validators',
  confirmed: 'other pages',
  recognises: begins('x-webhook-signature', 'ey'),
  code,
  schemes: [
    tokenScheme({
      name: 'netlify',
      header: 'x-webhook-signature',
      prefix: '',
      alg: 'HS256',
      time: null,
      check: (claims, { body }) =>
        claimIs(claims, 'iss', 'netlify') ?? bodyIs(claims, 'sha256', bodyHash(body)),
      claims: ({ body }) => ({ iss: 'netlify', sha256: bodyHash(body) }),
    }),
  ],
};
