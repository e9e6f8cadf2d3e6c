/** What stands in a pane when there is nothing else to show. */
import type { ComponentChildren } from 'preact';
import { type ApiFailure, failureText } from '../api.ts';
import { t } from '../locales/locale.ts';
import { CopyButton } from './copy-button.tsx';
import { Icon, type IconName } from './icon.tsx';

interface EmptyProps {
  icon: IconName;
  title: string;
  /** `h1` where it stands for the open request. */
  heading?: 'h1' | 'h2';
  children?: ComponentChildren;
}

/** A quiet sentence with an icon. */
export function Empty({ icon, title, heading: Heading = 'h2', children }: EmptyProps) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <Heading>{title}</Heading>
      {children}
    </div>
  );
}

interface ProblemProps {
  title: string;
  heading?: 'h1' | 'h2';
  failure: ApiFailure;
  /** What another try is called, when that is not enough. */
  retry?: string;
  onRetry: () => void;
}

/** Something failed: the cause, another try, a copy for the report. */
export function Problem({ title, heading: Heading = 'h2', failure, retry, onRetry }: ProblemProps) {
  return (
    <div class="empty problem" role="alert">
      <Icon name="warn" />
      <Heading>{title}</Heading>
      <p>{failureText(failure)}</p>
      <span class="row-of-buttons">
        <button type="button" class="btn sm pri" onClick={onRetry}>
          {retry ?? t.value.common.retry}
        </button>
        <CopyButton
          text={`${failure.status} ${failure.code}: ${failure.message}`}
          what={t.value.shell.details}
        >
          {t.value.shell.copyDetails}
        </CopyButton>
      </span>
    </div>
  );
}
