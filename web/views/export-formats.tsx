/** The formats of this server, by what they are for. */
import { useEffect, useRef } from 'preact/hooks';
import type { ExportFormat } from '../../server/contract.ts';
import { late } from '../late/words.ts';

interface FormatListProps {
  formats: readonly ExportFormat[];
  chosen: string;
  onChoose: (id: string) => void;
}

const groups = ['code', 'file'] as const;

/** One choice of all formats; groups without a format are left out. */
export function FormatList({ formats, chosen, onChoose }: FormatListProps) {
  const words = late.value.exports;
  const list = useRef<HTMLFieldSetElement>(null);
  // The dialog was there first, and gave the focus to its way out.
  useEffect(() => list.current?.querySelector<HTMLElement>(':checked')?.focus(), []);
  return (
    <fieldset class="formats" ref={list}>
      <legend class="sr">{words.format}</legend>
      {groups
        .map((group) => ({ group, items: formats.filter((format) => format.group === group) }))
        .filter(({ items }) => items.length > 0)
        .map(({ group, items }) => (
          <div key={group}>
            <h3>{words.groups[group]}</h3>
            {items.map(({ id, label, extension }) => (
              <label key={id}>
                <input
                  type="radio"
                  name="export-format"
                  value={id}
                  checked={id === chosen}
                  onChange={() => onChoose(id)}
                />
                <span class="grow trunc">{label}</span>
                <span class="ext">.{extension.split('.').at(-1)}</span>
              </label>
            ))}
          </div>
        ))}
    </fieldset>
  );
}
