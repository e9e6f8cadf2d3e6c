/** The card of the bin that was just created: its URL, a command, and the wait for the first request. */
import type { Bin } from '../../server/contract.ts';
import { openBinDialog } from '../bin-dialog.ts';
import type { NewBinCard } from '../bins-state.ts';
import { now } from '../clock.ts';
import { formatAgo, formatCount } from '../format.ts';
import { t } from '../locales/locale.ts';
import { sendingTo } from '../send/opening.ts';
import { CommandBlock } from './command-block.tsx';
import { CopyButton } from './copy-button.tsx';
import { HookUrl } from './hook-url.tsx';
import { Icon } from './icon.tsx';
import { Listening, Scope } from './listening.tsx';
import { StatusText } from './status.tsx';

interface NewBinProps {
  bin: Bin;
  card: NewBinCard;
  onChanged: (id: string, bin: Bin) => void;
}

/** The card. */
export function NewBin({ bin, card, onChanged }: NewBinProps) {
  const words = t.value.bins;
  const rename = () => void openBinDialog(bin, { focus: 'id', onChanged: (next) => onChanged(bin.id, next) });
  return (
    <section class="newbin" aria-label={words.newBin}>
      <div class="nb1">
        <b class="trunc">{bin.name}</b>
        <button type="button" class="icb sm" aria-label={words.rename} title={words.rename} onClick={rename}>
          <Icon name="edit" size="s" />
        </button>
        <span>{words.createdAgo(formatAgo(bin.createdAt, now.value))}</span>
        <span class="grow" />
        <a class="btn sm ghost" href={`/bins/${bin.id}`}>
          {words.openInspector}
          <Icon name="right" size="xs" />
        </a>
      </div>
      <div class="nburl">
        <code>
          <HookUrl url={bin.url} />
        </code>
        <CopyButton class="btn lg" text={bin.url} what={words.url}>
          {words.copyUrl}
          <kbd>C</kbd>
        </CopyButton>
        <button
          type="button"
          class="btn lg"
          aria-haspopup="dialog"
          onClick={() => (sendingTo.value = { bin, model: null })}
        >
          <Icon name="send" />
          {t.value.shell.send}
        </button>
      </div>
      <div class="nb2">
        <div class="nbc">
          <CommandBlock url={bin.url}>{words.sendYourself}</CommandBlock>
        </div>
        <div class="nbw" role="status">
          {bin.requests > 0 ? <Arrived bin={bin} card={card} /> : <Waiting since={card.createdAt} />}
        </div>
      </div>
    </section>
  );
}

function Waiting({ since }: { since: number }) {
  return (
    <>
      <Listening since={since} />
      <Scope since={since} />
      <p class="fn">{t.value.bins.waiting}</p>
    </>
  );
}

function Arrived({ bin, card: { first } }: { bin: Bin; card: NewBinCard }) {
  const { arrived, soFar, look } = t.value.bins;
  return (
    <>
      <div class="wt">
        <span class="led" />
        {arrived}
      </div>
      {first && (
        <a class="first-request" href={`/bins/${bin.id}/requests/${first.seq}`}>
          <span class="mth">{first.method}</span>
          <b class="trunc">{first.title}</b>
          <StatusText status={first.status} fault={first.fault} />
        </a>
      )}
      <p class="fn">
        {soFar(bin.requests, formatCount(bin.requests))}{' '}
        <a href={first ? `/bins/${bin.id}/requests/${first.seq}` : `/bins/${bin.id}`}>{look}</a>
      </p>
    </>
  );
}
