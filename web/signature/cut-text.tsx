/** Text of strangers on few lines: the rest on demand. */
import { useSignal } from '@preact/signals';
import { Visible } from '../views/visible-text.tsx';
import { w } from './words.ts';

/** The beginning, and a button for all of it when that is not all. */
export function CutText({ text, most }: { text: string; most: number }) {
  const whole = useSignal(false);
  if (text.length <= most) return <Visible text={text} />;
  const words = w.value.steps;
  return (
    <>
      <Visible text={whole.value ? text : `${text.slice(0, most)}…`} />{' '}
      <button
        type="button"
        class="btn sm ghost"
        aria-expanded={whole.value}
        onClick={() => (whole.value = !whole.value)}
      >
        {whole.value ? words.showLess : words.showAll}
      </button>
    </>
  );
}
