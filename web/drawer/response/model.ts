/** The response of a bin while it is edited: the draft, what is wrong in it, and what others do to it meanwhile. */
import { batch, computed, effect, signal } from '@preact/signals';
import type { BinResponse, ResponseRule } from '../../../server/contract.ts';
import { type ApiFailure, api, failureText, toFailure } from '../../api.ts';
import { said } from './said.ts';
import { showToast } from '../../toasts.ts';
import { focusOn, shownTab } from '../focus.ts';
import type { DrawerPlace } from '../tab.ts';
import { check, fieldOf } from './check.ts';
import { tidy } from './tidy.ts';
import { followPreview } from './preview.ts';
import { freshId, matchLike, newRule } from './rules.ts';
import { type Script, same } from '../../response-fails.ts';
import { moved } from './script.ts';

/** A rule that was deleted, and where it stood. */
interface Removed {
  rule: ResponseRule;
  at: number;
}

const openButton = (id: string): string => `[data-rule="${id}"] .open`;

/** Begins to edit. Everything it started ends with `close`. */
export function openModel(place: DrawerPlace) {
  const base = signal<BinResponse>(place.bin.peek().response);
  const draft = signal<BinResponse>(base.peek());
  /** The id of the rule that is open. */
  const page = signal<string | null>(null);
  const removed = signal<Removed | null>(null);
  /** Once it was tried to save, what is missing is wrong too. */
  const tried = signal(false);
  const isSaving = signal(false);
  const refused = signal<ApiFailure | null>(null);
  const preview = followPreview(place, draft);

  const isDirty = computed(() => !same(tidy(draft.value), base.value));
  const isElsewhere = computed(() => !isSaving.value && !same(place.bin.value.response, base.value));
  const checks = computed(() => check(draft.value));

  /** Takes over what the bin has now. */
  const takeTheirs = () =>
    batch(() => {
      base.value = place.bin.peek().response;
      draft.value = base.peek();
      page.value = null;
      removed.value = null;
    });
  const stopFollowing = effect(() => {
    // Nobody loses anything by that.
    if (isElsewhere.value && !isDirty.peek()) takeTheirs();
  });

  const change = (next: BinResponse) =>
    batch(() => {
      draft.value = next;
      refused.value = null;
    });
  const setRules = (rules: ResponseRule[]) => change({ ...draft.peek(), rules });
  const ruleAt = (id: string | null): number => draft.value.rules.findIndex((rule) => rule.id === id);
  const setRule = (at: number, rule: ResponseRule) => setRules(draft.peek().rules.with(at, rule));

  /** Shows the first thing that is wrong. */
  const show = (field: string) => {
    const at = /^rules\.(\d+)\./.exec(field)?.[1];
    page.value = at === undefined ? null : (draft.peek().rules[Number(at)]?.id ?? null);
    focusOn('[aria-invalid=true]', '.refused');
  };

  const addRule = (rule: ResponseRule) =>
    batch(() => {
      setRules([...draft.peek().rules, rule]);
      page.value = rule.id;
      focusOn('.rule-name');
    });

  const save = async (): Promise<boolean> => {
    tried.value = true;
    change(tidy(draft.peek()));
    const [first] = checks.peek().keys();
    if (first !== undefined) {
      show(first);
      return false;
    }
    isSaving.value = true;
    try {
      const { id } = place.bin.peek();
      const now = await api.bin(id);
      if (!same(now.response, base.peek())) {
        place.changed(now);
        focusOn('.elsewhere button');
        return false;
      }
      const saved = await api.updateBin(id, { response: draft.peek() });
      place.changed(saved);
      batch(() => {
        base.value = saved.response;
        draft.value = saved.response;
      });
      return true;
    } catch (cause) {
      const failure = toFailure(cause);
      refused.value = failure;
      if (failure.field) show(fieldOf(failure.field));
      else focusOn('.refused');
      return false;
    } finally {
      isSaving.value = false;
    }
  };

  if (place.like) {
    const like = place.like;
    addRule(newRule(draft.peek().rules, said.value.ruleLike(like.title), matchLike(like)));
  }

  return {
    place,
    base,
    draft,
    page,
    removed,
    refused,
    preview,
    isDirty,
    isElsewhere,
    takeTheirs: () => {
      takeTheirs();
      focusOn(shownTab);
    },
    /** Goes on with the draft; saving it then replaces theirs. */
    keepMine: () => {
      base.value = place.bin.peek().response;
      focusOn(shownTab);
    },
    /** What is wrong with a field, in words. */
    wrong: (field: string): string | null => {
      const found = checks.value.get(field);
      if (found && (found !== 'missing' || tried.value)) return said.value.wrong[found];
      const failure = refused.value ?? preview.failure.value;
      if (!failure?.field || fieldOf(failure.field) !== field) return null;
      return failure.message.replace(`${failure.field}: `, '');
    },
    failureText: computed(() => refused.value && failureText(refused.value)),
    change,
    setScript: (script: Script) => change({ ...draft.peek(), ...script }),
    ruleAt,
    setRule,
    addRule,
    moveRule: (from: number, to: number) => setRules(moved(draft.peek().rules, from, to)),
    duplicateRule: (at: number) => {
      const { rules } = draft.peek();
      const rule = rules[at];
      if (!rule) return;
      const name = said.value.copyOf(rule.name).slice(0, 120);
      setRules(rules.toSpliced(at + 1, 0, { ...rule, id: freshId(rules), name }));
    },
    removeRule: (at: number) =>
      batch(() => {
        const { rules } = draft.peek();
        const rule = rules[at];
        if (!rule) return;
        setRules(rules.toSpliced(at, 1));
        removed.value = { rule, at };
        page.value = null;
        focusOn('.undo-rule');
      }),
    undoRemove: () => {
      const back = removed.peek();
      if (!back) return;
      setRules(draft.peek().rules.toSpliced(back.at, 0, back.rule));
      removed.value = null;
      focusOn(openButton(back.rule.id));
    },
    resetCounters: async (): Promise<void> => {
      try {
        await api.resetResponse(place.bin.peek().id);
        showToast(said.value.countersReset);
      } catch (cause) {
        refused.value = toFailure(cause);
      }
    },
    /** Leaves the rule that is open. */
    back: (): boolean => {
      const id = page.peek();
      if (id === null) return false;
      page.value = null;
      focusOn(openButton(id));
      return true;
    },
    save,
    close: () => {
      stopFollowing();
      preview.close();
    },
  };
}

/** The response while it is edited. */
export type ResponseModel = ReturnType<typeof openModel>;
