/** A value of any length: the beginning, and the rest on demand. */
import { useSignal } from '@preact/signals';
import { formatBytes } from '../format.ts';
import { late } from '../late/words.ts';
import { t } from '../locales/locale.ts';
import { Visible } from './visible-text.tsx';

const shownAtFirst = 1_000;

/** The value; an empty one says so. */
export function LongValue({ text }: { text: string }) {
  const whole = useSignal(false);
  if (!text) return <span class="muted">{t.value.common.empty}</span>;
  if (whole.value || text.length <= shownAtFirst) return <Visible text={text} />;
  return (
    <>
      <Visible text={text.slice(0, shownAtFirst)} />…{' '}
      <button type="button" class="btn sm" onClick={() => (whole.value = true)}>
        {late.value.rows.showAll(formatBytes(text.length))}
      </button>
    </>
  );
}
