/** The story of an event as sentences. */
import { formatClock, formatSpan } from '../format.ts';
import { w } from '../deliveries/words.ts';
import type { Rhythm } from '../retry-rhythm.ts';
import type { Mark, RetryStory } from '../retry-story.ts';

/** A factor as people say it: 2, 1.5. */
const factorText = (factor: number): string => String(Math.round(factor * 10) / 10);

/** How the gaps follow each other, as it stands in the sentence: with what joins it. */
function rhythmWords(rhythm: Rhythm): string {
  const words = w.value.story.rhythms;
  const jitter = rhythm.jitter ? [words.jitter] : [];
  switch (rhythm.kind) {
    case 'once':
      return '';
    case 'fixed':
      return ['', words.fixed(formatSpan(rhythm.gapMs)), ...jitter].join(', ');
    case 'linear':
      return ['', words.linear(formatSpan(rhythm.stepMs)), ...jitter].join(', ');
    case 'exponential': {
      const cap = rhythm.capMs === null ? [] : [words.cap(formatSpan(rhythm.capMs))];
      return ` ${[words.exponential(factorText(rhythm.factor)), ...cap, ...jitter].join(', ')}`;
    }
  }
  return ` ${[words[rhythm.kind], ...jitter].join(', ')}`;
}

/** The one sentence that says it all; then what else is to be said, most important first. */
export function storyWords(story: RetryStory): { head: string; notes: readonly string[] } {
  const words = w.value.story;
  const { retries, spanMs, rhythm, retryAfter, ending, steps } = story;
  const times = (mark: Mark): number => steps.filter(({ marks }) => marks.includes(mark)).length;
  const head =
    rhythm === null
      ? words.noRetry(steps.length)
      : words.retried(retries, formatSpan(spanMs), rhythmWords(rhythm));
  const notes = [
    endingWords(story),
    rhythm && !rhythm.sure && rhythm.kind !== 'once' ? words.unsure(retries) : null,
    retryAfter.asked === 0
      ? null
      : retryAfter.kept === retryAfter.asked
        ? words.waited(retryAfter.asked)
        : words.tooSoon(retryAfter.asked - retryAfter.kept, retryAfter.asked),
    ...(['duplicate', 'again', 'changed', 'late', 'impatient'] as const).map((mark) => {
      const count = times(mark);
      return count === 0 ? null : words.counted[mark](count);
    }),
    ending.kind === 'waiting' && ending.dueAt !== null
      ? words.due(formatClock(new Date(ending.dueAt).toISOString()).slice(0, 8))
      : null,
  ];
  return { head, notes: notes.filter((note) => note !== null) };
}

function endingWords({ ending, rhythm }: RetryStory): string | null {
  const words = w.value.story;
  if (ending.kind === 'accepted') return rhythm === null ? null : words.accepted;
  if (ending.kind === 'gave-up') return ending.sure ? words.gaveUp : words.seemsGone;
  return words.notAccepted;
}
