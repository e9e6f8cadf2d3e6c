/** What the attempts to send a request on tell, a sentence a target. */
import type { DeliverySummary } from '../../server/contract.ts';
import { formatSpan } from '../format.ts';
import { w } from './words.ts';

/** The sentences; a target that was tried once needs none. */
export function targetStories(items: readonly DeliverySummary[]): readonly string[] {
  const byTarget = Map.groupBy(
    items.filter(({ kind }) => kind === 'forward'),
    ({ targetId }) => targetId,
  );
  return [...byTarget.values()].filter((row) => row.length > 1).map(storyOf);
}

function storyOf(row: readonly DeliverySummary[]): string {
  const words = w.value.forwards.story;
  const [last, first] = [row[0], row.at(-1)];
  if (!last || !first) return '';
  const tried = row.filter(({ state }) => state !== 'queued');
  const span = Date.parse(last.endedAt ?? last.startedAt ?? last.createdAt) - Date.parse(first.createdAt);
  const end =
    last.state === 'delivered'
      ? words.delivered
      : last.dead
        ? words.dead
        : last.state === 'queued' || last.state === 'sending'
          ? words.goesOn
          : words.failed;
  return end(last.by, tried.length, formatSpan(Math.max(0, span)));
}
