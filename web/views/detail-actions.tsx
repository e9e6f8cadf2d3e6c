/** What can be done with the open request: a row of buttons beside its title, a bar at the bottom on a phone. */
import type { RequestSummary } from '../../server/contract.ts';
import { failureText, toFailure } from '../api.ts';
import { copyText } from '../clipboard.ts';
import { openExport } from '../export.ts';
import { codeFormats } from '../formats.ts';
import { late } from '../late/words.ts';
import { t } from '../locales/locale.ts';
import { Icon } from './icon.tsx';
import { MenuButton } from './menu-button.tsx';
import type { MenuPart } from './menu.tsx';

/** The deeds behind the buttons. */
export interface DetailDoings {
  onGo: (seq: number) => void;
  onDiff: () => void;
  onCopyAs: (format: string) => void;
  onPin: () => void;
  onUnread: () => void;
  onNote: () => void;
  /** Makes a rule for requests like this one. */
  onAnswerLike: () => void;
  onDelete: () => void;
}

interface DetailActionsProps {
  summary: RequestSummary;
  doings: DetailDoings;
}

const key = (name: string) => <kbd>{name}</kbd>;

/** The buttons. */
export function DetailActions({ summary, doings }: DetailActionsProps) {
  const words = late.value.detail;
  return (
    <div class="acts">
      <button
        type="button"
        class="btn"
        aria-label={words.diff}
        title={words.diffHelp}
        onClick={doings.onDiff}
      >
        <Icon name="diff" size="s" />
        <span class="lbx">{words.diff}</span>
      </button>
      <MenuButton label={words.copyAs} items={() => copyParts(summary, doings)}>
        <Icon name="copy" size="s" />
        <span class="lbx">{words.copyAs}</span>
        <Icon name="down" size="xs" />
      </MenuButton>
      <button
        type="button"
        class="btn"
        aria-label={words.export}
        title={words.exportHelp}
        onClick={() => openExport({ what: 'request', bin: summary.bin, seq: summary.seq })}
      >
        <Icon name="export" size="s" />
        <span class="lbx">{words.export}</span>
      </button>
      <button
        type="button"
        class="icb"
        aria-label={words.pin}
        title={summary.pinned ? words.unpinHelp : words.pinHelp}
        aria-pressed={summary.pinned}
        onClick={doings.onPin}
      >
        <Icon name="pin" />
      </button>
      <MenuButton class="icb" label={words.more} items={() => moreParts(doings)}>
        <Icon name="more" />
      </MenuButton>
    </div>
  );
}

async function copyParts({ bin, seq }: RequestSummary, { onCopyAs }: DetailDoings): Promise<MenuPart[]> {
  const words = late.value.detail;
  const link: MenuPart = {
    icon: 'link',
    label: words.link,
    run: () => void copyText(`${location.origin}/bins/${bin}/requests/${seq}`, words.linkCopied),
  };
  try {
    const formats = await codeFormats();
    return [
      ...formats.map(({ id, label }) => ({
        icon: id === 'curl' ? ('term' as const) : ('code' as const),
        label,
        ...(id === 'curl' ? { hint: key('Y') } : {}),
        run: () => onCopyAs(id),
      })),
      'line',
      link,
    ];
  } catch (cause) {
    return [{ heading: failureText(toFailure(cause)) }, link];
  }
}

function moreParts({ onUnread, onNote, onAnswerLike, onDelete }: DetailDoings): MenuPart[] {
  const words = late.value.detail;
  return [
    { icon: 'inbox', label: words.unread, hint: key('U'), run: onUnread },
    { icon: 'edit', label: words.editNote, hint: key('M'), run: onNote },
    { icon: 'reply', label: t.value.response.answerLike, run: onAnswerLike },
    'line',
    { icon: 'trash', label: words.remove, hint: key('X'), run: onDelete },
  ];
}
