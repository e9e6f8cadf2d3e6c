/** One outgoing attempt: a line that opens. */
import type { DeliverySummary } from '../../server/contract.ts';
import { now } from '../clock.ts';
import { formatAgoOrIn, formatClock, formatDate, formatMs, formatSpan } from '../format.ts';
import { Icon } from '../views/icon.tsx';
import { AttemptDetail } from './attempt-detail.tsx';
import { deliveryLook, deliveryOutcome } from './outcome.ts';
import { w } from './words.ts';

interface AttemptProps {
  summary: DeliverySummary;
  /** Which one of the request, from 1; null when older ones are not loaded. */
  number: number | null;
  /** The attempt before it to the same target; null: none. */
  before: DeliverySummary | null;
  /** The longest time among those beside it. */
  longestMs: number;
  /** Where it went is told when not all went there. */
  showsTarget: boolean;
  isOpen: boolean;
  onToggle: () => void;
  onBody: () => void;
}

/** The card. */
export function Attempt({ summary, number, before, longestMs, showsTarget, ...about }: AttemptProps) {
  const { isOpen, onToggle, onBody } = about;
  const look = deliveryLook(summary);
  const at = summary.startedAt ?? summary.createdAt;
  return (
    <li class="at">
      <span class="rail" aria-hidden="true">
        <span class={`n ${look}`}>{number ?? '·'}</span>
      </span>
      <div class="card">
        <button type="button" class="al" aria-expanded={isOpen} onClick={onToggle}>
          <span class={`st ${look}`}>{deliveryOutcome(summary)}</span>
          <span class="muted trunc tgt">
            {whoAsked(summary, before)}
            {showsTarget && <span class="mono"> {new URL(summary.target).host}</span>}
          </span>
          <Duration summary={summary} longestMs={longestMs} />
          <span class="muted num wh" title={`${formatDate(at)} ${formatClock(at)}`}>
            {formatClock(at).slice(0, 8)}
          </span>
          <Icon name={isOpen ? 'down' : 'right'} size="s" />
        </button>
        {isOpen && <AttemptDetail summary={summary} onBody={onBody} />}
      </div>
    </li>
  );
}

/** Who started it, and why again. */
function whoAsked(one: DeliverySummary, before: DeliverySummary | null): string {
  const words = w.value.attempt;
  const { kind, by, attempt } = one;
  if (kind === 'forward') {
    if (attempt <= 1) return words.forwarded(by);
    const at = one.startedAt ?? one.nextAttemptAt;
    const waited = at && before?.endedAt ? Date.parse(at) - Date.parse(before.endedAt) : 0;
    return waited >= 50 ? words.retried(by, formatSpan(waited)) : words.again(by, attempt);
  }
  if (kind === 'test') return words.test;
  return by === 'page' ? words.byYou : by === 'api' ? words.byApi : words.byOther(by);
}

/** How long it took, connect and wait apart; when it will be sent while it is queued. */
function Duration({ summary, longestMs }: { summary: DeliverySummary; longestMs: number }) {
  const { state, nextAttemptAt, timing } = summary;
  const words = w.value.attempt;
  if (state === 'queued' && nextAttemptAt)
    return <span class="durb muted num">{formatAgoOrIn(Date.parse(nextAttemptAt), now.value)}</span>;
  if (state === 'sending')
    return (
      <span class="durb running">
        <i />
        <span class="sr">{words.running}</span>
      </span>
    );
  const { connectMs, firstByteMs, totalMs } = timing;
  if (totalMs === null) return <span class="durb" />;
  const parts = [connectMs ?? 0, firstByteMs ?? totalMs, totalMs];
  const width = (ms: number) => `${Math.max(0, (ms / longestMs) * 84)}px`;
  const title = [
    ...(connectMs === null ? [] : [words.connected(formatMs(connectMs))]),
    ...(firstByteMs === null ? [] : [words.firstByte(formatMs(firstByteMs))]),
    words.whole(formatMs(totalMs)),
  ].join(' · ');
  return (
    <span class="durb num" title={title}>
      <span class="bars" aria-hidden="true">
        {parts.map((ms, at) => (
          <i key={at} class={`p${at}`} style={{ width: width(ms - (parts[at - 1] ?? 0)) }} />
        ))}
      </span>
      <span class="muted">{formatMs(totalMs)}</span>
    </span>
  );
}
