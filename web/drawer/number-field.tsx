/** A number that somebody types: what is none is NaN, and stays as it was typed. */
import { useSignal } from '@preact/signals';

interface NumberFieldProps {
  id: string;
  /** What a screen reader says, where no label points at it. */
  label?: string;
  value: number;
  /** The id of what says that it is wrong, or explains it. */
  describedBy?: string | undefined;
  invalid?: boolean;
  /** Stands in the field after the number. */
  unit?: string;
  /** True for a number that may have two decimals. */
  fraction?: boolean;
  onChange: (value: number) => void;
}

const whole = /^\d{1,9}$/;
const fractional = /^\d{1,9}(?:[.,]\d{1,2})?$/;
const readAs = (pattern: RegExp, text: string): number =>
  pattern.test(text.trim()) ? Number(text.replace(',', '.')) : NaN;

/** The field. */
export function NumberField({
  id,
  label,
  value,
  describedBy,
  invalid,
  unit,
  fraction,
  onChange,
}: NumberFieldProps) {
  const read = (text: string) => readAs(fraction ? fractional : whole, text);
  const typed = useSignal(String(value));
  // Another control may have changed it.
  if (!Number.isNaN(value) && read(typed.peek()) !== value) typed.value = String(value);
  return (
    <span class="with-unit">
      <input
        class="in mono num"
        id={id}
        aria-label={label}
        inputMode={fraction ? 'decimal' : 'numeric'}
        autocomplete="off"
        aria-invalid={invalid}
        aria-describedby={describedBy}
        value={typed.value}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value;
          onChange(read(currentTarget.value));
        }}
      />
      {unit && <span aria-hidden="true">{unit}</span>}
    </span>
  );
}
