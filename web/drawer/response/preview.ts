/** What a sender would see by the draft, asked for a moment after it was changed. */
import { type ReadonlySignal, computed, effect, signal } from '@preact/signals';
import type { BinResponse, ResponsePreview } from '../../../server/contract.ts';
import { type ApiFailure, api, toFailure } from '../../api.ts';
import type { DrawerPlace } from '../tab.ts';
import { check } from './check.ts';
import { tidy } from './tidy.ts';

const pauseMs = 250;

/** The answer that is edited: of which script (null: the bin's own), and its place in it. */
export interface EditedAnswer {
  rule: string | null;
  at: number;
}

/** The draft as it answers when those before the edited answer are used up. Pure. */
function fromAnswer(response: BinResponse, { rule, at }: EditedAnswer): BinResponse {
  if (rule === null) return { ...response, answers: response.answers.slice(at) };
  const rules = response.rules.map((one) =>
    one.id === rule ? { ...one, answers: one.answers.slice(at) } : one,
  );
  return { ...response, rules };
}

/** Follows a draft, and the answer in it that is edited. */
export function followPreview(place: DrawerPlace, draft: ReadonlySignal<BinResponse>) {
  const shown = signal<ResponsePreview | null>(null);
  const failure = signal<ApiFailure | null>(null);
  /** The request that is tried; null: the newest. */
  const seq = signal<number | null>(null);
  const edited = signal<EditedAnswer>({ rule: null, at: 0 });
  let asking = new AbortController();

  const ask = async (response: BinResponse, on: number | null, answer: EditedAnswer) => {
    asking.abort();
    asking = new AbortController();
    const { signal: mine } = asking;
    const { id } = place.bin.peek();
    const tryIt = (trial: BinResponse) =>
      api.previewResponse(id, { response: trial, ...(on !== null && { seq: on }) }, mine);
    try {
      const whole = await tryIt(response);
      const isLater = answer.at > 0 && whole.ruleId === answer.rule;
      const found = isLater
        ? { ...(await tryIt(fromAnswer(response, answer))), warnings: whole.warnings }
        : whole;
      if (mine.aborted) return;
      shown.value = found;
      failure.value = null;
    } catch (cause) {
      if (!mine.aborted) failure.value = toFailure(cause);
    }
  };

  const newest = computed(() => place.newest.value?.seq ?? null);
  const stop = effect(() => {
    const [response, on, answer] = [tidy(draft.value), seq.value, edited.value];
    // The newest may be another one by now.
    if (on === null) void newest.value;
    // What is wrong is said at its field.
    if (check(response).size > 0) return undefined;
    const timer = setTimeout(() => void ask(response, on, answer), shown.peek() ? pauseMs : 0);
    return () => clearTimeout(timer);
  });

  return {
    shown,
    failure,
    seq,
    edited,
    close: () => {
      stop();
      asking.abort();
    },
  };
}
