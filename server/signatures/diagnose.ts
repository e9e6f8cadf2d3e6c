/** Why a signature failed: tries what a sender may have done, until something matches or the time is over. Pure. */
import type { HeaderPair } from '../contract.ts';
import { decode, textOf } from './bytes.ts';
import { withPublicUrl } from './content.ts';
import { answerHandshake } from './handshakes.ts';
import { signatureOf } from './hmac.ts';
import { keyOf } from './keys.ts';
import { providers } from './providers.ts';
import { readHeaders } from './reading.ts';
import {
  type Algorithm,
  type Finding,
  finding,
  type Guess,
  isProblem,
  type Reading,
  type Scheme,
  type Settings,
  type SignatureProvider,
  type SignedRequest,
  type Verdict,
} from './signature.ts';
import {
  algorithmGuesses,
  bodyGuesses,
  contentGuesses,
  jsonGuesses,
  kindOfSecret,
  secretGuesses,
  urlGuesses,
} from './variants.ts';
import { schemeOf, verify, verifyScheme } from './verify.ts';

/** What is to be explained, and with what. */
export interface Question {
  provider: SignatureProvider;
  settings: Settings;
  request: SignedRequest;
  nowMs: number;
  /** Secrets of the bin's other verifications. */
  others: readonly { provider: string; secret: string }[];
  budgetMs: number;
}

/** What was tried, as codes to translate. */
export type Family =
  | 'secret'
  | 'other_secrets'
  | 'body'
  | 'content'
  | 'algorithm'
  | 'url'
  | 'json'
  | 'secret_and_content'
  | 'other_secret_and_body';

/** The likely cause. `proven`: the signature matches once this is undone. `also`: what had to be undone besides. */
export interface Diagnosis {
  cause: Finding | null;
  proven: boolean;
  also: readonly Finding[];
  /** Families that were tried in vain. */
  tried: readonly Family[];
  /** False when the time was over before all was tried. */
  complete: boolean;
}

/** Explains a verdict that is not `valid`; `cause` is null when there is nothing to explain. */
export function diagnose(question: Question): Diagnosis {
  const { provider, settings, request, nowMs } = question;
  const verdict = verify(provider, settings, request, nowMs);
  if (verdict.status === 'valid') return found(null, true);
  if (verdict.status === 'expired') return found(clockCause(verdict), true);
  if (verdict.status === 'unsigned') return unsignedCause(question, verdict);
  if (
    verdict.code === 'bad_timestamp' ||
    verdict.code === 'setting_missing' ||
    verdict.code === 'setting_bad'
  )
    return found(verdictCause(verdict), true);
  if (settings.secrets.length === 0) return found(verdictCause(verdict), true);
  return new Search(question, verdict).run();
}

const found = (cause: Finding | null, proven: boolean, also: readonly Finding[] = []): Diagnosis => ({
  cause,
  proven,
  also,
  tried: [],
  complete: true,
});

const verdictCause = ({ code, values, reason }: Verdict): Finding => ({ code, values, reason });

function clockCause({ code, values, reason, steps }: Verdict): Finding {
  const drift = steps.timestamp?.driftMs ?? 0;
  const seconds = Math.round(Math.abs(drift) / 1000);
  const signedAt = steps.timestamp?.signedAt ?? 0;
  if (code === 'in_future' && signedAt > 1e14)
    return finding(
      'timestamp_unit',
      'The signature is correct, but its timestamp is in milliseconds, not in seconds.',
    );
  if (code === 'too_old' && signedAt < 1e11)
    return finding(
      'timestamp_unit',
      'The signature is correct, but its timestamp is in seconds, not in milliseconds.',
    );
  if (code === 'too_old')
    return finding(
      'clock_old',
      'The signature is correct but {seconds} s old: the sender sent it late or again without signing anew, or one of the clocks is wrong.',
      { seconds },
    );
  if (code === 'in_future')
    return finding(
      'clock_ahead',
      'The signature is correct but from {seconds} s in the future: the clock of the sender is ahead, or this one is behind.',
      { seconds },
    );
  return { code, values, reason };
}

