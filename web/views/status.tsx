/** What was answered, in its colour. */
import { formatStatus, statusClass } from '../format.ts';

/** The status as a number; RST when the sender was gone. */
export function StatusText({ status, long = false }: { status: number; long?: boolean }) {
  return (
    <span class={`st ${statusClass(status)}`} title={formatStatus(status)}>
      {long ? formatStatus(status) : status || 'RST'}
    </span>
  );
}

/** The status as a tag with its phrase. */
export function StatusTag({ status }: { status: number }) {
  const look = statusClass(status);
  return <span class={`tag lg ${look === 'inf' ? 'acc' : look}`}>{formatStatus(status)}</span>;
}
