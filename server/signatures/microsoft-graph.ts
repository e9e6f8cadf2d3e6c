import { bytesOf, jsonOf, textOf, valueAt } from './bytes.ts';
import { overBody, secretField } from './schemes.ts';
import {
  type Problem,
  problem,
  type Reading,
  type SignatureProvider,
  type SignedRequest,
} from './signature.ts';

function read({ body }: SignedRequest): Reading | Problem {
  const items = valueAt(jsonOf(textOf(body)), ['value']);
  const states = new Set(Array.isArray(items) ? items.map((item) => valueAt(item, ['clientState'])) : []);
  const [state] = states;
  if (typeof state !== 'string')
    return problem('unsigned', 'no_signature_field', 'The body holds no {field}.', { field: 'clientState' });
  if (states.size > 1)
    return problem('malformed', 'states_differ', 'The notifications carry different values of clientState.');
  // Compared as bytes of UTF-8, like the secret.
  const signature = Buffer.from(state).toString('latin1');
  return {
    header: 'clientState',
    value: signature,
    parts: [],
    signatures: [signature],
    id: null,
    timestamp: null,
  };
}

// The hard part of the code to copy: the rest is made from the scheme.
const code: SignatureProvider['code'] = {
  node: {
    imports: [],
    needs: [],
    lines: [
      'const states = new Set(JSON.parse(body.toString()).value.map((item) => item.clientState));',
      'const received = states.size === 1 ? [...states].map(String) : [];',
    ],
  },
  python: {
    imports: [],
    needs: [],
    lines: [
      'states = {str(item.get("clientState")) for item in json.loads(body)["value"]}',
      'received = list(states) if len(states) == 1 else []',
    ],
  },
  go: {
    imports: [],
    needs: [],
    lines: [
      'var event struct {',
      '\tValue []struct{ ClientState string }',
      '}',
      'if json.Unmarshal(body, &event) != nil || len(event.Value) == 0 {',
      '	return false',
      '}',
      'for _, item := range event.Value {',
      '	if item.ClientState != event.Value[0].ClientState {',
      '		return false',
      '	}',
      '}',
      'received := []string{event.Value[0].ClientState}',
    ],
  },
};

/** A shared word in every notification of the body; nothing is signed. */
export const microsoftGraph: SignatureProvider = {
  id: 'microsoft-graph',
  label: 'Microsoft Graph',
  fields: [secretField('clientState')],
  source: 'learn.microsoft.com',
  confirmed: 'documentation',
  recognises: () => false,
  code,
  schemes: [
    overBody('microsoft-graph', '', {
      read,
      content: [],
      algorithm: 'equal',
      encoding: 'text',
      prepare: (request) =>
        Array.isArray(valueAt(jsonOf(textOf(request.body)), ['value'])) ? request : null,
      place: (request, signature) => {
        const json = jsonOf(textOf(request.body)) as { value: object[] };
        const clientState = textOf(bytesOf(signature));
        const value = json.value.map((item) => ({ ...item, clientState }));
        return { ...request, body: Buffer.from(JSON.stringify({ ...json, value })) };
      },
    }),
  ],
};
