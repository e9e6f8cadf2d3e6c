import { jsonOf, textOf, valueAt } from './bytes.ts';
import { readHeaders } from './reading.ts';
import { has, overBody, secretField } from './schemes.ts';
import { isProblem, type Scheme, type SignatureProvider } from './signature.ts';

const overJson: Scheme = overBody('linear', 'linear-signature', {
  time: { header: null, unit: 'ms', tolerance: 60, ways: 'both' },
  read: (request) => {
    const reading = readHeaders(overJson, request);
    if (isProblem(reading)) return reading;
    const time = valueAt(jsonOf(textOf(request.body)), ['webhookTimestamp']);
    return { ...reading, timestamp: typeof time === 'number' ? String(time) : null };
  },
  prepare: (request, _, nowMs) => {
    const body = jsonOf(textOf(request.body));
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
    return {
      ...request,
      body: Buffer.from(JSON.stringify({ ...body, webhookTimestamp: Math.floor(nowMs) })),
    };
  },
});

// The hard part of the code to copy: the rest is made from the scheme.
const code: SignatureProvider['code'] = {
  node: {
    imports: [],
    needs: [],
    lines: [
      "const received = [headers['linear-signature'] ?? ''];",
      'const timestamp = JSON.parse(body.toString()).webhookTimestamp;',
      'const content = body;',
    ],
  },
  python: {
    imports: [],
    needs: [],
    lines: [
      'received = [headers.get("linear-signature", "")]',
      'timestamp = str(json.loads(body)["webhookTimestamp"])',
      'content = body',
    ],
  },
  go: {
    imports: [],
    needs: [],
    lines: [
      'received := []string{header.Get("Linear-Signature")}',
      'var event struct{ WebhookTimestamp json.Number }',
      'if json.Unmarshal(body, &event) != nil {',
      '	return false',
      '}',
      'timestamp := event.WebhookTimestamp.String()',
      'content := body',
    ],
  },
};

/** The time is in the body; the Linear-Timestamp header is not signed. */
export const linear: SignatureProvider = {
  id: 'linear',
  label: 'Linear',
  fields: [secretField()],
  source: '@linear/sdk/webhooks',
  confirmed: 'vendor code',
  recognises: has('linear-signature'),
  code,
  schemes: [overJson],
};
