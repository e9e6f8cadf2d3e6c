/** A secret that is tried on a stored request, and kept when it is wanted. */
import { batch, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Bin, CapturedRequest, SignatureVerdict, Trial } from '../../server/contract.ts';
import { type ApiFailure, api, failureText, toFailure } from '../api.ts';
import { providerOf } from '../providers.ts';
import { showToast } from '../toasts.ts';
import {
  type Draft,
  draftOf,
  fieldOf,
  problemText,
  secretField,
  toleranceOf,
  trialOf,
  type Wrong,
} from './draft.ts';
import { saveTrial } from './settings.ts';
import { w } from './words.ts';

/** What a trial came to. */
export interface Tried {
  trial: Trial;
  verdict: SignatureVerdict;
}

interface TrialOptions {
  bin: Bin;
  request: CapturedRequest;
  provider: string;
  onSaved: (bin: Bin) => void;
}

/** The state of the form. */
export function useTrial({ bin, request, provider, onSaved }: TrialOptions) {
  const known = (id: string) => bin.verification.find((one) => one.provider === id);
  const draft = useSignal<Draft>(draftOf(provider, known(provider)));
  const wrong = useSignal<Wrong>({});
  const problem = useSignal<string | null>(null);
  const busy = useSignal<'trying' | 'saving' | null>(null);
  const tried = useSignal<Tried | null>(null);
  const control = useRef(new AbortController());
  useEffect(() => () => control.current.abort(), []);

  const fail = (failure: ApiFailure) => {
    const field = failure.code === 'bad_verification' ? fieldOf(failure.field) : null;
    if (field === null) problem.value = failureText(failure);
    else wrong.value = { [field]: problemText(failure.message) };
  };

  /** What is typed as it can be sent; null when it cannot: the fields say why. */
  const read = (): Trial | null => {
    const found = providerOf(draft.value.provider);
    if (!found) {
      wrong.value = { provider: w.value.form.needed };
      return null;
    }
    const isMissing = draft.value.secret === '' && secretField(found)?.required === true;
    wrong.value = {
      ...(isMissing ? { secret: w.value.form.needed } : {}),
      ...(toleranceOf(draft.value) === undefined ? { toleranceSeconds: w.value.form.badTolerance } : {}),
    };
    return Object.keys(wrong.value).length > 0 ? null : trialOf(found, draft.value);
  };

  const run = async (what: 'trying' | 'saving', act: (trial: Trial) => Promise<void>): Promise<void> => {
    if (busy.value) return;
    problem.value = null;
    const trial = read();
    if (!trial) return;
    busy.value = what;
    try {
      await act(trial);
    } catch (cause) {
      if (!control.current.signal.aborted) fail(toFailure(cause));
    } finally {
      busy.value = null;
    }
  };

  return {
    draft,
    wrong,
    problem,
    busy,
    tried,
    set: (change: Partial<Draft>) => (draft.value = { ...draft.value, ...change }),
    /** The secret stays: it may be another provider's. */
    choose: (id: string) =>
      batch(() => {
        draft.value = { ...draftOf(id, known(id)), secret: draft.value.secret };
        wrong.value = {};
        tried.value = null;
      }),
    tryIt: () =>
      run('trying', async (trial) => {
        const verdict = await api.tryOut(bin.id, request.seq, trial, control.current.signal);
        tried.value = { trial, verdict };
      }),
    save: () =>
      run('saving', async (trial) => {
        const saved = await saveTrial(bin.id, trial);
        showToast(w.value.form.saved(providerOf(trial.provider)?.label ?? trial.provider));
        batch(() => {
          draft.value = draftOf(trial.provider);
          tried.value = null;
        });
        onSaved(saved);
      }),
  };
}

/** The form's state. */
export type TrialModel = ReturnType<typeof useTrial>;