/** No signature where it is looked for: a handshake, another provider's, or another header. */
function unsignedCause(question: Question, verdict: Verdict): Diagnosis {
  const { provider, settings, request, nowMs } = question;
  if (answerHandshake(provider.id, settings, request, nowMs))
    return found(
      finding('handshake', 'This is the handshake of {provider}, which is not signed.', {
        provider: provider.label,
      }),
      true,
    );
  const other = providers.find((one) => one.id !== provider.id && one.recognises(request.headers));
  if (other) {
    const proven = [
      settings,
      ...question.others.map(({ secret }) => ({ ...settings, secrets: [secret] })),
    ].some((one) => isMatch(verify(other, one, request, nowMs)));
    return found(
      finding('other_provider', 'The request is signed the way {provider} does.', { provider: other.label }),
      proven,
    );
  }
  const header = headerWithSignature(question);
  if (header)
    return found(
      finding('other_header', 'The right signature is in {header}, where {provider} does not put it.', {
        header,
        provider: provider.label,
      }),
      true,
    );
  return found(verdictCause(verdict), true);
}

function headerWithSignature({ provider, settings, request }: Question): string | null {
  const scheme = schemeOf(provider, settings, request);
  if (isProblem(scheme) || scheme.build || scheme.read) return null;
  const bodyOnly = scheme.content.every((piece) => piece === 'body' || piece === 'url');
  if (!bodyOnly) return null;
  const asked = withPublicUrl(request, settings);
  for (const secret of settings.secrets) {
    const key = keyOf(secret, scheme.secretForm, scheme.algorithm);
    const parts = scheme.content.map((part) => ({
      part,
      bytes: part === 'body' ? asked.body : Buffer.from(asked.url ?? ''),
    }));
    const expected = 'reason' in key ? null : signatureOf(scheme, key, parts);
    const header = expected && request.headers.find(([, value]) => value.includes(expected));
    if (header) return header[0];
  }
  return null;
}

/** True when the signature itself is right, whatever its time. */
const isMatch = ({ status }: Verdict): boolean => status === 'valid' || status === 'expired';

/** One search: it ends with the first guess that matches. */
class Search {
  readonly #question: Question;
  readonly #verdict: Verdict;
  readonly #deadline: number;
  readonly #tried: Family[] = [];
  #complete = true;

  constructor(question: Question, verdict: Verdict) {
    this.#question = question;
    this.#verdict = verdict;
    this.#deadline = performance.now() + question.budgetMs;
  }

