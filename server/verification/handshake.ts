/** Handshakes of a bin's providers: what is answered, and what they leave to do by hand. No address is ever visited. */
import { randomBytes } from 'node:crypto';
import type { HandshakeNext } from '../contract.ts';
import { fail } from '../errors.ts';
import { answerHandshake, type HandshakeAnswer } from '../signatures/handshakes.ts';
import type { SentAnswer, StoredRequest, StoredVerification } from '../store/store.ts';
import type { CheckParts } from './arrival.ts';
import { readToCheck } from './recheck.ts';
import { settingsOf, type ToCheck } from './verdicts.ts';

/** A handshake that is answered. */
export interface Handshake {
  provider: string;
  answer: SentAnswer;
}

const maxSecrets = 10;

/** The answer to a request that is a handshake of one of the bin's providers whose switch is on; null: it is none. */
export function handshakeOf(
  list: readonly StoredVerification[],
  { request, nowMs, whole }: ToCheck,
): Handshake | null {
  for (const one of list) {
    const answer =
      one.handshake && whole ? answerHandshake(one.provider, settingsOf(one), request, nowMs) : null;
    if (answer) return { provider: one.provider, answer: keptOf(answer) };
  }
  return null;
}

/** Without what every answer of the capture plane has. */
const keptOf = ({ status, headers, body }: HandshakeAnswer): SentAnswer => ({
  status,
  headers: headers.filter(([name]) => name !== 'X-Content-Type-Options'),
  body,
  bodyBytes: Buffer.byteLength(body),
  rule: null,
  ruleId: null,
  delayMs: 0,
});

/** What is left to do by the settings of now; null when that is nothing, or what came is not proven. */
export async function nextOf(parts: CheckParts, request: StoredRequest): Promise<HandshakeNext | null> {
  const { handshake } = request;
  const asked = handshake === null ? null : await readToCheck(parts, request);
  if (handshake === null || asked === null) return null;
  const mine = verificationOf(parts, request);
  const settings = mine ? settingsOf(mine) : { secrets: [], values: {}, toleranceSeconds: null };
  const next = answerHandshake(handshake, settings, asked.request, asked.nowMs)?.next ?? null;
  if (next?.kind === 'visit') return { kind: 'visit', value: next.url, done: false };
  return next && { kind: 'keep', value: next.secret, done: settings.secrets.includes(next.secret) };
}

/** Adds the secret that came with a handshake to those of its bin; no other is touched. Throws when there is none. */
export async function keepSecret(parts: CheckParts, request: StoredRequest): Promise<void> {
  const next = await nextOf(parts, request);
  const mine = verificationOf(parts, request);
  if (next?.kind !== 'keep' || !mine) return fail('no_secret_to_keep');
  if (next.done) return;
  if (mine.secrets.length >= maxSecrets)
    fail('no_secret_to_keep', `The bin has ${maxSecrets} secrets of this provider already; remove one first`);
  const secret = { id: randomBytes(6).toString('base64url'), text: next.value };
  const list = parts.store.bins.settings(request.bin)?.checks.list ?? [];
  const verification = list.map((one) =>
    one === mine ? { ...one, secrets: [...one.secrets, secret] } : one,
  );
  await parts.store.bins.update(request.bin, { verification });
}

const verificationOf = ({ store }: CheckParts, { bin, handshake }: StoredRequest) =>
  store.bins.settings(bin)?.checks.list.find(({ provider }) => provider === handshake);
