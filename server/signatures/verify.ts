/** Checks a request against a provider's scheme and keeps what each step saw. Pure; every input gets a verdict. */
import { contentOf, isParts, withPublicUrl } from './content.ts';
import { matches } from './hmac.ts';
import { keyOf } from './keys.ts';
import { readHeaders, short } from './reading.ts';
import {
  type Attempt,
  type ContentPart,
  type Finding,
  finding,
  isProblem,
  type Problem,
  problem,
  type Reading,
  type Scheme,
  type Settings,
  type SignatureProvider,
  type SignedRequest,
  type Steps,
  type Verdict,
} from './signature.ts';
import { timeStep } from './time.ts';

/** The verdict on a request. `nowMs`: when it arrived. */
export function verify(
  provider: SignatureProvider,
  settings: Settings,
  request: SignedRequest,
  nowMs: number,
): Verdict {
  const scheme = schemeOf(provider, settings, request);
  return isProblem(scheme)
    ? {
        ...scheme,
        provider: provider.id,
        scheme: provider.id,
        secret: null,
        steps: noSteps,
        failed: 'compute',
      }
    : verifyScheme(provider.id, scheme, { settings, request, nowMs });
}

/** The scheme that a request is to be checked by. */
export function schemeOf(
  provider: SignatureProvider,
  settings: Settings,
  request: SignedRequest,
): Scheme | Problem {
  if (provider.compose) return provider.compose(settings);
  const last = provider.schemes.at(-1) ?? provider.schemes[0];
  return provider.schemes.find((scheme) => scheme.applies?.(request)) ?? last;
}

/** What is checked, with what, when. */
export interface Check {
  settings: Settings;
  request: SignedRequest;
  nowMs: number;
}

const noSteps: Steps = { header: null, timestamp: null, content: null, compute: null, compare: null };

/** The verdict by one scheme. */
export function verifyScheme(provider: string, asked: Scheme, check: Check): Verdict {
  const steps: Steps = { ...noSteps };
  const request = withPublicUrl(check.request, check.settings);
  const { scheme, found, status, failed, secret } = walked(asked, { ...check, request }, steps);
  const { code, values, reason } = found;
  return { status, provider, scheme: scheme.name, code, values, reason, secret, steps, failed };
}

interface Outcome extends Pick<Verdict, 'status' | 'failed' | 'secret'> {
  scheme: Scheme;
  found: Finding;
}

const ended = (
  scheme: Scheme,
  found: Problem,
  failed: Verdict['failed'],
  secret: number | null = null,
): Outcome => ({
  scheme,
  found,
  status: found.status,
  failed,
  secret,
});

/** What some schemes write out again may be nested more deeply than that can go. */
function walked(asked: Scheme, check: Check, steps: Steps): Outcome {
  try {
    return walk(asked, check, steps);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    return ended(asked, problem('malformed', 'too_deep', 'The body is nested too deeply.'), 'content');
  }
}

/** Goes from step to step and writes down what each saw, until one fails. */
function walk(asked: Scheme, check: Check, steps: Steps): Outcome {
  const { settings, request, nowMs } = check;
  const reading = asked.read ? asked.read(request, settings) : readHeaders(asked, request);
  if (isProblem(reading)) return ended(asked, reading, 'header');
  const { header, value, parts } = reading;
  steps.header = { header, value: short(value), parts, signatures: reading.signatures.map(short) };
  const scheme = asked.narrow?.(asked, reading, request) ?? asked;
  if (isProblem(scheme)) return ended(asked, scheme, 'header');
  const time = timeStep(scheme, reading, settings, nowMs);
  steps.timestamp = time.step;
  if (time.problem?.status === 'malformed') return ended(scheme, time.problem, 'timestamp');
  const compared = compare(scheme, reading, settings, request);
  if (isProblem(compared)) return ended(scheme, compared, 'content');
  const judged = judge(scheme, compared, steps);
  if (judged.status !== 'valid') return judged;
  const wrong = scheme.check?.(request, settings, nowMs) ?? null;
  if (wrong) return ended(scheme, wrong, 'claims', judged.secret);
  return time.problem ? ended(scheme, time.problem, 'timestamp', judged.secret) : judged;
}

/** The last two steps: what each secret made of the content, and whether that is what came. */
function judge(scheme: Scheme, { content, attempts }: Compared, steps: Steps): Outcome {
  const { algorithm, secretForm, encoding } = scheme;
  steps.content = content;
  steps.compute = { algorithm, secretForm, encoding, attempts };
  const winner = attempts.find((attempt) => attempt.matched) ?? null;
  const usable = attempts.find((attempt) => attempt.problem === null);
  if (!usable)
    return { scheme, found: unusable(attempts), status: 'no_secret', failed: 'compute', secret: null };
  const received = steps.header?.signatures ?? [];
  steps.compare = { received, expected: (winner ?? usable).expected, ok: winner !== null };
  return winner
    ? { scheme, found: match, status: 'valid', failed: null, secret: winner.secret }
    : { scheme, found: mismatch(scheme), status: 'invalid', failed: 'compare', secret: null };
}

const match = finding('match', 'The signature matches.');

const mismatch = (scheme: Scheme): Finding =>
  scheme.algorithm === 'equal'
    ? finding('token_differs', 'The token is not the one that is set.')
    : finding('no_match', 'The signature does not match this request with any secret that is set.');

const unusable = (attempts: readonly Attempt[]): Finding =>
  attempts[0]?.problem ?? finding('no_secret', 'No secret is set for this provider.');

interface Compared {
  content: readonly ContentPart[];
  attempts: readonly Attempt[];
}

/** Tries every secret on every form of the URL. */
function compare(
  scheme: Scheme,
  reading: Reading,
  settings: Settings,
  request: SignedRequest,
): Compared | Problem {
  const forms = scheme.urlForms && request.url !== null ? scheme.urlForms(request.url) : [request.url];
  let first: Compared | null = null;
  for (const url of forms) {
    const content = contentOf(scheme, { ...request, url }, reading, settings);
    if (!isParts(content)) return content;
    const attempts = settings.secrets.map((secret, at) => attempt(scheme, secret, at, content, reading));
    const tried = { content, attempts };
    if (attempts.some((one) => one.matched)) return tried;
    first ??= tried;
  }
  return first ?? problem('malformed', 'url_unknown', 'The URL that the sender called cannot be read.');
}

function attempt(
  scheme: Scheme,
  secret: string,
  at: number,
  content: readonly ContentPart[],
  reading: Reading,
): Attempt {
  const key = keyOf(secret, scheme.secretForm, scheme.algorithm);
  if ('reason' in key) return { secret: at, expected: null, matched: false, problem: key };
  const { matched, expected } = matches(scheme, key, content, reading.signatures);
  const shown = scheme.algorithm === 'equal' && expected !== null ? masked(expected) : expected;
  return { secret: at, expected: shown, matched, problem: null };
}

/** A token is its own secret: only the end of a long one is shown. */
const masked = (token: string): string => `••••${token.length >= 12 ? token.slice(-4) : ''}`;
