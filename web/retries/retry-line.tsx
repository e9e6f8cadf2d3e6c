/** The attempts of an event on a line: gaps as bars, what was answered, and what that tells of the sender. */
import '../styles/retries.css';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { RequestSummary } from '../../server/contract.ts';
import type { Attempts } from '../attempts.ts';
import { now } from '../clock.ts';
import { w } from '../deliveries/words.ts';
import { formatClock, formatDate, formatSpan } from '../format.ts';
import { type Step, retryStory } from '../retry-story.ts';
import { StatusText } from '../views/status.tsx';
import { useArrivals } from './arrivals.ts';
import { storyWords } from './story-words.ts';

/** What the line is drawn from. */
export interface RetryLineProps {
  request: RequestSummary;
  attempts: Attempts;
  onGo: (seq: number) => void;
}

/** The section; nothing while the event came once. */
export default function RetryLine({ request, attempts: { items }, onGo }: RetryLineProps) {
  const { arrivals, isWhole } = useArrivals(items);
  const words = w.value.story;
  // Whether a sender gave up changes with time, not with every second.
  const minute = Math.floor(now.value / 30_000);
  const story = useMemo(() => retryStory(arrivals, now.peek()), [arrivals, minute]);
  const { head, notes } = storyWords(story);
  const longest = Math.max(1, ...story.steps.map(({ gapMs }) => gapMs ?? 0));
  const rowOf = new Map(items.map((one) => [one.seq, one]));
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [request.seq, items.length]);
  const oldest = items.at(-1);
  return (
    <section class="sec retries" aria-busy={!isWhole}>
      <h2>{words.title}</h2>
      <p class="head">{head}</p>
      <ol class="rline scrolls" ref={list} aria-label={words.line}>
        {story.steps.map((step) => (
          <Point
            key={step.arrival.seq}
            step={step}
            row={rowOf.get(step.arrival.seq)}
            isOpen={step.arrival.seq === request.seq}
            height={(step.gapMs ?? 0) / longest}
            onGo={onGo}
          />
        ))}
      </ol>
      {notes.length > 0 && (
        <ul class="notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {request.eventId === null && <p class="muted small">{words.noId}</p>}
      {oldest && oldest.attempt > 1 && <p class="muted small">{words.earlier(oldest.attempt - 1)}</p>}
    </section>
  );
}

interface PointProps {
  step: Step;
  row: RequestSummary | undefined;
  isOpen: boolean;
  /** Of the longest gap, 0 to 1. */
  height: number;
  onGo: (seq: number) => void;
}

function Point({ step: { arrival, gapMs, marks }, row, isOpen, height, onGo }: PointProps) {
  const words = w.value.story;
  const at = new Date(arrival.at).toISOString();
  return (
    <li>
      {gapMs !== null && (
        <span class="gap" data-mark={marks.includes('too-soon') ? 'too-soon' : undefined}>
          <i style={{ height: `${Math.max(2, height * 40)}px` }} aria-hidden="true" />
          <span class="num">
            <span class="sr">{words.after} </span>
            {formatSpan(gapMs)}
          </span>
        </span>
      )}
      <button
        type="button"
        class="point"
        aria-current={isOpen ? 'true' : undefined}
        title={`${formatDate(at)} ${formatClock(at)}`}
        onClick={() => onGo(arrival.seq)}
      >
        <StatusText status={arrival.status} fault={row?.fault ?? null} />
        <span class="muted num">{formatClock(at).slice(0, 8)}</span>
        {marks.map((mark) => (
          <span class="tag warn" key={mark}>
            {words.marks[mark]}
          </span>
        ))}
      </button>
    </li>
  );
}
