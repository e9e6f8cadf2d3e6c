/** What a bin's verifications say of a request, in the shape of the contract. Pure; every input gets an answer. */
import type { SignatureStatus, SignatureVerdict, VerdictSteps } from '../contract.ts';
import { providerOf } from '../signatures/providers.ts';
import type {
  ContentPart,
  Settings,
  SignatureProvider,
  SignedRequest,
  Verdict,
} from '../signatures/signature.ts';
import { verify } from '../signatures/verify.ts';
import type { StoredVerification } from '../store/store.ts';

/** A request to check, and when it arrived, milliseconds since 1970. */
export interface ToCheck {
  request: SignedRequest;
  nowMs: number;
  /** False when bytes of the body are missing: what the signature covers is then not known. */
  whole: boolean;
}

/** The verdicts, the one that counts first, and the status to refuse with; null: it is let in. */
export interface Outcome {
  verdicts: readonly SignatureVerdict[];
  refuse: number | null;
}

// The best first: among several providers the one whose signature is right is the sender.
const ranks: readonly SignatureStatus[] = [
  'valid',
  'expired',
  'invalid',
  'malformed',
  'no_secret',
  'unsigned',
];
// Of a part of the signed content that is not the body itself.
const maxText = 2048;
const maxParts = 64;

interface Ready {
  provider: SignatureProvider;
  settings: Settings;
}

// Settings are replaced, never changed.
const ready = new WeakMap<StoredVerification, Ready | null>();

function readyOf(verification: StoredVerification): Ready | null {
  const known = ready.get(verification);
  if (known !== undefined) return known;
  const provider = providerOf(verification.provider);
  const made = provider && { provider, settings: settingsOf(verification) };
  ready.set(verification, made);
  return made;
}

/** The settings as the engine takes them. */
export const settingsOf = ({ secrets, values, toleranceSeconds }: StoredVerification): Settings => ({
  secrets: secrets.map(({ text }) => text),
  values,
  toleranceSeconds,
});

/** The verifications that are for a request: of those who seem to have sent it, else all. */
export function askedOf(
  list: readonly StoredVerification[],
  { headers }: SignedRequest,
): readonly StoredVerification[] {
  // Of some senders only the handshake is known.
  const signing = list.filter((one) => readyOf(one) !== null);
  if (signing.length < 2) return signing;
  const recognised = signing.filter((one) => readyOf(one)?.provider.recognises(headers));
  return recognised.length > 0 ? recognised : signing;
}

/** Checks a request by the verifications that are for it. The steps are null: they take as long as the check. */
export function judge(list: readonly StoredVerification[], asked: ToCheck): Outcome {
  const mine = askedOf(list, asked.request);
  const verdicts = verdictsBy(mine, ({ provider, settings }) =>
    ifWhole(brief(verify(provider, settings, asked.request, asked.nowMs)), asked),
  );
  return { verdicts, refuse: refusalOf(mine, verdicts) };
}

/** The status by which it is refused. Whose an unsigned request is nobody knows: one who only observes lets it in. */
function refusalOf(
  mine: readonly StoredVerification[],
  verdicts: readonly SignatureVerdict[],
): number | null {
  if (verdicts[0]?.status === 'valid') return null;
  const isUnsigned = verdicts.every(({ status }) => status === 'unsigned');
  const strict = mine.filter(({ mode }) => mode === 'reject');
  return isUnsigned && strict.length < mine.length ? null : (strict[0]?.status ?? null);
}

/** The same verdicts with their steps. */
export const explain = (list: readonly StoredVerification[], asked: ToCheck): SignatureVerdict[] =>
  verdictsBy(askedOf(list, asked.request), ({ provider, settings }) => verdictOn(provider, settings, asked));

function verdictsBy(
  list: readonly StoredVerification[],
  verdictBy: (ready: Ready) => SignatureVerdict,
): SignatureVerdict[] {
  const verdicts = list
    .map(readyOf)
    .filter((one) => one !== null)
    .map(verdictBy);
  return verdicts.length < 2
    ? verdicts
    : verdicts.toSorted((a, b) => ranks.indexOf(a.status) - ranks.indexOf(b.status));
}

/** The verdict of one provider, with its steps. */
export const verdictOn = (
  provider: SignatureProvider,
  settings: Settings,
  asked: ToCheck,
): SignatureVerdict =>
  ifWhole(shown(verify(provider, settings, asked.request, asked.nowMs), asked.request), asked);

const brief = (verdict: Verdict): SignatureVerdict => ({
  ...verdict,
  values: { ...verdict.values },
  steps: null,
});

const ifWhole = (verdict: SignatureVerdict, { whole }: ToCheck): SignatureVerdict =>
  whole || verdict.status === 'valid' || verdict.status === 'unsigned' ? verdict : cut(verdict);

const cut = (verdict: SignatureVerdict): SignatureVerdict => ({
  ...verdict,
  status: 'malformed',
  code: 'body_cut',
  values: {},
  reason: 'The body was not kept whole, so its signature cannot be checked.',
  failed: 'content',
});

/** The verdict on a request that could not be checked in time. */
export const unchecked = (provider: string): SignatureVerdict => ({
  status: 'malformed',
  provider,
  scheme: provider,
  code: 'not_checked',
  values: {},
  reason: 'The signature could not be checked in time.',
  secret: null,
  failed: null,
  steps: null,
});

/** A verdict without the bytes of the body, and without what is a secret itself. */
function shown({ steps, secret, failed, ...verdict }: Verdict, { body }: SignedRequest): SignatureVerdict {
  const isToken = steps.compute?.algorithm === 'equal';
  return {
    ...verdict,
    values: { ...verdict.values },
    secret,
    failed,
    steps: isToken ? withoutToken(stepsOf(steps, body)) : stepsOf(steps, body),
  };
}

const stepsOf = (
  { header, timestamp, content, compute, compare }: Verdict['steps'],
  body: Uint8Array,
): VerdictSteps => ({
  header: header && { ...header, parts: header.parts.slice(0, maxParts), signatures: [...header.signatures] },
  timestamp,
  content: content && content.slice(0, maxParts).map((part) => partOf(part, body)),
  compute: compute && {
    ...compute,
    attempts: compute.attempts.map((one) => ({
      ...one,
      problem: one.problem && { ...one.problem, values: { ...one.problem.values } },
    })),
  },
  compare: compare && { ...compare, received: [...compare.received] },
});

const partOf = ({ part, bytes }: ContentPart, body: Uint8Array) => ({
  part,
  size: bytes.length,
  text: bytes === body ? null : Buffer.from(bytes.subarray(0, maxText)).toString('latin1'),
});

/** A bare token that matches is the secret: here only its end is told, as of the one that was expected. */
function withoutToken(steps: VerdictSteps): VerdictSteps {
  const { header, compare } = steps;
  return {
    ...steps,
    header: header && {
      header: header.header,
      value: masked(header.value),
      parts: header.parts.map(({ label, value }) => ({ label, value: masked(value) })),
      signatures: header.signatures.map(masked),
    },
    compare: compare && { ...compare, received: compare.received.map(masked) },
  };
}

const masked = (token: string): string => `••••${token.length >= 12 ? token.slice(-4) : ''}`;
