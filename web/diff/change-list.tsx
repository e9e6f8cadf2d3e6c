/** The differences of two requests as a list, part by part. */
import type { CapturedRequest } from '../../server/contract.ts';
import { formatClock, formatCount, formatDate, formatMs } from '../format.ts';
import { late } from '../late/words.ts';
import { t } from '../locales/locale.ts';
import { Icon } from '../views/icon.tsx';
import type { Change, ChangeGroup, Comparison, Place } from './change.ts';
import { MarkedText } from './marked-text.tsx';
import { markDifferences, shorten } from './marks.ts';

interface ChangeListProps {
  comparison: Comparison;
  before: CapturedRequest;
  after: CapturedRequest;
}

const signs = { changed: '~', added: '+', removed: '−', spelling: '≈', order: '⇅' } as const;

/** The list. */
export function ChangeList({ comparison, before, after }: ChangeListProps) {
  const words = late.value.diff;
  return (
    <div class="dchg scrolls" tabIndex={0} role="region" aria-label={words.changes}>
      <div class="dc dhd">
        <span />
        <span />
        <SideName request={before} other={after} />
        <span />
        <span>{words.thisRequest(formatClock(after.receivedAt).slice(0, 8))}</span>
      </div>
      {comparison.groups.map((group) => (
        <Group key={group.id} group={group} />
      ))}
      <Circumstances before={before} after={after} />
    </div>
  );
}

/** What a side is called: an attempt of the same event, or the number of another request. */
export function SideName({ request, other }: { request: CapturedRequest; other: CapturedRequest }) {
  const words = late.value.diff;
  const time = formatClock(request.receivedAt).slice(0, 8);
  const sameEvent = request.eventKey !== null && request.eventKey === other.eventKey;
  return <span>{sameEvent ? words.attempt(request.attempt, time) : words.request(request.seq, time)}</span>;
}

function Group({ group: { id, changes, total } }: { group: ChangeGroup }) {
  const words = late.value.diff;
  if (!changes.length) return null;
  return (
    <section aria-label={words.groups[id]}>
      <h2 class="dgrp">{words.groups[id]}</h2>
      {changes.map((change, at) => (
        <ChangeRow key={at} change={change} />
      ))}
      {total > changes.length && (
        <p class="muted small cut">{words.more(formatCount(total - changes.length))}</p>
      )}
    </section>
  );
}

function ChangeRow({ change }: { change: Change }) {
  const { kind, before, after, place } = change;
  const words = late.value.diff;
  const look = kind === 'added' ? 'ok' : kind === 'removed' ? 'bad' : '';
  const [a, b] = markedSides(change);
  return (
    <div class="dc">
      <span class={`sgnl ${look}`} title={words.kinds[kind]}>
        {signs[kind]}
        <span class="sr">{words.kinds[kind]}</span>
      </span>
      <span class="pt">
        {nameOf(place)}
        {(kind === 'spelling' || kind === 'order') && <span class="note">{words.kinds[kind]}</span>}
      </span>
      {before === null ? (
        <span class="muted">{words.notThere}</span>
      ) : (
        <span class="ol" title={before}>
          {before === '' ? t.value.common.empty : a}
        </span>
      )}
      <span class="ar">
        <Icon name="arrow" size="s" />
      </span>
      {after === null ? (
        <span class="muted">{words.gone}</span>
      ) : (
        <span class="nw" title={after}>
          {after === '' ? t.value.common.empty : b}
        </span>
      )}
    </div>
  );
}

function markedSides({ before, after }: Change) {
  if (before === null || after === null) {
    const whole = (text: string | null) =>
      text === null ? null : <MarkedText pieces={shorten([[text, false]])} />;
    return [whole(before), whole(after)];
  }
  const marked = markDifferences(before, after);
  return [<MarkedText pieces={shorten(marked.before)} />, <MarkedText pieces={shorten(marked.after)} />];
}

function nameOf(place: Place): string {
  if ('path' in place) return place.path;
  return 'line' in place ? late.value.diff.line(formatCount(place.line)) : late.value.diff.facts[place.fact];
}

const spent = ({ timing: { bodyMs, commitMs, replyMs } }: CapturedRequest): number =>
  bodyMs + (commitMs ?? 0) + (replyMs ?? 0);

/** What differs between any two requests, and therefore is no difference. */
function Circumstances({ before, after }: { before: CapturedRequest; after: CapturedRequest }) {
  const words = late.value.diff;
  const when = ({ receivedAt }: CapturedRequest) => `${formatDate(receivedAt)} ${formatClock(receivedAt)}`;
  const rows = [
    [words.received, when(before), when(after)],
    [words.took, formatMs(spent(before)), formatMs(spent(after))],
  ] as const;
  return (
    <section aria-label={words.circumstances}>
      <h2 class="dgrp">{words.circumstances}</h2>
      {rows.map(([name, a, b]) => (
        <div class="dc plain" key={name}>
          <span />
          <span class="pt">{name}</span>
          <span>{a}</span>
          <span />
          <span>{b}</span>
        </div>
      ))}
    </section>
  );
}
