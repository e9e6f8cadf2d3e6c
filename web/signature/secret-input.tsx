/** Where a secret is typed: hidden until somebody wants to see it; a public key is shown, over several lines. */
import { useSignal } from '@preact/signals';
import { Icon } from '../views/icon.tsx';
import { w } from './words.ts';

interface SecretInputProps {
  id: string;
  value: string;
  /** How it begins or what it is. */
  hint: string;
  isKey: boolean;
  wrong: string | undefined;
  /** The id of what is said about it. */
  describedBy?: string | undefined;
  onInput: (text: string) => void;
}

/** The field alone: its label stands before it. */
export function SecretInput({ id, value, hint, isKey, wrong, describedBy, onInput }: SecretInputProps) {
  const isShown = useSignal(false);
  const words = w.value.form;
  const shared = {
    id,
    value,
    placeholder: hint,
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: false,
    maxLength: 16_384,
    'aria-invalid': wrong !== undefined,
    'aria-describedby': describedBy,
  } as const;
  if (isKey)
    return (
      <textarea
        {...shared}
        class="in mono key"
        rows={3}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    );
  return (
    <div class="secret-in">
      {isShown.value ? (
        <input {...shared} class="in mono" onInput={({ currentTarget }) => onInput(currentTarget.value)} />
      ) : (
        <input
          {...shared}
          class="in mono"
          type="password"
          onInput={({ currentTarget }) => onInput(currentTarget.value)}
        />
      )}
      <button
        type="button"
        class="icb"
        aria-label={isShown.value ? words.hide : words.show}
        title={isShown.value ? words.hide : words.show}
        aria-pressed={isShown.value}
        onClick={() => (isShown.value = !isShown.value)}
      >
        <Icon name="eye" />
      </button>
    </div>
  );
}
