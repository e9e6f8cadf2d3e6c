/** The head of the open request: what it is, what was answered, what can be done with it. */
import type { Bin, RequestSummary } from '../../server/contract.ts';
import { failureText } from '../api.ts';
import type { Attempts } from '../attempts.ts';
import { now } from '../clock.ts';
import { formatAgo, formatBytes, formatClock, formatDate } from '../format.ts';
import { late } from '../late/words.ts';
import { t } from '../locales/locale.ts';
import { DetailActions, type DetailDoings } from './detail-actions.tsx';
import { Icon } from './icon.tsx';
import { MenuButton } from './menu-button.tsx';
import type { MenuPart } from './menu.tsx';
import { titleIsPath } from './request-row.tsx';
import { Shield } from './shield.tsx';
import { StatusTag } from './status.tsx';

interface DetailHeaderProps {
  summary: RequestSummary;
  bin: Bin;
  attempts: Attempts;
  /** How many attempts of its event there are by now. */
  of: number;
  /** The name by which the sender met the bin, when it is an old one. */
  alias: string | null;
  hiddenByFilter: boolean;
  doings: DetailDoings;
  onBack: () => void;
  onStep: (offset: number) => void;
}

/** The head. */
export function DetailHeader({ summary, bin, doings, onBack, onStep, ...about }: DetailHeaderProps) {
  const { title, status, fault } = summary;
  const words = late.value.detail;
  return (
    <div class="dh">
      <div class="dh1">
        <button type="button" class="icb only-m" aria-label={words.back} onClick={onBack}>
          <Icon name="back" />
        </button>
        <h1 class={`trunc ${titleIsPath(summary) ? 'mono' : ''}`} title={title}>
          {title}
        </h1>
        <StatusTag status={status} fault={fault} />
        {summary.signature !== null && <Shield signature={summary.signature} />}
        <AttemptTag summary={summary} attempts={about.attempts} of={about.of} onGo={doings.onGo} />
        <span class="only-m steps">
          <button type="button" class="icb" aria-label={words.newer} onClick={() => onStep(-1)}>
            <Icon name="up" />
          </button>
          <button type="button" class="icb" aria-label={words.older} onClick={() => onStep(1)}>
            <Icon name="down" />
          </button>
        </span>
        <DetailActions summary={summary} doings={doings} />
      </div>
      <UrlLine summary={summary} bin={bin} alias={about.alias} hiddenByFilter={about.hiddenByFilter} />
    </div>
  );
}

interface AttemptTagProps {
  summary: RequestSummary;
  attempts: Attempts;
  of: number;
  onGo: (seq: number) => void;
}

/** Which attempt of the event this is; opens a menu of all of them. */
function AttemptTag({ summary: { attempt, seq }, attempts: { items, failure }, of, onGo }: AttemptTagProps) {
  if (of < 2) return null;
  const words = late.value.detail;
  const parts = (): readonly MenuPart[] =>
    failure
      ? [{ heading: failureText(failure) }]
      : [
          { heading: words.attemptsMenu },
          ...items.map((one) => ({
            icon: one.seq === seq ? ('check' as const) : ('retry' as const),
            label: words.attempt(one.attempt),
            hint: `${one.status || (one.fault ? t.value.response.faultTags[one.fault] : 'RST')} · ${formatClock(one.receivedAt).slice(0, 8)}`,
            run: () => onGo(one.seq),
          })),
        ];
  return (
    <MenuButton class="tag lg attempts" label={words.attemptOf(attempt, of)} items={parts}>
      <Icon name="retry" size="xs" />
      {words.attemptOf(attempt, of)}
    </MenuButton>
  );
}

interface UrlLineProps {
  summary: RequestSummary;
  bin: Bin;
  alias: string | null;
  hiddenByFilter: boolean;
}

function UrlLine({ summary, bin, alias, hiddenByFilter }: UrlLineProps) {
  const { method, path, size, receivedAt } = summary;
  const question = path.indexOf('?');
  const [plain, query] = question < 0 ? [path, ''] : [path.slice(0, question), path.slice(question)];
  const words = late.value.detail;
  return (
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
      {alias !== null && (
        <span class="tag" title={words.aliasHelp}>
          {words.byAlias(<span class="mono">/in/{alias}</span>)}
        </span>
      )}
      {hiddenByFilter && <span class="tag">{words.notListed}</span>}
    </div>
  );
}
