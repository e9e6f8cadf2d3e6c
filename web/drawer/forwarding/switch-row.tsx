/** Something that is on or off, with what that means. */

interface SwitchRowProps {
  id: string;
  label: string;
  hint: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

/** The row. */
export function SwitchRow({ id, label, hint, isOn, onChange }: SwitchRowProps) {
  return (
    <div class="swrow">
      <span class="grow">
        <b id={`${id}-label`}>{label}</b>
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      </span>
      <button
        type="button"
        class="sw"
        role="switch"
        id={id}
        aria-checked={isOn}
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-hint`}
        onClick={() => onChange(!isOn)}
      />
    </div>
  );
}
