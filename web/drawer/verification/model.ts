/** The draft of a bin's verification, for as long as the drawer is open. */
import { batch, computed, effect, signal } from '@preact/signals';
import { api, failureText, toFailure } from '../../api.ts';
import { providerOf, signs } from '../../providers.ts';
import { problemText, type Wrong } from '../../signature/draft.ts';
import { w } from '../../signature/words.ts';
import type { DrawerPlace } from '../tab.ts';
import { asSet, type Entry, entryOf, newEntry, placeOf, wrongWith } from './entries.ts';

/** Begins with what the bin has, and follows it as long as nothing is changed here. */
export function openVerification({ bin, like, changed }: DrawerPlace) {
  const entries = signal<readonly Entry[]>(bin.peek().verification.map(entryOf));
  const selected = signal<number | null>(entries.peek().length === 1 ? 0 : null);
  const wrong = signal<ReadonlyMap<number, Wrong>>(new Map());
  const problem = signal<string | null>(null);
  const asked = (list: readonly Entry[]) => JSON.stringify(asSet(list, providerOf));
  const isDirty = computed(() => asked(entries.value) !== asked(bin.value.verification.map(entryOf)));
  const before = signal(bin.peek().verification);

  const stop = effect(() => {
    const { verification } = bin.value;
    if (JSON.stringify(verification) === JSON.stringify(before.peek())) return;
    const wasDirty = asked(entries.peek()) !== asked(before.peek().map(entryOf));
    before.value = verification;
    if (!wasDirty) entries.value = verification.map(entryOf);
  });

  const set = (index: number, change: Partial<Entry>) =>
    batch(() => {
      entries.value = entries.peek().map((entry, at) => (at === index ? { ...entry, ...change } : entry));
      wrong.value = new Map([...wrong.peek()].filter(([at]) => at !== index));
      problem.value = null;
    });

  /** A provider that was removed a moment ago comes back as it was. */
  const add = (provider: string) =>
    batch(() => {
      const known = entries.peek().findIndex((one) => one.provider === provider);
      if (known >= 0) set(known, { removed: false });
      else entries.value = [...entries.peek(), newEntry(provider, signs(provider))];
      selected.value = known >= 0 ? known : entries.peek().length - 1;
    });
  if (like?.provider && providerOf(like.provider)) add(like.provider);

  const findFaults = (): boolean => {
    const says = { tolerance: w.peek().form.badTolerance, status: w.peek().drawer.badStatus };
    const found = new Map(entries.peek().map((entry, at) => [at, wrongWith(entry, says)] as const));
    const first = [...found].find(([, one]) => Object.keys(one).length > 0);
    wrong.value = found;
    if (first) selected.value = first[0];
    return first !== undefined;
  };

  const save = async (): Promise<boolean> => {
    problem.value = null;
    if (findFaults()) return false;
    try {
      const saved = await api.updateBin(bin.peek().id, { verification: asSet(entries.peek(), providerOf) });
      // What was typed must not stay in memory or on the page.
      before.value = saved.verification;
      entries.value = saved.verification.map(entryOf);
      changed(saved);
      return true;
    } catch (cause) {
      const failure = toFailure(cause);
      const place = failure.code === 'bad_verification' ? placeOf(entries.peek(), failure.field) : null;
      if (!place) problem.value = failureText(failure);
      else
        batch(() => {
          selected.value = place.index;
          wrong.value = new Map([[place.index, { [place.field]: problemText(failure.message) }]]);
        });
      return false;
    }
  };

  return { bin, entries, selected, wrong, problem, isDirty, set, add, save, close: stop };
}

/** The draft. */
export type VerificationModel = ReturnType<typeof openVerification>;
