import { jsonOf, textAt, textOf, valueAt } from './bytes.ts';
import { textPart } from './content.ts';
import { begins, overBody, secretField } from './schemes.ts';
import {
  type ContentPart,
  type Problem,
  problem,
  type Reading,
  type Scheme,
  type SignatureProvider,
  type SignedRequest,
} from './signature.ts';

const itemPath = ['notificationItems', '0', 'NotificationRequestItem'];
const signed = [
  ['pspReference'],
  ['originalReference'],
  ['merchantAccountCode'],
  ['merchantReference'],
  ['amount', 'value'],
  ['amount', 'currency'],
  ['eventCode'],
  ['success'],
];

const fieldText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

function read({ body }: SignedRequest): Reading | Problem {
  const json = jsonOf(textOf(body));
  const items = valueAt(json, ['notificationItems']);
  if (Array.isArray(items) && items.length > 1)
    return problem('malformed', 'several_items', 'The body holds {count} items; Adyen sends one.', {
      count: items.length,
    });
  const signature = textAt(json, ...itemPath, 'additionalData', 'hmacSignature');
  if (!signature)
    return problem('unsigned', 'no_signature_field', 'The body holds no {field}.', {
      field: 'additionalData.hmacSignature',
    });
  return {
    header: 'additionalData.hmacSignature',
    value: signature,
    parts: [],
    signatures: [signature],
    id: null,
    timestamp: null,
  };
}

function build({ body }: SignedRequest): readonly ContentPart[] {
  const item = valueAt(jsonOf(textOf(body)), itemPath);
  return signed.map((path, at) =>
    textPart(path.join('.'), (at === 0 ? '' : ':') + fieldText(valueAt(item, path))),
  );
}

function place(request: SignedRequest, signature: string): SignedRequest {
  const json = jsonOf(textOf(request.body));
  const item = valueAt(json, itemPath) as { additionalData?: object };
  item.additionalData = { ...item.additionalData, hmacSignature: signature };
  return { ...request, body: Buffer.from(JSON.stringify(json)) };
}

const scheme: Scheme = overBody('adyen-standard', '', {
  read,
  build,
  place,
  encoding: 'base64',
  secretForm: 'hex',
  prepare: (request) => {
    const item = valueAt(jsonOf(textOf(request.body)), itemPath);
    return typeof item === 'object' && item !== null ? request : null;
  },
});

/** Eight fields are signed, inside the body; nothing else is protected. */
export const adyen: SignatureProvider = {
  id: 'adyen',
  label: 'Adyen (payments)',
  fields: [secretField('HMAC key', '64 hexadecimal digits')],
  source: '@adyen/api-library hmacValidator.js',
  confirmed: 'vendor code',
  recognises: begins('user-agent', 'Adyen'),
  schemes: [scheme],
};
