/** A segmented control: one of a few, moved with the arrows. */

interface ChoiceProps<Id extends string> {
  label: string;
  options: readonly { id: Id; label: string }[];
  value: Id;
  onChange: (id: Id) => void;
}

/** A radio group that looks like one control. */
export function Choice<Id extends string>({ label, options, value, onChange }: ChoiceProps<Id>) {
  const step = (event: KeyboardEvent, offset: number) => {
    event.preventDefault();
    const at = options.findIndex(({ id }) => id === value);
    const next = options[(at + offset + options.length) % options.length];
    if (!next) return;
    onChange(next.id);
    const group = event.currentTarget instanceof HTMLElement ? event.currentTarget : null;
    group?.querySelector<HTMLElement>(`[data-id="${next.id}"]`)?.focus();
  };
  return (
    <div
      class="seg"
      role="radiogroup"
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight' || event.key === 'ArrowDown') step(event, 1);
        if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') step(event, -1);
      }}
    >
      {options.map(({ id, label: text }) => (
        <button
          type="button"
          role="radio"
          key={id}
          data-id={id}
          aria-checked={id === value}
          tabIndex={id === value ? 0 : -1}
          onClick={() => onChange(id)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
