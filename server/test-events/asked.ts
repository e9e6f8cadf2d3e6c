/** What a call asks to be sent, read into what is composed. Everything wrong is refused by the name of its field. */
import { randomInt } from 'node:crypto';
import type { HeaderPair, RequestEdit, TestSend } from '../contract.ts';
import { checkHeaders } from '../egress/stored-request.ts';
import { readTarget } from '../egress/target-guard.ts';
import { HookglassError } from '../errors.ts';
import type { Sample } from '../samples/sample.ts';
import { sampleOf } from '../samples/samples.ts';
import { providerOf } from '../signatures/providers.ts';
import { isProblem, type Settings, type SignatureProvider } from '../signatures/signature.ts';
import type { StoredVerification } from '../store/store.ts';
import { settingsOf } from '../verification/verdicts.ts';
import { compose, unsignedSample } from './compose.ts';
import { type CurlRequest, readCurl } from './curl.ts';
import { BadCommand } from './command-line.ts';
import { receiving, type Signer } from './signing.ts';
import { CannotCompose, type Composed, type Destination, type Draft, type Wanted } from './test-event.ts';

/** What a bin brings along. */
export interface BinSide {
  /** Its names: the one it has, and those it had. */
  names: readonly string[];
  checks: readonly StoredVerification[];
  own: Destination;
}

/** Everything but when, and which one of many. */
export interface Plan {
  wanted: Omit<Wanted, 'count' | 'nowMs' | 'chance'>;
  anyCertificate: boolean;
  /** The target as it was asked for; null: the bin itself. */
  asked: string | null;
  notes: readonly string[];
  /** A secret of the bin that stands in the request as it is: not to be shown to whoever only asks. */
  hidden: string | null;
}

/** Throws bad_send, bad_target, bad_edit. */
export function readAsked(asked: TestSend, bin: BinSide): Plan {
  const { curl, request = {}, target } = asked;
  if (curl !== undefined && (asked.sample !== undefined || asked.request !== undefined))
    refuse('curl', 'a curl command is a whole request: give no sample and no request beside it');
  if (curl === undefined && asked.sample === undefined && asked.request === undefined)
    refuse('sample', 'say what is to be sent: a sample, a curl command or a request');
  const sample = asked.sample === undefined ? null : findSample(asked.sample);
  const command = curl === undefined ? null : readCommand(curl);
  const to = target === undefined ? null : readTarget(target);
  const signer = signerOf(asked, sample, { checks: bin.checks, isOwn: to === null });
  return {
    wanted: {
      sample,
      given: command ? givenByCurl(command, to === null ? bin.names : null) : givenBy(request),
      values: lowerCased(asked.values ?? {}),
      destination: to ? { target: to, called: to } : bin.own,
      variants: [asked.variant ?? []].flat(),
      signer,
    },
    anyCertificate: asked.anyCertificate ?? command?.anyCertificate ?? false,
    asked: to?.href ?? null,
    notes: command?.notes ?? [],
    hidden: asked.secret === undefined && signer && isToken(signer) ? signer.secret : null,
  };
}

function isToken({ providers, settings }: Signer): boolean {
  const schemes = providers.flatMap((one) => (one.compose ? [one.compose(settings)] : one.schemes));
  return schemes.some((scheme) => !isProblem(scheme) && scheme.algorithm === 'equal');
}

/** What is sent now. Throws bad_send. */
export function composePlan({ wanted, notes }: Plan, count: number, nowMs: number): Composed {
  try {
    const composed = compose({ ...wanted, count, nowMs, chance: (below) => randomInt(below) });
    return { ...composed, notes: [...notes, ...composed.notes] };
  } catch (cause) {
    if (cause instanceof CannotCompose) refuse(cause.field, cause.message);
    throw cause;
  }
}

/** A sample as it happens now, unsigned. */
export const freshSample = (sample: Sample): Draft =>
  unsignedSample(sample, { eventMs: Date.now(), chance: (below) => randomInt(below) });

/** Reads a pasted command. Throws bad_send. */
export function readCommand(text: string): CurlRequest {
  try {
    return readCurl(text, (below) => randomInt(below));
  } catch (cause) {
    if (cause instanceof BadCommand) refuse('curl', cause.message);
    throw cause;
  }
}

function refuse(field: string, message: string): never {
  throw new HookglassError('bad_send', `${field}: ${message}`, { field });
}

const findSample = (id: string): Sample =>
  sampleOf(id) ?? refuse('sample', 'there is no such sample; GET /api/samples lists them');

/** Below the hook URL when the command names it; a target of its own is taken as it is. */
function givenByCurl(command: CurlRequest, names: readonly string[] | null): Partial<Draft> {
  const { method, headers, body, target } = command;
  const [, name = '', below = ''] = /^\/in\/([^/?]*)([^]*)$/.exec(target) ?? [];
  const path = names?.includes(name) ? below : target === '/' ? '' : target;
  return { method, headers, ...(body && { body }), path: names === null ? '' : path };
}

const methodToken = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

function givenBy({ method, path, headers, body }: RequestEdit): Partial<Draft> {
  if (method !== undefined && (!methodToken.test(method) || method.toUpperCase() === 'CONNECT'))
    refuse('request.method', 'this is no method that can be sent');
  if (path !== undefined && !/^[/?]/.test(path)) refuse('request.path', 'it begins with / or ?');
  checkHeaders(headers ?? [], 'request.headers');
  return {
    ...(method !== undefined && { method }),
    ...(path !== undefined && { path }),
    ...(headers && { headers: headers.map(([name, value]): HeaderPair => [name, value]) }),
    ...(body && { body: 'text' in body ? Buffer.from(body.text) : Buffer.from(body.base64, 'base64') }),
  };
}

const lowerCased = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]));

const noSettings: Settings = { secrets: [], values: {}, toleranceSeconds: null };

/** By the bin's verification of the provider, or by the secret that is given. */
function signerOf(
  { provider: asked, secret: given }: TestSend,
  sample: Sample | null,
  { checks, isOwn }: { checks: readonly StoredVerification[]; isOwn: boolean },
): Signer | null {
  const id = asked === undefined ? sample?.signers[0] : asked;
  if (id === undefined && given !== undefined)
    refuse('provider', 'there is a secret, and nobody to sign with it: name a provider');
  if (id === undefined || id === null) return null;
  const first =
    providerOf(id) ?? refuse('provider', 'there is no such provider; GET /api/providers lists them');
  const check = checks.find(({ provider }) => provider === id);
  const known = check ? settingsOf(check) : noSettings;
  // Who sends elsewhere calls another URL than the bin's.
  const { url: _, ...others } = known.values;
  const settings = isOwn ? known : { ...known, values: others };
  const isKey = first.schemes[0].secretForm === 'key';
  const secret = given ?? (isKey ? null : (known.secrets[0] ?? null));
  const also = id === sample?.signers[0] ? sample.signers.slice(1).map(providerOf) : [];
  const providers: Signer['providers'] = [
    first,
    ...also.filter((one): one is SignatureProvider => one !== null),
  ];
  return { providers, settings: secret === null ? settings : receiving(first, settings, secret), secret };
}
