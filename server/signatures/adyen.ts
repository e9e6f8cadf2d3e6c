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

// The hard part of the code to copy: the rest is made from the scheme.
const code: SignatureProvider['code'] = {
  node: {
    imports: [],
    needs: [],
    lines: [
      'const item = JSON.parse(body.toString()).notificationItems[0].NotificationRequestItem;',
      "const received = [item.additionalData?.hmacSignature ?? ''];",
      'const content = [',
      '  item.pspReference, item.originalReference, item.merchantAccountCode, item.merchantReference,',
      '  item.amount?.value, item.amount?.currency, item.eventCode, item.success,',
      "].join(':');",
    ],
  },
  python: {
    imports: [],
    needs: [],
    lines: [
      'item = json.loads(body)["notificationItems"][0]["NotificationRequestItem"]',
      'received = [item.get("additionalData", {}).get("hmacSignature", "")]',
      'amount = item.get("amount", {})',
      'content = ":".join(str(value) for value in (',
      '    item.get("pspReference", ""), item.get("originalReference", ""), item.get("merchantAccountCode", ""),',
      '    item.get("merchantReference", ""), amount.get("value", ""), amount.get("currency", ""),',
      '    item.get("eventCode", ""), item.get("success", ""),',
      ')).encode()',
    ],
  },
  go: {
    imports: [],
    needs: [],
    lines: [
      'var event struct {',
      '	NotificationItems []struct {',
      '		Item struct {',
      '			PspReference, OriginalReference, MerchantAccountCode, MerchantReference, EventCode, Success string',
      '',
      '			Amount struct {',
      '				Value    json.Number',
      '				Currency string',
      '			}',
      '			AdditionalData struct{ HmacSignature string }',
      '		} `json:"NotificationRequestItem"`',
      '	}',
      '}',
      'if json.Unmarshal(body, &event) != nil || len(event.NotificationItems) != 1 {',
      '	return false',
      '}',
      'item := event.NotificationItems[0].Item',
      'received := []string{item.AdditionalData.HmacSignature}',
      'content := []byte(strings.Join([]string{',
      '	item.PspReference, item.OriginalReference, item.MerchantAccountCode, item.MerchantReference,',
      '	item.Amount.Value.String(), item.Amount.Currency, item.EventCode, item.Success,',
      '}, ":"))',
    ],
  },
};

/** Eight fields are signed, inside the body; nothing else is protected. */
export const adyen: SignatureProvider = {
  id: 'adyen',
  label: 'Adyen (payments)',
  fields: [secretField('HMAC key', '64 hexadecimal digits')],
  source: '@adyen/api-library hmacValidator.js',
  confirmed: 'vendor code',
  recognises: begins('user-agent', 'Adyen'),
  code,
  schemes: [scheme],
};
