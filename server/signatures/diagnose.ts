/** Why a signature failed: tries what a sender may have done, until something matches or the time is over. Pure. */
import { clockCause, suspiciousBody, unknown, unsignedCause } from './causes.ts';
import { withPublicUrl } from './content.ts';
import { type Diagnosis, type Family, found, isMatch, type Question, verdictCause } from './diagnosis.ts';
import { lenient } from './lenient.ts';
import {
  type Finding,
  finding,
  type Guess,
  isProblem,
  type Scheme,
  type Time,
  type Verdict,
} from './signature.ts';
import { bodyGuesses, jsonGuesses } from './body-variants.ts';
import { algorithmGuesses, contentGuesses, kindOfSecret, secretGuesses, urlGuesses } from './variants.ts';
import { schemeOf, verify, verifyScheme } from './verify.ts';

// Verdicts that leave nothing to search for: of the claims and the certificate the signature itself was right.
const certain = new Set(['bad_timestamp', 'setting_missing', 'setting_bad', 'claim', 'cert_host']);

/** Explains a verdict that is not `valid`; `cause` is null when there is nothing to explain. */
export function diagnose(question: Question): Diagnosis {
  const { provider, settings, request, nowMs } = question;
  const verdict = verify(provider, settings, request, nowMs);
  if (verdict.status === 'valid') return found(null, true);
  if (verdict.status === 'expired') return found(clockCause(verdict, unitOf(question)), true);
  if (verdict.status === 'unsigned') return unsignedCause(question, verdict);
  if (certain.has(verdict.code)) return found(verdictCause(verdict), true);
  if (settings.secrets.length === 0) return found(verdictCause(verdict), true);
  return new Search(question, verdict).run();
}

function unitOf({ provider, settings, request }: Question): Time['unit'] | null {
  const scheme = schemeOf(provider, settings, request);
  return isProblem(scheme) ? null : (scheme.time?.unit ?? null);
}

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
      if (!this.#tried.includes(family)) this.#tried.push(family);
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
    if (isShared) yield ['secret_and_content', pairs([...this.#secrets(scheme)], likelyContents(scheme))];
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

const usesUrl = ({ content, build, urlForms }: Scheme): boolean =>
  content.includes('url') || content.includes('path') || build !== undefined || urlForms !== undefined;

/** Together with a wrong secret nobody adds a URL to what is signed. */
const likelyContents = (scheme: Scheme): readonly Guess[] =>
  [...contentGuesses(scheme)].filter((guess) => usesUrl(scheme) || !usesUrl({ ...scheme, ...guess.scheme }));

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
