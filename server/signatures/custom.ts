import { textField, secretField, overBody, urlField } from './schemes.ts';
import {
  type Field,
  type Piece,
  type Problem,
  problem,
  type Scheme,
  type Settings,
  type SignatureProvider,
} from './signature.ts';

// The first of each is what an empty field means.
const algorithms = ['hmac-sha256', 'hmac-sha1', 'hmac-sha384', 'hmac-sha512', 'equal'] as const;
const encodings = ['hex', 'base64', 'base64url'] as const;
const secretForms = ['text', 'base64', 'hex', 'whsec'] as const;
const units = ['s', 'ms', 'iso'] as const;
const names = ['id', 'timestamp', 'body', 'url', 'path', 'method', 'params'] as const;

/** `{timestamp}.{body}` as pieces; null for a name that is unknown. */
export function piecesOf(template: string): readonly Piece[] | null {
  const pieces = template
    .split(/(\{[a-z]+\})/)
    .filter(Boolean)
    .map((text) => {
      if (!/^\{[a-z]+\}$/.test(text)) return `=${text}` as const;
      return names.find((name) => name === text.slice(1, -1)) ?? null;
    });
  return pieces.every((piece) => piece !== null) ? pieces : null;
}

const pick = <T extends string>(list: readonly [T, ...T[]], text: string | undefined): T | null =>
  text === undefined || text === '' ? list[0] : (list.find((one) => one === text) ?? null);

const badSetting = (key: string): Problem =>
  problem('no_secret', 'setting_bad', 'The setting "{key}" cannot be used.', { key });

function compose({ values }: Settings): Scheme | Problem {
  const header = values['header']?.trim().toLowerCase() ?? '';
  if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(header)) return badSetting('header');
  const algorithm = pick(algorithms, values['algorithm']);
  const encoding = pick(encodings, values['encoding']);
  const secretForm = pick(secretForms, values['secretForm']);
  const unit = pick(units, values['timestampUnit']);
  const content = piecesOf(values['template'] || '{body}');
  if (!algorithm) return badSetting('algorithm');
  if (!encoding) return badSetting('encoding');
  if (!secretForm) return badSetting('secretForm');
  if (!unit) return badSetting('timestampUnit');
  if (!content) return badSetting('template');
  const timeHeader = values['timestampHeader']?.trim().toLowerCase() ?? '';
  if (timeHeader === '' && content.includes('timestamp')) return badSetting('timestampHeader');
  const idHeader = values['idHeader']?.trim().toLowerCase() ?? '';
  if (idHeader === '' && content.includes('id')) return badSetting('idHeader');
  return overBody('custom', header, {
    format: { kind: 'plain', prefix: values['prefix'] ?? '' },
    idHeader: idHeader === '' ? null : idHeader,
    time: timeHeader === '' ? null : { header: timeHeader, unit, tolerance: null, ways: 'both' },
    content: algorithm === 'equal' ? [] : content,
    algorithm,
    encoding: algorithm === 'equal' ? 'text' : encoding,
    secretForm,
    anyCase: encoding === 'hex' && algorithm !== 'equal',
  });
}

const choice = (key: string, label: string, choices: readonly string[]): Field => ({
  ...textField(key, label, '', false),
  kind: 'choice',
  choices,
});

/** For senders of one's own: a header, an algorithm and a template of what is signed. */
export const custom: SignatureProvider = {
  id: 'custom',
  label: 'Custom HMAC',
  fields: [
    secretField('Secret'),
    choice('secretForm', 'Secret is', secretForms),
    textField('header', 'Signature header', 'X-Signature'),
    textField('prefix', 'Prefix', 'sha256=', false),
    choice('algorithm', 'Algorithm', algorithms),
    choice('encoding', 'Encoding', encodings),
    textField(
      'template',
      'Signed content',
      '{timestamp}.{body}; also {id} {method} {url} {path} {params}',
      false,
    ),
    textField('timestampHeader', 'Timestamp header', 'X-Timestamp', false),
    choice('timestampUnit', 'Timestamp is', units),
    textField('idHeader', 'Id header', 'X-Webhook-Id', false),
    urlField,
  ],
  source: 'your own',
  confirmed: 'documentation',
  recognises: () => false,
  schemes: [overBody('custom', 'x-signature')],
  compose,
};
