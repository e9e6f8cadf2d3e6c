/** Whether a bin answers what a provider asks of a new hook URL. */
import { w } from '../../signature/words.ts';

interface HandshakeSwitchProps {
  id: string;
  /** What the provider is called. */
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

/** One box to tick, with what it means. */
export function HandshakeSwitch({ id, label, isOn, onChange }: HandshakeSwitchProps) {
  const words = w.value.handshake;
  return (
    <label class="verif-tick">
      <input
        id={id}
        type="checkbox"
        checked={isOn}
        onChange={({ currentTarget: { checked } }) => onChange(checked)}
      />
      <span>
        <b>{words.switch}</b>
        <span class="hint">{words.switchHint(label)}</span>
      </span>
    </label>
  );
}
