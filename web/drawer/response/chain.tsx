/** What a sender sees, attempt after attempt. */
import { statusClass } from '../../format.ts';
import { said } from './said.ts';
import { Icon } from '../../views/icon.tsx';
import type { Script } from '../../response-fails.ts';
import { type Seen, chainOf } from './script.ts';

/** The word for an answer: its status, or its fault where no status is sent. */
export function seenWord({ status, fault }: Seen): string {
  if (fault === null) return String(status);
  const word = said.value.faultTags[fault];
  const hasStatus = fault === 'cut' || fault === 'drip' || fault === 'long' || fault === 'short';
  return hasStatus ? `${status} ${word}` : word;
}

/** Its colour. */
export const seenLook = ({ status, fault }: Seen): string => (fault === null ? statusClass(status) : 'bad');

interface ChainProps {
  script: Script;
  /** Only what is different: at most four, without what comes after the last. */
  short?: boolean;
}

const fewest = 4;

/** The answers as chips, in order. */
export function Chain({ script, short = false }: ChainProps) {
  const whole = chainOf(script);
  const { seen, more } = short
    ? {
        seen: whole.seen.slice(0, Math.min(fewest, script.answers.length)),
        more: script.answers.length > fewest || script.after === 'repeat',
      }
    : whole;
  return (
    <ol class="chain">
      {seen.map((one, at) => (
        <li key={at}>
          {at > 0 && <Icon name="right" size="xs" />}
          <span class={`b ${seenLook(one)}`}>{seenWord(one)}</span>
        </li>
      ))}
      {more && (
        <li>
          <Icon name="right" size="xs" />
          <span class="muted">…</span>
        </li>
      )}
    </ol>
  );
}
