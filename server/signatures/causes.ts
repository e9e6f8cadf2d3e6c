/** Causes that are seen without trying anything: the clock, a missing signature, a body that bears marks. Pure. */
import { textOf } from './bytes.ts';
import { withPublicUrl } from './content.ts';
import { type Diagnosis, found, isMatch, type Question, verdictCause } from './diagnosis.ts';
import { answerHandshake } from './handshakes.ts';
import { signatureOf } from './hmac.ts';
import { keyOf } from './keys.ts';
import { providers } from './providers.ts';
import {
  type Finding,
  finding,
  isProblem,
  type SignedRequest,
  type Time,
  type Verdict,
} from './signature.ts';
import { schemeOf, verify } from './verify.ts';

/** The signature is right, its time is not; `unit`: what the scheme counts in. */
export function clockCause({ code, values, reason, steps }: Verdict, unit: Time['unit'] | null): Finding {
  // As the verdict counts them: two numbers for one age would be a riddle.
  const { seconds = 0 } = values;
  const sent = Number(steps.timestamp?.value);
  if (code === 'in_future' && unit === 's' && sent > 1e11)
    return finding(
      'timestamp_unit',
      'The signature is correct, but its timestamp is in milliseconds, not in seconds.',
    );
  if (code === 'too_old' && unit === 'ms' && sent > 1e8 && sent < 1e11)
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
export function unsignedCause(question: Question, verdict: Verdict): Diagnosis {
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

/** Nothing matched, and nothing looks odd. */
export const unknown = finding(
  'unknown',
  'Signed with another secret, or the content changed after signing: nothing that was tried matches.',
);

/** Marks that a body bears when it did not arrive as it was signed. */
export function suspiciousBody({ steps }: Verdict, { body }: SignedRequest): Finding | null {
  if (!steps.content?.some(({ part }) => part === 'body')) return null;
  if (body.length === 0)
    return finding('body_empty', 'The body is empty: it was most likely lost on the way, after signing.');
  const numbers = body.length > 1024 * 1024 ? [] : textOf(body).matchAll(/[:[,]\s*(\d{17,21})(?=\s*[,\]}])/g);
  const number = [...numbers].map(([, digits = '']) => digits).find(isRounded);
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