  run(): Diagnosis {
    const { provider, settings, request } = this.#question;
    const asked = schemeOf(provider, settings, request);
    if (isProblem(asked)) return found(asked, true);
    const { scheme, also } = lenient(asked, request, settings);
    if (also.length > 0 && this.#fits(scheme, {} as Guess)) {
      const [cause = null, ...rest] = also;
      return { ...found(cause, true, rest) };
    }
    for (const [family, guesses] of this.#families(scheme)) {
      const guess = this.#firstFit(scheme, guesses);
      if (guess) return { ...found(guess.finding, true, also), tried: this.#tried };
      if (!this.#complete) break;
      this.#tried.push(family);
    }
    return { ...found(this.#suspicion(also), false), tried: this.#tried, complete: this.#complete };
  }

  *#families(scheme: Scheme): Generator<[Family, Iterable<Guess>]> {
    const { settings, others } = this.#question;
    const request = withPublicUrl(this.#question.request, settings);
    const isShared = scheme.secretForm !== 'key';
    if (isShared) yield ['secret', this.#secrets(scheme)];
    if (scheme.mistakes) yield ['body', scheme.mistakes(request, settings)];
    if (others.length > 0) yield ['other_secrets', otherSecrets(others, scheme)];
    if (scheme.algorithm === 'equal') return;
    yield ['body', bodyGuesses(request)];
    if (scheme.content.length > 0 || scheme.build) yield ['content', contentGuesses(scheme)];
    if (isShared) yield ['algorithm', algorithmGuesses(scheme)];
    if (usesUrl(scheme)) yield ['url', urlGuesses(request)];
    yield ['json', jsonGuesses(request)];
    if (isShared)
      yield ['secret_and_content', pairs([...this.#secrets(scheme)], [...contentGuesses(scheme)])];
    if (isShared && others.length > 0)
      yield ['other_secret_and_body', pairs([...otherSecrets(others, scheme)], [...bodyGuesses(request)])];
  }

  *#secrets(scheme: Scheme): Generator<Guess> {
    for (const secret of this.#question.settings.secrets)
      yield* secretGuesses(secret, scheme.secretForm, scheme.algorithm);
  }

  #firstFit(scheme: Scheme, guesses: Iterable<Guess>): Guess | null {
    for (const guess of guesses) {
      if (performance.now() > this.#deadline) {
        this.#complete = false;
        return null;
      }
      if (this.#fits(scheme, guess)) return guess;
    }
    return null;
  }

  #fits(scheme: Scheme, guess: Guess): boolean {
    const { provider, settings, request, nowMs } = this.#question;
    const asked = withPublicUrl(request, settings);
    const { url: _, ...values } = settings.values;
    const tried = { ...scheme, ...guess.scheme };
    if (guess.scheme?.content) delete tried.build;
    const verdict = verifyScheme(provider.id, tried, {
      settings: {
        ...settings,
        values,
        secrets: guess.secret === undefined ? settings.secrets : [guess.secret],
      },
      request: { ...asked, ...guess.request },
      nowMs,
    });
    return isMatch(verdict);
  }

  /** Nothing matched: what it looks like all the same. */
  #suspicion(also: readonly Finding[]): Finding {
    const { provider, settings } = this.#question;
    const field = provider.fields.find(({ kind }) => kind === 'secret');
    for (const secret of field ? settings.secrets : []) {
      const kind = kindOfSecret(secret, field?.hint ?? '');
      if (kind)
        return finding('secret_kind', 'The secret looks like {kind}, which {provider} does not sign with.', {
          kind,
          provider: provider.label,
        });
    }
    if (this.#verdict.status !== 'invalid' || also.length > 0) return also[0] ?? verdictCause(this.#verdict);
    return (
      suspiciousBody(this.#verdict, this.#question.request) ??
      (this.#verdict.code === 'no_match' ? unknown : verdictCause(this.#verdict))
    );
  }
}

const unknown = finding(
  'unknown',
  'Signed with another secret, or the content changed after signing: nothing that was tried matches.',
);

/** Marks that a body bears when it did not arrive as it was signed. */
function suspiciousBody({ steps }: Verdict, { body }: SignedRequest): Finding | null {
  if (!steps.content?.some(({ part }) => part === 'body')) return null;
  if (body.length === 0)
    return finding('body_empty', 'The body is empty: it was most likely lost on the way, after signing.');
  const number =
    body.length > 1024 * 1024
      ? undefined
      : textOf(body)
          .match(/(?<=[:[,]\s*)\d{17,21}(?=\s*[,\]}])/g)
          ?.find(isRounded);
  return number === undefined
    ? null
    : finding(
        'body_rounded',
        'The body was most likely parsed and written again: {number} is a number as JavaScript rounds it.',
        { number },
      );
}

/** True for a whole number beyond what JavaScript holds, in the digits that JavaScript gives it. */
const isRounded = (digits: string): boolean =>
  digits.endsWith('00') &&
  Number(digits) > Number.MAX_SAFE_INTEGER &&
  BigInt(Number(digits)).toString() !== digits &&
  String(Number(digits)) === digits;

const usesUrl = ({ content, build, urlForms }: Scheme): boolean =>
  content.includes('url') || content.includes('path') || build !== undefined || urlForms !== undefined;

function* otherSecrets(others: Question['others'], scheme: Scheme): Generator<Guess> {
  for (const { provider, secret } of others) {
    const cause = finding('other_secret', 'Signed with the secret that this bin has for {provider}.', {
      provider,
    });
    yield { finding: cause, secret };
    if (scheme.secretForm !== 'text' && scheme.secretForm !== 'key')
      yield { finding: cause, secret, scheme: { secretForm: 'text' } };
  }
}

/** Two things wrong at once. */
function* pairs(first: readonly Guess[], second: readonly Guess[]): Generator<Guess> {
  for (const left of first)
    for (const right of second)
      yield {
        ...left,
        ...right,
        ...(left.scheme || right.scheme ? { scheme: { ...left.scheme, ...right.scheme } } : {}),
        finding: finding(`${left.finding.code}+${right.finding.code}`, '{first} {second}', {
          first: left.finding.reason,
          second: right.finding.reason,
        }),
      };
}

const lengths: Readonly<Record<number, Algorithm>> = {
  20: 'hmac-sha1',
  32: 'hmac-sha256',
  48: 'hmac-sha384',
  64: 'hmac-sha512',
};

/** The scheme bent to the shape of the signature that came: no prefix, another encoding, another length. */
function lenient(
  asked: Scheme,
  request: SignedRequest,
  settings: Settings,
): { scheme: Scheme; also: readonly Finding[] } {
  if (!asked.algorithm.startsWith('hmac-') || asked.read) return { scheme: asked, also: [] };
  const reading = looseReading(asked, request, settings);
  const [signature = ''] = reading?.signatures ?? [];
  const shape = shapeOf(signature, asked);
  if (!reading || !shape) return { scheme: asked, also: [] };
  const also = [
    ...(isProblem(readHeaders(asked, request))
      ? [finding('signature_format', 'The signature is not written the way it is asked for: see its prefix.')]
      : []),
    ...(shape.encoding === asked.encoding
      ? []
      : [
          finding('signature_encoding', 'The signature is in {made}; {own} is asked for.', {
            made: shape.encoding,
            own: asked.encoding,
          }),
        ]),
    ...(shape.upper && !asked.anyCase
      ? [finding('signature_case', 'The signature is in upper case; lower case is asked for.')]
      : []),
    ...(shape.algorithm === asked.algorithm
      ? []
      : [
          finding('algorithm', 'The signature is {name}; another algorithm is asked for.', {
            name: shape.algorithm.toUpperCase(),
          }),
        ]),
  ];
  const scheme = {
    ...asked,
    algorithm: shape.algorithm,
    encoding: shape.encoding,
    anyCase: shape.encoding === 'hex',
  };
  return { scheme: also.length > 0 ? { ...scheme, read: () => reading } : scheme, also };
}

/** The reading, or what can be taken from a header that is not as it should be. */
function looseReading(scheme: Scheme, request: SignedRequest, settings: Settings): Reading | null {
  const strict = scheme.read?.(request, settings) ?? readHeaders(scheme, request);
  if (!isProblem(strict)) return strict;
  const headers = request.headers.filter(onlyOnce());
  const loose = readHeaders({ ...scheme, format: { kind: 'plain', prefix: '' } }, { ...request, headers });
  if (isProblem(loose)) return null;
  const [token] = /[0-9a-f]{40,128}$|[A-Za-z0-9+/_-]{26,88}={0,2}$/i.exec(loose.value.slice(0, 512)) ?? [];
  const time = /(?:^|[,; ])ts?=(\d+)/.exec(loose.value.slice(0, 512))?.[1] ?? null;
  return token === undefined ? null : { ...loose, signatures: [token], timestamp: loose.timestamp ?? time };
}

/** Lets the first header of a name pass. */
const onlyOnce = (): ((pair: HeaderPair) => boolean) => {
  const seen = new Set<string>();
  return ([name]) => seen.size < seen.add(name.toLowerCase()).size;
};

function shapeOf(
  signature: string,
  { encoding, algorithm }: Scheme,
): { encoding: 'hex' | 'base64' | 'base64url'; algorithm: Algorithm; upper: boolean } | null {
  if (signature.length > 256) return null;
  const isHex = /^(?:[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i.test(signature);
  const base64 = encoding === 'base64url' || /[-_]/.test(signature) ? 'base64url' : 'base64';
  const is: 'hex' | 'base64' | 'base64url' = isHex
    ? 'hex'
    : base64 === 'base64url' && /[+/=]/.test(signature)
      ? 'base64'
      : base64;
  const made = lengths[decode(signature, is)?.length ?? 0];
  return made
    ? {
        encoding: is,
        algorithm: encoding === is && made === algorithm ? algorithm : made,
        upper: isHex && signature !== signature.toLowerCase(),
      }
    : null;
}
