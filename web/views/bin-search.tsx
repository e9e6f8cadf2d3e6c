/** The head of the table of bins: how many there are, words and labels to look for, their order. */
import { sorts, toSort } from '../bin-order.ts';
import type { BinsModel } from '../bins.ts';
import { formatCount } from '../format.ts';
import { leaveField } from '../focus.ts';
import { t } from '../locales/locale.ts';
import { Icon } from './icon.tsx';

interface BinSearchProps {
  model: BinsModel;
  input: { current: HTMLInputElement | null };
}

/** Search, sort and labels; none of it while there is nothing to choose from. */
export function BinSearch({ model, input }: BinSearchProps) {
  const words = t.value.bins;
  const { search, found, present, sort } = model;
  const total = present.value?.length ?? 0;
  const shown = found.value.length;
  return (
    <>
      <div class="h2r">
        <h2>{words.all}</h2>
        <span class="muted num" role="status">
          {shown === total ? formatCount(total) : words.someOf(formatCount(shown), formatCount(total))}
        </span>
        <span class="grow" />
        {total > 1 && (
          <>
            <div class="bin-find">
              <Icon name="search" size="s" />
              <input
                ref={input}
                class="in"
                type="text"
                aria-label={words.search}
                placeholder={words.searchHint}
                autocomplete="off"
                spellcheck={false}
                value={search.value.text}
                onInput={({ currentTarget: { value: text } }) => (search.value = { ...search.value, text })}
                onKeyDown={(event) => {
                  if (event.key !== 'Escape') return;
                  if (search.value.text) search.value = { ...search.value, text: '' };
                  else leaveField(event.currentTarget);
                }}
              />
              {!search.value.text && <kbd aria-hidden="true">/</kbd>}
            </div>
            <label class="bin-sort">
              {words.sort}
              <select
                class="in"
                value={sort.value}
                onChange={({ currentTarget }) => model.setSort(toSort(currentTarget.value))}
              >
                {sorts.map((one) => (
                  <option value={one} key={one}>
                    {words.sorts[one]}
                  </option>
                ))}
              </select>
            </label>
          </>
        )}
      </div>
      {model.labels.value.length > 0 && <LabelFilter model={model} />}
    </>
  );
}

function LabelFilter({ model }: { model: BinsModel }) {
  return (
    <div class="label-filter" role="group" aria-label={t.value.bins.onlyLabel}>
      {model.labels.value.map((label) => (
        <LabelButton model={model} label={label} key={label} />
      ))}
    </div>
  );
}

/** A label; pressing it looks for bins that have it too. */
export function LabelButton({ model: { search }, label }: { model: BinsModel; label: string }) {
  const { labels } = search.value;
  const isOn = labels.includes(label);
  const next = isOn ? labels.filter((each) => each !== label) : [...labels, label];
  return (
    <button
      type="button"
      class="label trunc"
      title={label}
      aria-pressed={isOn}
      onClick={() => (search.value = { ...search.value, labels: next })}
    >
      {label}
    </button>
  );
}
