import { jsonOf, textAt, textOf, urlOf } from './bytes.ts';
import { textPart } from './content.ts';
import { has, keyField, publicKey } from './schemes.ts';
import {
  finding,
  problem,
  type Problem,
  type Reading,
  type Scheme,
  type SignatureProvider,
  type SignedRequest,
} from './signature.ts';

const notification = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
const confirmation = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
const certHost = /^sns\.[a-z0-9-]{3,}\.amazonaws\.com(\.cn)?$/;

function read({ body }: SignedRequest): Reading | Problem {
  const json = jsonOf(textOf(body));
  const signature = textAt(json, 'Signature');
  if (!signature)
    return problem('unsigned', 'no_signature_field', 'The body holds no {field}.', { field: 'Signature' });
  const version = textAt(json, 'SignatureVersion') ?? '';
  return {
    header: 'Signature',
    value: signature,
    parts: [{ label: 'SignatureVersion', value: version.slice(0, 16) }],
    signatures: [signature],
    id: null,
    timestamp: textAt(json, 'Timestamp'),
  };
}

function narrow(scheme: Scheme, { parts }: Reading): Scheme | Problem {
  const version = parts[0]?.value ?? '';
  if (version === '1') return { ...scheme, algorithm: 'rsa-sha1' };
  if (version === '2') return scheme;
  return problem('malformed', 'bad_version', 'The signature is of an unknown version: "{version}".', {
    version,
  });
}

const scheme = publicKey('aws-sns', '', 'rsa-sha256', {
  time: { header: null, unit: 'iso', tolerance: null, ways: 'past' },
  read,
  narrow,
  mistakes: () =>
    (['rsa-sha1', 'rsa-sha256'] as const).map((algorithm) => ({
      finding: finding(
        'version_label',
        'The signature is made with {name}, not with what SignatureVersion says.',
        {
          name: algorithm === 'rsa-sha1' ? 'SHA-1' : 'SHA-256',
        },
      ),
      scheme: { narrow: (scheme) => ({ ...scheme, algorithm }) },
    })),
  build: ({ body }) => {
    const json = jsonOf(textOf(body));
    const names = textAt(json, 'Type') === 'Notification' ? notification : confirmation;
    return names.flatMap((name) => {
      const value = textAt(json, name);
      return value === null ? [] : [textPart('text', `${name}\n`), textPart(name, `${value}\n`)];
    });
  },
  check: ({ body }) => {
    const url = urlOf(textAt(jsonOf(textOf(body)), 'SigningCertURL'));
    return url?.protocol === 'https:' && certHost.test(url.hostname) && url.pathname.endsWith('.pem')
      ? null
      : problem('invalid', 'cert_host', 'The certificate it names is not at an address of Amazon SNS.');
  },
});

/** JSON sent as text/plain; the certificate is never fetched, a person gives it. */
export const awsSns: SignatureProvider = {
  id: 'aws-sns',
  label: 'Amazon SNS',
  fields: [keyField('Signing certificate', 'What SigningCertURL answers: -----BEGIN CERTIFICATE-----')],
  source: 'sns-validator',
  confirmed: 'vendor code',
  recognises: has('x-amz-sns-message-type'),
  schemes: [scheme],
};
