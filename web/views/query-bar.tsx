/** The filter: chips, and a field with suggestions. What stands in it stands in the address. */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { ApiFailure } from '../api.ts';
import { t } from '../locales/locale.ts';
import { followDraft } from '../query-draft.ts';
import { chipOf } from '../query-text.ts';
import { type InspectorRoute, navigate, route as address } from '../route.ts';
import { type Suggestion, followSuggestions, offerId } from '../suggestions.ts';
import { FilterChip } from './chip.tsx';
import { Icon } from './icon.tsx';
import { lazily, nothingMore } from './lazy.tsx';

const { Lazy: SuggestionList } = lazily(
  async () => (await import('./suggestion-list.tsx')).default,
  nothingMore,
);
const { Lazy: FilterHelp } = lazily(async () => (await import('./filter-help.tsx')).default, nothingMore);

interface QueryBarProps {
  route: InspectorRoute;
  input: { current: HTMLInputElement | null };
  failure: ApiFailure | null;
  /** Where the focus goes when the filter is done. */
  onLeave: () => void;
}

/** The bar. */
export function QueryBar({ route, input, failure, onLeave }: QueryBarProps) {
  const words = t.value.filter;
  // The address itself, not the route last drawn: who clicks while the typing pause runs is elsewhere by its end,
  // and who types fast has written more by the time that this is drawn.
  const text = useMemo(
    () =>
      followDraft(route.q, (q) => {
        const { value } = address;
        if (value.page === 'inspector') navigate({ ...value, q }, { replace: true });
      }),
    [],
  );
  const suggestions = useMemo(() => followSuggestions(route.bin), []);
  const isOpen = useSignal(false);
  const active = useSignal(-1);
  const helping = useSignal(false);
  useEffect(() => {
    const { value } = address;
    if (value.page === 'inspector') text.follow(value.q);
  }, [route.q]);
  useEffect(
    () => () => {
      text.close();
      suggestions.close();
    },
    [],
  );
  const draft = text.draft.value;
  const chips = useMemo(() => text.words.value.map(chipOf), [text.words.value]);
  const offer = suggestions.offer.value;
  const shown = isOpen.value && (offer.items.length > 0 || offer.field !== null);
  const suggest = () => {
    isOpen.value = true;
    active.value = -1;
    suggestions.suggest(text.draft.value);
  };
  const take = ({ kind, word }: Suggestion) => {
    text.replace(word, kind === 'value');
    suggest();
  };
  const move = (by: number) => {
    const count = offer.items.length;
    if (count) active.value = active.value < 0 && by < 0 ? count - 1 : (active.value + by + count) % count;
    document.getElementById(offerId(active.value))?.scrollIntoView({ block: 'nearest' });
  };
  /** For a button that is about to go: the list below is what is looked at next, offers must not cover it. */
  const focusQuietly = () => {
    input.current?.focus();
    isOpen.value = false;
  };
  const finish = () => {
    text.finish();
    isOpen.value = false;
    onLeave();
  };
  const keys: Record<string, () => boolean | void> = {
    ArrowDown: () => (shown ? move(1) : suggest()),
    ArrowUp: () => shown && move(-1),
    Enter: () => {
      const item = shown ? offer.items[active.value] : undefined;
      if (item) take(item);
      else finish();
    },
    // Text in front of the caret is deleted as everywhere; without any, the last chip becomes text again.
    Backspace: () => {
      if (draft || !chips.length) return false;
      text.reopen();
      suggest();
      return true;
    },
    Escape: () => {
      if (shown) isOpen.value = false;
      else onLeave();
    },
  };
  const fault = chips.find((chip) => chip.fault !== null);
  const problem = fault?.fault ? words.ignored(fault.word, fault.fault) : failure?.message;
  return (
    <div class="qwrap">
      <div
        class="qbar"
        onClick={({ target }) => {
          if (!(target instanceof Element && target.closest('button'))) input.current?.focus();
        }}
      >
        <Icon name="search" size="s" />
        {chips.map((chip, index) => (
          <FilterChip
            chip={chip}
            key={`${index} ${chip.word}`}
            onRemove={() => {
              text.remove(index);
              focusQuietly();
            }}
          />
        ))}
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-expanded={shown}
          aria-controls="suggestions"
          aria-autocomplete="list"
          aria-activedescendant={shown && active.value >= 0 ? offerId(active.value) : undefined}
          aria-label={words.label}
          aria-invalid={problem !== undefined}
          aria-describedby={problem ? 'filter-problem' : undefined}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          placeholder={chips.length ? '' : words.placeholder}
          value={draft}
          onFocus={suggest}
          onBlur={() => (isOpen.value = false)}
          onInput={(event) => {
            const { inputType, currentTarget } = event;
            text.type(currentTarget.value, inputType === 'insertFromPaste' || inputType === 'insertFromDrop');
            // A word that became a chip leaves the field; the field must show it even when nothing else changed.
            currentTarget.value = text.draft.value;
            suggest();
          }}
          onKeyDown={(event) => {
            const run = event.isComposing ? undefined : keys[event.key];
            if (run && run() !== false) event.preventDefault();
          }}
        />
        {draft || chips.length ? (
          <button
            type="button"
            class="icb sm"
            aria-label={words.clear}
            title={words.clear}
            onClick={() => {
              text.clear();
              focusQuietly();
            }}
          >
            <Icon name="x" size="s" />
          </button>
        ) : (
          <kbd aria-hidden="true">/</kbd>
        )}
      </div>
      {shown && (
        <SuggestionList
          offer={offer}
          active={active.value}
          onTake={take}
          onHelp={() => {
            isOpen.value = false;
            helping.value = true;
          }}
        />
      )}
      {problem && (
        <p class="filter-problem" id="filter-problem" role="alert">
          {problem}
        </p>
      )}
      {helping.value && (
        <FilterHelp
          onClose={() => {
            helping.value = false;
            input.current?.focus();
          }}
        />
      )}
    </div>
  );
}
