import { jsonOf, textAt, textOf, valueAt } from './bytes.ts';
import { textPart } from './content.ts';
import { begins, overBody, secretField } from './schemes.ts';
import { finding, problem, type Scheme, type SignatureProvider } from './signature.ts';

const fields = ['order_id', 'status_code', 'gross_amount'];

const fieldText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const scheme: Scheme = overBody('midtrans', '', {
  algorithm: 'sha512',
  secretAt: 'end',
  read: ({ body }) => {
    const signature = textAt(jsonOf(textOf(body)), 'signature_key');
    if (!signature)
      return problem('unsigned', 'no_signature_field', 'The body holds no {field}.', {
        field: 'signature_key',
      });
    return {
      header: 'signature_key',
      value: signature,
      parts: [],
      signatures: [signature],
      id: null,
      timestamp: null,
    };
  },
  build: ({ body }) => {
    const json = jsonOf(textOf(body));
    return fields.map((name) => textPart(name, fieldText(valueAt(json, [name]))));
  },
  mistakes: function* ({ body }) {
    const json = jsonOf(textOf(body));
    const amount = Number(valueAt(json, ['gross_amount']));
    if (Number.isFinite(amount) && Math.abs(amount) < 1e15)
      yield {
        finding: finding('amount_text', 'The signature matches when gross_amount is the text "{amount}".', {
          amount: amount.toFixed(2),
        }),
        request: {
          body: Buffer.from(JSON.stringify({ ...(json as object), gross_amount: amount.toFixed(2) })),
        },
      };
  },
  prepare: (request) => {
    const json = jsonOf(textOf(request.body));
    return fields.every((name) => valueAt(json, [name]) !== undefined) ? request : null;
  },
  place: (request, signature) => ({
    ...request,
    body: Buffer.from(
      JSON.stringify({ ...(jsonOf(textOf(request.body)) as object), signature_key: signature }),
    ),
  }),
});

// The hard part of the code to copy: the rest is made from the scheme.
const code: SignatureProvider['code'] = {
  node: {
    imports: [],
    needs: [],
    lines: [
      'const event = JSON.parse(body.toString());',
      "const received = [event.signature_key ?? ''];",
      'const content = event.order_id + event.status_code + event.gross_amount;',
    ],
  },
  python: {
    imports: [],
    needs: [],
    lines: [
      'event = json.loads(body)',
      'received = [event.get("signature_key", "")]',
      "content = f\"{event['order_id']}{event['status_code']}{event['gross_amount']}\".encode()",
    ],
  },
  go: {
    imports: [],
    needs: [],
    lines: [
      'var event struct {',
      '	OrderID     string `json:"order_id"`',
      '	StatusCode  string `json:"status_code"`',
      '	GrossAmount string `json:"gross_amount"`',
      '	Signature   string `json:"signature_key"`',
      '}',
      'if json.Unmarshal(body, &event) != nil {',
      '	return false',
      '}',
      'received := []string{event.Signature}',
      'content := []byte(event.OrderID + event.StatusCode + event.GrossAmount)',
    ],
  },
};

/** A plain hash of three fields and the server key: the status of the transaction is not covered. */
export const midtrans: SignatureProvider = {
  id: 'midtrans',
  label: 'Midtrans',
  fields: [secretField('Server key', 'SB-Mid-server-…')],
  source: 'docs.midtrans.com',
  confirmed: 'documentation',
  recognises: begins('user-agent', 'Veritrans'),
  code,
  schemes: [scheme],
};
