/** A request in the list. */
import type { RequestSummary } from '../../server/contract.ts';
import { now } from '../clock.ts';
import { formatAge, formatBytes, formatClock, formatDate } from '../format.ts';
import { Icon } from './icon.tsx';
import { StatusText } from './status.tsx';
import { rowStyle } from './virtual-rows.tsx';

/** The element id of a row, which the list points at while it has the focus. */
export const rowId = (seq: number): string => `request-${seq}`;

/** The colour class of a method: only unusual ones stand out. */
export function methodClass(method: string): string {
  if (method === 'POST') return 'mth';
  return method === 'DELETE' ? 'mth del' : 'mth alt';
}

/** True when the title is only the path, which is written in mono then. */
export const titleIsPath = ({ title }: RequestSummary): boolean => title.startsWith('/');

const stateWords = { truncated: 'cut', aborted: 'aborted', refused: 'refused' } as const;
const shields = {
  valid: { icon: 'shieldok', text: 'Signature valid' },
  unsigned: { icon: 'shield', text: 'No signature' },
} as const;

interface RequestRowProps {
  request: RequestSummary;
  index: number;
  rowHeight: number;
  /** How many rows there are, -1 when that is not known. */
  total: number;
  compact: boolean;
  selected: boolean;
  unread: boolean;
  fresh: boolean;
}

/** The row. */
export function RequestRow({
  request,
  index,
  rowHeight,
  total,
  compact,
  selected,
  unread,
  fresh,
}: RequestRowProps) {
  const { seq, title, path, method, summary, attempt, state, size, receivedAt, status } = request;
  const mono = titleIsPath(request) && !compact;
  return (
    <div
      class={`row ${unread ? 'un' : ''} ${fresh ? 'arr' : ''}`}
      role="option"
      id={rowId(seq)}
      data-seq={seq}
      aria-selected={selected}
      aria-posinset={index + 1}
      aria-setsize={total}
      style={rowStyle(index, rowHeight)}
    >
      <span class="dot">{unread && <span class="sr">Unread.</span>}</span>
      <span class="rm">
        <span class="r1">
          <span class={`rt ${mono ? 'mono' : ''}`}>{compact && titleIsPath(request) ? summary : title}</span>
          {attempt > 1 && (
            <span class="tag" title={`Arrived ${attempt} times by then`}>
              <Icon name="retry" size="xs" />
              {attempt}
            </span>
          )}
          {state !== 'complete' && <span class="tag warn">{stateWords[state]}</span>}
        </span>
        <span class="r2">
          <span class={methodClass(method)}>{method || '—'}</span>
          <span class="p">{path}</span>
          <span class="s">{summary}</span>
        </span>
      </span>
      <span class="rr">
        <Shield signature={request.signature} />
        <StatusText status={status} />
        <span class="sz">{formatBytes(size)}</span>
        <time class="tm" dateTime={receivedAt} title={`${formatDate(receivedAt)} ${formatClock(receivedAt)}`}>
          {formatAge(receivedAt, now.value)}
        </time>
      </span>
    </div>
  );
}

function Shield({ signature }: { signature: string | null }) {
  if (signature === null) return <span class="sg" />;
  const known = signature === 'valid' || signature === 'unsigned';
  const { icon, text } = known
    ? shields[signature]
    : ({ icon: 'shieldx', text: `Signature ${signature}` } as const);
  return (
    <span class={`sg ${known ? signature : 'invalid'}`} title={text}>
      <Icon name={icon} />
      <span class="sr">{text}, responded</span>
    </span>
  );
}
