/** What a person sets for a bin's verification, checked field by field; what cannot work is refused by its name. */
import { randomBytes } from 'node:crypto';
import type { NewVerification, Trial } from '../contract.ts';
import { fail, HookglassError } from '../errors.ts';
import { type HandshakeSender, handshakeSenders } from '../signatures/handshake-senders.ts';
import { handshakeIds } from '../signatures/handshakes.ts';
import { keyOf } from '../signatures/keys.ts';
import { providerOf, providers } from '../signatures/providers.ts';
import { type Field, isProblem, type Settings, type SignatureProvider } from '../signatures/signature.ts';
import type { StoredVerification } from '../store/store.ts';

/** New settings of a bin; secrets that stay are taken from those it has. Throws bad_verification with the field. */
export const readVerification = (
  list: readonly NewVerification[],
  known: readonly StoredVerification[],
): StoredVerification[] => list.map((one, at) => readOne(one, known, `verification.${at}`));

/** Settings that are only tried. Throws bad_verification with the field. */
export function readTrial({ provider: id, secrets, values = {}, toleranceSeconds = null }: Trial): {
  provider: SignatureProvider;
  settings: Settings;
} {
  const provider = providerOf(id) ?? refuse('provider', `There is no provider "${id}"`);
  const settings = { secrets, values: readValues(provider, values, 'values'), toleranceSeconds };
  composed(provider, settings, 'values');
  return { provider, settings };
}

function readOne(
  { provider: id, mode = 'observe', status = 401, ...asked }: NewVerification,
  known: readonly StoredVerification[],
  place: string,
): StoredVerification {
  const signer = providerOf(id);
  const provider = signer ?? senderOf(id) ?? refuse(`${place}.provider`, `There is no provider "${id}"`);
  const { toleranceSeconds = null, handshake = !signer } = asked;
  const values = readValues(provider, asked.values ?? {}, `${place}.values`);
  const kept = known.filter((one) => one.provider === id).flatMap(({ secrets }) => secrets);
  const secrets = asked.secrets.map((secret, at) => {
    if ('text' in secret) return { id: randomBytes(6).toString('base64url'), text: secret.text };
    const found = kept.find((one) => one.id === secret.id);
    return found ?? refuse(`${place}.secrets.${at}.id`, 'This secret is not there any more; enter it anew');
  });
  const texts = secrets.map(({ text }) => text);
  if (signer) checkKeys(signer, { secrets: texts, values, toleranceSeconds }, place);
  else if (mode === 'reject')
    refuse(`${place}.mode`, `Nothing that ${provider.label} signs is checked here: it can only be observed`);
  if (mode === 'reject' && secrets.length === 0)
    refuse(`${place}.secrets`, 'Without a secret every request would be refused; add one, or observe');
  if (handshake && !handshakeIds.includes(id))
    refuse(`${place}.handshake`, `${provider.label} begins without a handshake`);
  return { provider: id, mode, status, handshake, values, toleranceSeconds, secrets };
}

/** Everyone for whom a bin can be set up. */
export const providerIds: readonly string[] = [...providers, ...handshakeSenders].map(({ id }) => id);

const senderOf = (id: string): HandshakeSender | null =>
  handshakeSenders.find((sender) => sender.id === id) ?? null;

function readValues(
  { label, fields }: HandshakeSender,
  asked: Readonly<Record<string, string>>,
  place: string,
): Record<string, string> {
  const others = fields.filter(({ kind }) => kind !== 'secret' && kind !== 'key');
  for (const key of Object.keys(asked))
    if (!others.some((field) => field.key === key))
      refuse(`${place}.${key}`, `${label} has no field "${key}"`);
  const values: Record<string, string> = {};
  for (const field of others) {
    const value = Object.hasOwn(asked, field.key) ? (asked[field.key] ?? '').trim() : '';
    const wrong = wrongWith(field, value);
    if (wrong) refuse(`${place}.${field.key}`, `${field.label}: ${wrong}`);
    if (value !== '') values[field.key] = value;
  }
  return values;
}

function wrongWith({ kind, required, choices = [] }: Field, value: string): string | null {
  if (value === '') return required ? 'this is needed' : null;
  // eslint-disable-next-line no-control-regex
  if (/[\x00-\x1f\x7f]/.test(value)) return 'control characters cannot be in it';
  if (kind === 'url' && !/^https?:$/.test(URL.parse(value)?.protocol ?? ''))
    return 'this is not an http or https URL';
  if (kind === 'choice' && !choices.includes(value)) return `one of ${choices.join(', ')}`;
  return null;
}

/** A secret that no scheme of the provider can read would make every request look wrong. */
function checkKeys(provider: SignatureProvider, settings: Settings, place: string): void {
  const own = composed(provider, settings, `${place}.values`);
  const schemes = own ? [own] : provider.schemes;
  settings.secrets.forEach((text, at) => {
    const keys = schemes.map(({ secretForm, algorithm }) => keyOf(text, secretForm, algorithm));
    const [first] = keys;
    if (first && 'reason' in first && keys.every((key) => 'reason' in key))
      refuse(`${place}.secrets.${at}`, first.reason);
  });
}

function composed(provider: SignatureProvider, settings: Settings, place: string) {
  const scheme = provider.compose?.(settings) ?? null;
  return isProblem(scheme) ? refuse(`${place}.${scheme.values['key'] ?? ''}`, scheme.reason) : scheme;
}

/** Never with what was entered: it may be a secret in the wrong field. */
function refuse(field: string, message: string): never {
  throw new HookglassError('bad_verification', `${field}: ${message}`, { field });
}

/** The provider of an id in an address. Throws provider_not_found. */
export const findProvider = (id: string): SignatureProvider => providerOf(id) ?? fail('provider_not_found');
