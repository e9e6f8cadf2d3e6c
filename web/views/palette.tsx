/** The command palette: type, choose with the arrows, run. Loaded when it is first opened. */
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { failureText } from '../api.ts';
import { formatCount } from '../format.ts';
import { t } from '../locales/locale.ts';
import { type Choice, type ChoiceGroup, offer } from '../palette.ts';
import { openSearch } from '../palette-search.ts';
import { Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';
import '../styles/palette.css';

/** The dialog. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const search = useMemo(openSearch, []);
  useEffect(() => search.close, []);
  const text = useSignal('');
  const at = useSignal(0);
  const input = useRef<HTMLInputElement>(null);
  const words = t.value.palette;
  const groups = offer({ text: text.value, bins: search.bins.value, requests: search.requests.value });
  const choices = groups.flatMap((group) => group.choices);
  const active = choices[Math.min(at.value, choices.length - 1)];
  useLayoutEffect(() => input.current?.focus(), []);
  useEffect(() => {
    if (active) document.getElementById(optionId(active))?.scrollIntoView({ block: 'nearest' });
  }, [active?.id]);
  const run = (choice: Choice | undefined) => {
    if (!choice) return;
    // First out of the way: what runs may want the focus for itself.
    input.current?.closest('dialog')?.close();
    choice.run();
  };
  const onKey = (event: KeyboardEvent) => {
    const { length } = choices;
    if (event.key === 'ArrowDown' && length) at.value = (at.value + 1) % length;
    else if (event.key === 'ArrowUp' && length)
      at.value = (Math.min(at.value, length - 1) + length - 1) % length;
    else if (event.key === 'Enter' && !event.isComposing) run(active);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog class="palette" label={words.title} onClose={onClose}>
      <div class="pal-in">
        <Icon name="search" />
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-autocomplete="list"
          aria-activedescendant={active && optionId(active)}
          aria-label={words.title}
          placeholder={words.placeholder}
          autocomplete="off"
          spellcheck={false}
          value={text.value}
          onInput={({ currentTarget: { value } }) => {
            text.value = value;
            at.value = 0;
            search.search(value);
          }}
          onKeyDown={onKey}
        />
        <button
          type="button"
          class="pal-close"
          onClick={({ currentTarget }) => currentTarget.closest('dialog')?.close()}
        >
          <kbd class="no-m">Esc</kbd>
          <span class="only-m">
            <Icon name="x" />
          </span>
          <span class="sr">{t.value.keys.close}</span>
        </button>
      </div>
      <div class="pal-list" id="palette-list" role="listbox" aria-label={words.title} tabIndex={-1}>
        {groups.map((group) => (
          <Group key={group.label} group={group} active={active} onRun={run} />
        ))}
      </div>
      {choices.length === 0 && !search.isSearching.value && (
        <p class="pal-none">{words.nothing(text.value.trim())}</p>
      )}
      {search.failure.value && (
        <p class="pal-failed" role="alert">
          {words.notSearched(failureText(search.failure.value))}
        </p>
      )}
      <Foot
        status={
          search.isSearching.value
            ? words.searching
            : words.found(choices.length, formatCount(choices.length))
        }
      />
    </Dialog>
  );
}

const optionId = ({ id }: Choice): string => `palette-${id}`;

interface GroupProps {
  group: ChoiceGroup;
  active: Choice | undefined;
  onRun: (choice: Choice) => void;
}

function Group({ group: { label, choices }, active, onRun }: GroupProps) {
  return (
    <div role="group" aria-label={label}>
      <h3 role="presentation">{label}</h3>
      {choices.map((choice) => (
        <div
          class="po"
          role="option"
          tabIndex={-1}
          id={optionId(choice)}
          key={choice.id}
          aria-selected={choice.id === active?.id}
          onClick={() => onRun(choice)}
          onKeyDown={({ key }) => key === 'Enter' && onRun(choice)}
        >
          <Icon name={choice.icon} />
          <span class="trunc">{choice.text}</span>
          {choice.detail && <span class="ds">{choice.detail}</span>}
          <span class="kk">
            {choice.caps?.map((cap) => (
              <kbd key={cap}>{cap}</kbd>
            ))}
          </span>
        </div>
      ))}
    </div>
  );
}

function Foot({ status }: { status: string }) {
  const words = t.value.palette;
  return (
    <div class="pal-foot">
      <span class="no-m">
        <kbd>↑</kbd>
        <kbd>↓</kbd> {words.choose}
      </span>
      <span class="no-m">
        <kbd>↵</kbd> {words.run}
      </span>
      <span class="pal-status" role="status">
        {status}
      </span>
    </div>
  );
}
