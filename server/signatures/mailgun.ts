import { randomUUID } from 'node:crypto';
import { headerValue, mediaType } from '../headers.ts';
import { bufferOf, jsonOf, textAt, textOf } from './bytes.ts';
import { overBody, secretField } from './schemes.ts';
import {
  type Problem,
  problem,
  type Reading,
  type Scheme,
  type SignatureProvider,
  type SignedRequest,
} from './signature.ts';

type Field = 'timestamp' | 'token' | 'signature';
const kindOf = ({ headers }: SignedRequest): string =>
  mediaType(headerValue(headers, 'content-type')).essence;

/** The three fields, wherever this kind of body keeps them. */
function fieldsOf(request: SignedRequest): (name: Field) => string | null {
  if (kindOf(request) === 'multipart/form-data') {
    const text = bufferOf(request.body).toString('latin1');
    return (name) =>
      new RegExp(
        `\\r\\ncontent-disposition: form-data; name="${name}"\\r\\n\\r\\n([^\\r]{0,200})\\r\\n`,
        'i',
      ).exec(text)?.[1] ?? null;
  }
  if (kindOf(request) === 'application/x-www-form-urlencoded') {
    const form = new URLSearchParams(textOf(request.body));
    return (name) => form.get(name);
  }
  const json = jsonOf(textOf(request.body));
  return (name) => textAt(json, 'signature', name);
}

function read(request: SignedRequest): Reading | Problem {
  const field = fieldsOf(request);
  const [timestamp, token, signature] = [field('timestamp'), field('token'), field('signature')];
  if (signature === null)
    return problem('unsigned', 'no_signature_field', 'The body holds no {field}.', { field: 'signature' });
  if (timestamp === null || token === null)
    return problem('malformed', 'part_missing', 'The {part} is signed, and the request has none.', {
      part: timestamp === null ? 'timestamp' : 'token',
    });
  return {
    header: 'signature in the body',
    value: signature,
    parts: [
      { label: 'timestamp', value: timestamp.slice(0, 64) },
      { label: 'token', value: token.slice(0, 64) },
    ],
    signatures: [signature],
    id: token,
    timestamp,
  };
}

const partOf = (name: Field): RegExp =>
  new RegExp(
    `(\\r\\ncontent-disposition: form-data; name="${name}"\\r\\n\\r\\n)[^\\r]{0,200}(?=\\r\\n)`,
    'i',
  );

const edited = (request: SignedRequest, fields: Partial<Record<Field, string>>): SignedRequest => {
  if (kindOf(request) === 'multipart/form-data') {
    let text = bufferOf(request.body).toString('latin1');
    for (const [name, value] of Object.entries(fields))
      text = text.replace(partOf(name as Field), (_, head: string) => head + value);
    return { ...request, body: Buffer.from(text, 'latin1') };
  }
  if (kindOf(request) === 'application/x-www-form-urlencoded') {
    const form = new URLSearchParams(textOf(request.body));
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return { ...request, body: Buffer.from(form.toString()) };
  }
  const json = jsonOf(textOf(request.body)) as { signature?: object };
  return {
    ...request,
    body: Buffer.from(JSON.stringify({ ...json, signature: { ...json.signature, ...fields } })),
  };
};

const scheme: Scheme = overBody('mailgun', '', {
  read,
  time: { header: null, unit: 's', tolerance: null, ways: 'past' },
  content: ['timestamp', 'id'],
  prepare: (request, _, nowMs) => {
    const isForm = /^(?:multipart\/form-data|application\/x-www-form-urlencoded)$/.test(kindOf(request));
    const json = isForm ? null : jsonOf(textOf(request.body));
    if (!isForm && (typeof json !== 'object' || json === null || Array.isArray(json))) return null;
    const token = randomUUID().replaceAll('-', '') + randomUUID().replaceAll('-', '').slice(0, 18);
    return edited(request, { timestamp: String(Math.floor(nowMs / 1000)), token, signature: '' });
  },
  place: (request, signature) => edited(request, { signature }),
});

// The hard part of the code to copy: the rest is made from the scheme.
const code: SignatureProvider['code'] = {
  node: {
    imports: [],
    needs: [],
    lines: [
      '// An inbound route sends the same three as form fields.',
      'const { timestamp, token, signature } = JSON.parse(body.toString()).signature;',
      'const received = [signature];',
      'const content = timestamp + token;',
    ],
  },
  python: {
    imports: [],
    needs: [],
    lines: [
      '# An inbound route sends the same three as form fields.',
      'signed = json.loads(body)["signature"]',
      'received = [signed["signature"]]',
      'content = (signed["timestamp"] + signed["token"]).encode()',
    ],
  },
  go: {
    imports: [],
    needs: [],
    lines: [
      '// An inbound route sends the same three as form fields.',
      'var event struct {',
      '\tSignature struct{ Timestamp, Token, Signature string }',
      '}',
      'if json.Unmarshal(body, &event) != nil {',
      '	return false',
      '}',
      'received := []string{event.Signature.Signature}',
      'content := []byte(event.Signature.Timestamp + event.Signature.Token)',
    ],
  },
};

/** Only a timestamp and a token are signed, inside the body: nothing of the event is. */
export const mailgun: SignatureProvider = {
  id: 'mailgun',
  label: 'Mailgun',
  fields: [secretField('HTTP webhook signing key')],
  source: 'documentation.mailgun.com securing-webhooks',
  confirmed: 'documentation',
  recognises: () => false,
  code,
  schemes: [scheme],
};
