/** Who an event comes from: the senders of the samples, and what one writes oneself. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon, type IconName } from '../views/icon.tsx';
import { type Sender, samples, sendersOf } from './samples.ts';
import type { SendModel, Source } from './send-model.ts';
import { w } from './words.ts';

interface Entry {
  key: string;
  label: string;
  icon: IconName | null;
  source: Source;
}

const entryOf = ({ label, events: [first] }: Sender): Entry => ({
  key: label,
  label,
  icon: null,
  source: { what: 'sample', id: first?.id ?? '' },
});

/** The entries below their headings; `text` leaves those that have it in their name or in that of an event. */
function groupsOf(text: string): { title: string; entries: Entry[] }[] {
  const words = w.value.senders;
  const all = sendersOf(samples.value?.items ?? [], text);
  const own: Entry[] = [
    { key: '#curl', label: words.curl, icon: 'term', source: { what: 'curl' } },
    { key: '#blank', label: words.blank, icon: 'edit', source: { what: 'blank' } },
  ];
  const wanted = text.trim().toLowerCase();
  return [
    { title: words.own, entries: own.filter(({ label }) => label.toLowerCase().includes(wanted)) },
    { title: words.signed, entries: all.filter(({ signs }) => signs).map(entryOf) },
    { title: words.plain, entries: all.filter(({ signs }) => !signs).map(entryOf) },
  ].filter(({ entries }) => entries.length > 0);
}

/** Two letters that stand for a name. */
const marked = (label: string): string => {
  const capitals = label.replace(/[^A-Z]/g, '');
  return capitals.length > 1 ? capitals.slice(0, 2) : label.slice(0, 2);
};

/** The list, moved in with the arrows; below it its narrow form, for phones. */
export function SenderList({ model }: { model: SendModel }) {
  const text = useSignal('');
  const field = useRef<HTMLInputElement>(null);
  // The senders come after the dialog: only then there is something to find.
  useEffect(() => field.current?.focus(), []);
  const words = w.value.senders;
  const { source, sample, pick } = model;
  const { what } = source.value;
  const now = what === 'sample' ? (sample.value?.label ?? '') : `#${what}`;
  const groups = groupsOf(text.value);
  const entries = groups.flatMap((group) => group.entries);
  const reachable = entries.some(({ key }) => key === now) ? now : entries[0]?.key;
  const choose = (entry: Entry | undefined) => {
    if (entry && entry.key !== now) pick(entry.source);
  };
  const onKey = (event: KeyboardEvent) => {
    const offset = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const list = event.currentTarget;
    if (!offset || !(list instanceof HTMLElement)) return;
    event.preventDefault();
    const at = entries.findIndex(({ key }) => key === now);
    const next = entries[at < 0 ? 0 : (at + offset + entries.length) % entries.length];
    if (!next) return;
    choose(next);
    const button = [...list.querySelectorAll<HTMLElement>('[data-key]')].find(
      ({ dataset }) => dataset['key'] === next.key,
    );
    // Whoever types goes on typing.
    if (event.target instanceof HTMLInputElement) button?.scrollIntoView({ block: 'nearest' });
    else button?.focus();
  };
  return (
    <div class="senders no-m" onKeyDown={onKey}>
      <input
        class="in"
        type="search"
        aria-label={words.find}
        placeholder={words.find}
        ref={field}
        autocomplete="off"
        spellcheck={false}
        value={text.value}
        onInput={({ currentTarget }) => (text.value = currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          choose(entries.find(({ key }) => !key.startsWith('#')) ?? entries[0]);
        }}
      />
      <div class="scrolls" role="radiogroup" aria-label={words.title}>
        {groups.map(({ title, entries: some }) => (
          <div role="group" aria-label={title} key={title}>
            <h3 aria-hidden="true">{title}</h3>
            {some.map((entry) => (
              <button
                type="button"
                role="radio"
                key={entry.key}
                data-key={entry.key}
                aria-checked={entry.key === now}
                tabIndex={entry.key === reachable ? 0 : -1}
                onClick={() => choose(entry)}
              >
                <span class="mg" aria-hidden="true">
                  {entry.icon ? <Icon name={entry.icon} size="s" /> : marked(entry.label)}
                </span>
                <span class="trunc">{entry.label}</span>
              </button>
            ))}
          </div>
        ))}
        {groups.length === 0 && <p class="muted">{words.none}</p>}
      </div>
    </div>
  );
}

/** The same as one field. */
export function SenderField({ model }: { model: SendModel }) {
  const words = w.value.senders;
  const { source, sample, pick } = model;
  const { what } = source.value;
  const groups = groupsOf('');
  return (
    <div class="fld only-m">
      <label for="send-sender">{words.title}</label>
      <select
        id="send-sender"
        class="in"
        value={what === 'sample' ? sample.value?.label : `#${what}`}
        onChange={({ currentTarget }) => {
          const found = groups
            .flatMap(({ entries }) => entries)
            .find(({ key }) => key === currentTarget.value);
          if (found) pick(found.source);
        }}
      >
        {groups.map(({ title, entries }) => (
          <optgroup label={title} key={title}>
            {entries.map(({ key, label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}
