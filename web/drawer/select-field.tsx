/** A choice from a list, with its label above. */

interface SelectFieldProps<Id extends string> {
  id: string;
  label: string;
  value: Id;
  options: readonly { id: Id; label: string }[];
  onChange: (id: Id) => void;
}

/** The browser's own list. */
export function SelectField<Id extends string>({
  id,
  label,
  value,
  options,
  onChange,
}: SelectFieldProps<Id>) {
  return (
    <div class="fld">
      <label for={id}>{label}</label>
      <span class="select">
        <select
          class="in"
          id={id}
          value={value}
          onChange={({ currentTarget }) => {
            const found = options.find((option) => option.id === currentTarget.value);
            if (found) onChange(found.id);
          }}
        >
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.label}
            </option>
          ))}
        </select>
      </span>
    </div>
  );
}
