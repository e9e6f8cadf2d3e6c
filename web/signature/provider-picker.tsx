/** One of some eighty providers, found by typing; those that were seen come first. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Provider } from '../../server/contract.ts';
import { providers } from '../providers.ts';
import { Icon } from '../views/icon.tsx';
import { w } from './words.ts';

interface ProviderPickerProps {
  id: string;
  /** The provider that is chosen; null: none yet. */
  value: string | null;
  /** Ids of those that come first. */
  seen: readonly string[];
  /** Ids that cannot be chosen any more. */
  taken?: readonly string[];
  /** Only those whose signature can be checked. */
  signing?: boolean;
  onPick: (id: string) => void;
}

const fits = ({ id, label }: Provider, text: string): boolean =>
  text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => `${label} ${id}`.toLowerCase().includes(word));

/** Those that were seen, then all others by name; the one for senders of one's own last. */
function ordered(list: readonly Provider[], seen: readonly string[]): Provider[] {
  const rank = ({ id }: Provider) => (seen.includes(id) ? seen.indexOf(id) : id === 'custom' ? 1_000 : 500);
  return list.toSorted((a, b) => rank(a) - rank(b) || a.label.localeCompare(b.label, 'en'));
}

/** A field that opens a list below it. */
export function ProviderPicker({
  id,
  value,
  seen,
  taken = [],
  signing = false,
  onPick,
}: ProviderPickerProps) {
  /** What is typed; null while the list is shut. */
  const text = useSignal<string | null>(null);
  const active = useSignal(0);
  const box = useRef<HTMLDivElement>(null);
  const words = w.value.form;
  const chosen = providers.value.find((one) => one.id === value);
  const isOpen = text.value !== null;
  const free = providers.value.filter(
    (one) => one.id === value || (!taken.includes(one.id) && (one.signs || !signing)),
  );
  const found = ordered(
    free.filter((one) => fits(one, text.value ?? '')),
    seen,
  );
  const at = Math.min(active.value, found.length - 1);
  useEffect(() => {
    if (isOpen) box.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [at, isOpen]);
  const open = () => {
    active.value = 0;
    text.value ??= '';
  };
  const pick = (one: Provider | undefined) => {
    text.value = null;
    if (one && one.id !== value) onPick(one.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (!isOpen && (key === 'ArrowDown' || key === 'Enter')) open();
    else if (!isOpen) return;
    else if (key === 'ArrowDown') active.value = Math.min(found.length - 1, at + 1);
    else if (key === 'ArrowUp') active.value = Math.max(0, at - 1);
    else if (key === 'Enter') pick(found[at]);
    else if (key === 'Escape') text.value = null;
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="prov-pick" ref={box}>
      <input
        class="in"
        id={id}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={isOpen ? `${id}-list` : undefined}
        aria-activedescendant={isOpen && found[at] ? `${id}-${found[at].id}` : undefined}
        autocomplete="off"
        spellcheck={false}
        placeholder={chosen?.label ?? words.search}
        value={text.value ?? chosen?.label ?? ''}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onClick={open}
        onBlur={() => (text.value = null)}
        onInput={({ currentTarget }) => {
          active.value = 0;
          text.value = currentTarget.value;
        }}
        onKeyDown={onKeyDown}
      />
      <Icon name="down" size="s" />
      {isOpen && (
        // Pressing must not take the focus out of the field, which would shut the list.
        <div
          role="listbox"
          id={`${id}-list`}
          aria-label={words.provider}
          class="prov-list"
          onPointerDown={(event) => event.preventDefault()}
        >
          {found.map((one, index) => (
            <div
              role="option"
              key={one.id}
              id={`${id}-${one.id}`}
              aria-selected={index === at}
              class="prov"
              onClick={() => pick(one)}
            >
              <span class="grow trunc">{one.label}</span>
              {seen.includes(one.id) && <span class="tag acc">{words.seen}</span>}
            </div>
          ))}
        </div>
      )}
      {isOpen && found.length === 0 && <p class="muted small none">{words.noProvider}</p>}
    </div>
  );
}
