/** Why a signature fails: asked of the server as soon as somebody looks at the failure. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CapturedRequest, SignatureDiagnosis, SignatureVerdict, Trial } from '../../server/contract.ts';
import { type ApiFailure, api, toFailure } from '../api.ts';

/** What came back; null while it is on its way. `others`: how many other requests of the bin are valid. */
export interface Found {
  diagnosis: SignatureDiagnosis | null;
  others: number | null;
  failure: ApiFailure | null;
  again: () => void;
}

interface Answer extends Omit<Found, 'again'> {
  key: string;
}

/**
 * Diagnoses a verdict. `asked`: the settings that gave it, those of the bin when it names only a provider. `key` says
 * which settings those are: others are asked about anew.
 */
export function useDiagnosis(
  { bin, seq, provider }: CapturedRequest,
  verdict: SignatureVerdict,
  asked: Partial<Trial>,
  settings: string,
): Found {
  const tries = useSignal(0);
  const key = `${seq} ${verdict.provider} ${verdict.code} ${settings} ${tries.value}`;
  const found = useSignal<Answer>(nothing(key));
  const isAsked = verdict.status !== 'valid';
  useEffect(() => {
    if (!isAsked) return undefined;
    const control = new AbortController();
    found.value = nothing(key);
    const load = async () => {
      try {
        const diagnosis = await api.diagnosis(bin, seq, asked, control.signal);
        const others =
          diagnosis.cause?.code === 'unknown' ? await countValid(bin, provider, control.signal) : null;
        found.value = { key, diagnosis, others, failure: null };
      } catch (cause) {
        if (!control.signal.aborted) found.value = { ...nothing(key), failure: toFailure(cause) };
      }
    };
    void load();
    return () => control.abort();
  }, [bin, key]);
  const { value } = found;
  return { ...(value.key === key ? value : nothing(key)), again: () => (tries.value += 1) };
}

const nothing = (key: string): Answer => ({ key, diagnosis: null, others: null, failure: null });

/** How many requests of this sender match: then the secret is right, and something else is wrong. */
async function countValid(bin: string, provider: string | null, signal: AbortSignal): Promise<number> {
  const q = `sig:valid${provider === null ? '' : ` provider:${provider}`}`;
  return (await api.facets(bin, q, signal)).matching;
}
