/** What a diagnosis is asked and what it tells. Types, and how one is made. */
import type { Finding, Settings, SignatureProvider, SignedRequest, Verdict } from './signature.ts';

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

/** A cause that needed no search. */
export const found = (cause: Finding | null, proven: boolean, also: readonly Finding[] = []): Diagnosis => ({
  cause,
  proven,
  also,
  tried: [],
  complete: true,
});

/** The verdict's own words as the cause. */
export const verdictCause = ({ code, values, reason }: Verdict): Finding => ({ code, values, reason });

/** True when the signature itself is right, whatever its time. */
export const isMatch = ({ status }: Verdict): boolean => status === 'valid' || status === 'expired';
