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
  schemes: [
    tokenScheme({
      name: 'google-oidc',
      header: 'authorization',
      prefix: 'Bearer ',
      alg: 'RS256',
      time: null,
      check: (claims, _, settings, nowMs) => check(claims, settings, nowMs),
    }),
  ],
};
