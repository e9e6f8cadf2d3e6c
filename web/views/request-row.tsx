/** A request in the list. */
import type { RequestSummary } from '../../server/contract.ts';
import { now } from '../clock.ts';
import { formatAge, formatBytes, formatClock, formatCount, formatDate } from '../format.ts';
import { t } from '../locales/locale.ts';
import { Icon, type IconName } from './icon.tsx';
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

interface RequestRowProps {
  request: RequestSummary;
  index: number;
  rowHeight: number;
  /** How many rows there are, -1 when that is not known. */
  total: number;
  compact: boolean;
  /** The request in the detail pane. */
  open: boolean;
  selected: boolean;
  /** Shows a box to tick in the place of the unread dot. */
  selecting: boolean;
  unread: boolean;
  fresh: boolean;
}

/** The row. Its text is its name. */
export function RequestRow(props: RequestRowProps) {
  const { request, index, rowHeight, total, compact, open, selected, selecting, unread, fresh } = props;
  const { seq, title, path, method, summary, size, receivedAt, status, fault } = request;
  const mono = titleIsPath(request) && !compact;
  const words = t.value.list;
  return (
    <div
      class={`row ${unread ? 'un' : ''} ${fresh ? 'arr' : ''} ${open ? 'open' : ''}`}
      role="option"
      id={rowId(seq)}
      data-seq={seq}
      aria-selected={selected}
      aria-current={open ? 'true' : undefined}
      aria-posinset={index + 1}
      aria-setsize={total}
      style={rowStyle(index, rowHeight)}
    >
      <span class="lead">
        {selecting && (
          <span class={`tick ${selected ? 'on' : ''}`}>{selected && <Icon name="check" size="xs" />}</span>
        )}
        <span class="dot">{unread && <span class="sr">{words.unread}</span>}</span>
      </span>
      <span class="rm">
        <span class="r1">
          <span class={`rt ${mono ? 'mono' : ''}`}>{compact && titleIsPath(request) ? summary : title}</span>
          <Tags request={request} />
        </span>
        <span class="r2">
          <span class={methodClass(method)}>{method || '—'}</span>
          <span class="p">{path}</span>
          <span class="s">{summary}</span>
        </span>
      </span>
      <span class="rr">
        <Shield signature={request.signature} />
        <StatusText status={status} fault={fault} />
        <span class="sz">{formatBytes(size)}</span>
        <time class="tm" dateTime={receivedAt} title={`${formatDate(receivedAt)} ${formatClock(receivedAt)}`}>
          {formatAge(receivedAt, now.value)}
        </time>
      </span>
    </div>
  );
}

function Tags({ request }: { request: RequestSummary }) {
  const { attempt, attempts, state, status, fault, pinned, noted } = request;
  const words = t.value.list;
  const [n, of] = [formatCount(attempt), formatCount(Math.max(attempt, attempts))];
  return (
    <>
      {attempts > 1 && (
        <span class="tag" title={words.attemptOf(n, of)}>
          <Icon name="retry" size="xs" />
          {n}/{of}
        </span>
      )}
      {state !== 'complete' && <span class="tag warn">{words.states[state]}</span>}
      {fault && status > 0 && <span class="tag warn">{t.value.response.faultTags[fault]}</span>}
      {pinned && <Mark icon="pin" text={words.pinned} />}
      {noted && <Mark icon="note" text={words.noted} />}
    </>
  );
}

function Mark({ icon, text }: { icon: IconName; text: string }) {
  return (
    <span class="mark" title={text}>
      <Icon name={icon} size="xs" />
      <span class="sr">{text}</span>
    </span>
  );
}

/** The verdict on the signature; nothing while nobody checked it. */
function Shield({ signature }: { signature: string | null }) {
  if (signature === null) return <span class="sg" />;
  const words = t.value.list;
  const shields: Record<string, readonly [look: string, icon: IconName, text: string]> = {
    valid: ['valid', 'shieldok', words.signatureValid],
    unsigned: ['unsigned', 'shield', words.signatureMissing],
  };
  const [look, icon, text] = shields[signature] ?? ['invalid', 'shieldx', words.signatureNot(signature)];
  return (
    <span class={`sg ${look}`} title={text}>
      <Icon name={icon} />
      <span class="sr">{text}.</span>
    </span>
  );
}
