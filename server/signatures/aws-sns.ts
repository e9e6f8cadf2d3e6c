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

const newCert = 'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0000.pem';

/** The message with its fields changed; null when the body is none. */
function edited(request: SignedRequest, fields: Record<string, string>): SignedRequest | null {
  const json = jsonOf(textOf(request.body));
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null;
  return { ...request, body: Buffer.from(JSON.stringify({ ...json, ...fields })) };
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
  prepare(request, _, nowMs) {
    const certificate = textAt(jsonOf(textOf(request.body)), 'SigningCertURL') ?? newCert;
    const Timestamp = new Date(nowMs).toISOString();
    return edited(request, { Timestamp, SignatureVersion: '2', SigningCertURL: certificate });
  },
  place: (request, signature) => edited(request, { Signature: signature }) ?? request,
});

const code = {
  node: `import { createPublicKey, verify as verifySignature } from 'node:crypto';

const notification = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
const confirmation = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
const host = /^sns\\.[a-z0-9-]{3,}\\.amazonaws\\.com(\\.cn)?$/;

// body: the raw text; SNS sends JSON as text/plain. certificate: the PEM that SigningCertURL answers.
export function verify({ body }, certificate) {
  const message = JSON.parse(body.toString());
  const url = URL.parse(message.SigningCertURL);
  if (url?.protocol !== 'https:' || !host.test(url.hostname)) return false;
  const hash = { 1: 'sha1', 2: 'sha256' }[message.SignatureVersion];
  const names = message.Type === 'Notification' ? notification : confirmation;
  const content = names.filter((name) => message[name] != null).map((name) => \`\${name}\\n\${message[name]}\\n\`).join('');
  const signature = Buffer.from(message.Signature ?? '', 'base64');
  return hash !== undefined && verifySignature(hash, Buffer.from(content), createPublicKey(certificate), signature);
}
`,
  python: `import base64
import json
import re
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

NOTIFICATION = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
CONFIRMATION = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]


def verify(body, certificate):
    """body: the raw text; SNS sends JSON as text/plain. certificate: the PEM that SigningCertURL answers."""
    message = json.loads(body)
    url = urlsplit(message.get("SigningCertURL", ""))
    if url.scheme != "https" or not re.fullmatch(r"sns\\.[a-z0-9-]{3,}\\.amazonaws\\.com(\\.cn)?", url.hostname or ""):
        return False
    hash = {"1": hashes.SHA1, "2": hashes.SHA256}.get(message.get("SignatureVersion"))
    names = NOTIFICATION if message.get("Type") == "Notification" else CONFIRMATION
    content = "".join(f"{name}\\n{message[name]}\\n" for name in names if message.get(name) is not None)
    key = x509.load_pem_x509_certificate(certificate.encode()).public_key()
    try:
        signature = base64.b64decode(message.get("Signature", ""))
        key.verify(signature, content.encode(), padding.PKCS1v15(), hash())
    except (InvalidSignature, TypeError, ValueError):
        return False
    return True
`,
  go: `package webhooks

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"net/url"
	"regexp"
	"strings"
)

var notification = []string{"Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"}
var confirmation = []string{"Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"}
var host = regexp.MustCompile(\`^sns\\.[a-z0-9-]{3,}\\.amazonaws\\.com(\\.cn)?$\`)

// Verify tells whether a message of SNS is signed. certificate: the PEM that SigningCertURL answers.
func Verify(body []byte, certificate string) bool {
	var message map[string]any
	if json.Unmarshal(body, &message) != nil {
		return false
	}
	text := func(name string) string { value, _ := message[name].(string); return value }
	address, err := url.Parse(text("SigningCertURL"))
	if err != nil || address.Scheme != "https" || !host.MatchString(address.Hostname()) {
		return false
	}
	names := confirmation
	if text("Type") == "Notification" {
		names = notification
	}
	var content strings.Builder
	for _, name := range names {
		if value, ok := message[name].(string); ok {
			content.WriteString(name + "\\n" + value + "\\n")
		}
	}
	algorithm, ok := map[string]x509.SignatureAlgorithm{"1": x509.SHA1WithRSA, "2": x509.SHA256WithRSA}[text("SignatureVersion")]
	signature, err := base64.StdEncoding.DecodeString(text("Signature"))
	block, _ := pem.Decode([]byte(certificate))
	if err != nil || !ok || block == nil {
		return false
	}
	parsed, err := x509.ParseCertificate(block.Bytes)
	return err == nil && parsed.CheckSignature(algorithm, []byte(content.String()), signature) == nil
}
`,
};

/** JSON sent as text/plain; the certificate is never fetched, a person gives it. */
export const awsSns: SignatureProvider = {
  id: 'aws-sns',
  label: 'Amazon SNS',
  fields: [keyField('Signing certificate', 'What SigningCertURL answers: -----BEGIN CERTIFICATE-----')],
  source: 'sns-validator',
  confirmed: 'vendor code',
  recognises: has('x-amz-sns-message-type'),
  code,
  schemes: [scheme],
};
