/** The head of the open request: what it is, what was answered, what can be done with it. */
import type { Bin, RequestSummary } from '../../server/contract.ts';
import { now } from '../clock.ts';
import { formatAgo, formatBytes, formatClock, formatDate } from '../format.ts';
import { CopyButton } from './copy-button.tsx';
import { Icon } from './icon.tsx';
import { titleIsPath } from './request-row.tsx';
import { StatusTag } from './status.tsx';

interface DetailHeaderProps {
  summary: RequestSummary;
  bin: Bin;
  hiddenByFilter: boolean;
  onBack: () => void;
  onStep: (offset: number) => void;
  onDelete: () => void;
}

/** The head. */
export function DetailHeader({ summary, bin, hiddenByFilter, onBack, onStep, onDelete }: DetailHeaderProps) {
  const { title, status, attempt, method, path, size, receivedAt, seq } = summary;
  const link = () => `${location.origin}/bins/${bin.id}/requests/${seq}`;
  const question = path.indexOf('?');
  const [plain, query] = question < 0 ? [path, ''] : [path.slice(0, question), path.slice(question)];
  return (
    <div class="dh">
      <div class="dh1">
        <button type="button" class="icb only-m" aria-label="Back to the list" onClick={onBack}>
          <Icon name="back" />
        </button>
        <h1 class={`trunc ${titleIsPath(summary) ? 'mono' : ''}`} title={title}>
          {title}
        </h1>
        <StatusTag status={status} />
        {attempt > 1 && (
          <span
            class="tag lg"
            title="Requests with the same event id, or with the same body when there is none"
          >
            <Icon name="retry" size="xs" />
            Attempt {attempt}
          </span>
        )}
        <span class="only-m steps">
          <button type="button" class="icb" aria-label="Newer request" onClick={() => onStep(-1)}>
            <Icon name="up" />
          </button>
          <button type="button" class="icb" aria-label="Older request" onClick={() => onStep(1)}>
            <Icon name="down" />
          </button>
        </span>
        <div class="acts">
          <CopyButton class="btn" icon="link" label="Copy link" text={link} what="Link">
            <span class="lbx">Copy link</span>
          </CopyButton>
          <button
            type="button"
            class="btn danger"
            aria-label="Delete"
            title="Delete this request (x)"
            onClick={onDelete}
          >
            <Icon name="trash" size="s" />
            <span class="lbx">Delete</span>
          </button>
        </div>
      </div>
      <div class="dh2">
        <span class="full" title={`${method} ${bin.url}${path}`}>
          <b>{method}</b> {bin.url}
          <b>{plain}</b>
          {query}
        </span>
        <span class="dotsep no-m">·</span>
        <span class="num nowrap">{formatBytes(size)}</span>
        <span class="dotsep">·</span>
        <span class="nowrap" title={`${formatDate(receivedAt)} ${formatClock(receivedAt)}`}>
          {formatAgo(receivedAt, now.value)}
        </span>
        {hiddenByFilter && <span class="tag">not in the filtered list</span>}
      </div>
    </div>
  );
}
