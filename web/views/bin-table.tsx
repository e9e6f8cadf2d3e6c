/** All bins as a table. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Bin } from '../../server/contract.ts';
import { openBinDialog } from '../bin-dialog.ts';
import type { BinsModel } from '../bins.ts';
import { copyText } from '../clipboard.ts';
import { now } from '../clock.ts';
import { deleteBin } from '../deleting-bins.ts';
import { formatAgo, formatCount } from '../format.ts';
import { t } from '../locales/locale.ts';
import { providerLabel, signs, useProviderNames } from '../providers.ts';
import { LabelButton } from './bin-search.tsx';
import { Icon } from './icon.tsx';
import { Menu } from './menu.tsx';

// More than anybody reads through; further ones are searched for, or asked for.
const step = 100;

/** The table; the first hundred, and more when they are asked for. */
export function BinTable({ model }: { model: BinsModel }) {
  const table = useRef<HTMLTableElement>(null);
  const most = useSignal(step);
  useEffect(() => {
    model.holdWhile(
      () =>
        table.current?.matches(':hover') === true || table.current?.contains(document.activeElement) === true,
    );
    return () => model.holdWhile(() => false);
  }, []);
  const bins = model.found.value;
  const { columns, more, someOf } = t.value.bins;
  const rest = bins.length - most.value;
  return (
    <>
      <table class="bins" ref={table}>
        <thead>
          <tr>
            <th class="bin-name">{columns.bin}</th>
            <th>
              <span class={model.labels.value.length ? '' : 'sr'}>{columns.labels}</span>
            </th>
            <th class="no-m verifies-col">{columns.verifies}</th>
            <th class="r">{columns.requests}</th>
            <th class="r">{columns.last}</th>
            <th class="bin-menu">
              <span class="sr">{t.value.common.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {/* The oldest name stays when a bin is renamed, and with it the row and its focus. */}
          {bins.slice(0, most.value).map((bin) => (
            <BinRow bin={bin} model={model} key={bin.aliases.at(-1) ?? bin.id} />
          ))}
        </tbody>
      </table>
      {rest > 0 && (
        <div class="more-bins">
          <button type="button" class="btn" onClick={() => (most.value += step)}>
            {more(formatCount(Math.min(rest, step)))}
          </button>
          <span class="num">{someOf(formatCount(most.value), formatCount(bins.length))}</span>
        </div>
      )}
    </>
  );
}

function BinRow({ bin, model }: { bin: Bin; model: BinsModel }) {
  const words = t.value.bins;
  const { id, name, aliases, labels, lastRequestAt, requests } = bin;
  return (
    <tr>
      <td class="name-cell">
        <a class="bin-link" href={`/bins/${id}`}>
          <span class="nm">
            <span class="trunc">{name}</span>
            {bin.paused && (
              <span class="tag warn" title={words.pausedHint}>
                {words.paused}
              </span>
            )}
          </span>
          <span class="ur trunc">
            {aliases.length > 0
              ? words.alsoAt(`/in/${id}`, aliases.map((one) => `/in/${one}`).join(', '))
              : `/in/${id}`}
          </span>
        </a>
      </td>
      <td class="labels-cell">
        {labels.length > 0 && (
          <div class="labels">
            {labels.map((label) => (
              <LabelButton model={model} label={label} key={label} />
            ))}
          </div>
        )}
      </td>
      <td class="verifies-cell no-m">
        <Verifies bin={bin} />
      </td>
      <td class="r count-cell">
        <span class="no-m">{formatCount(requests)}</span>
        <span class="only-m">{t.value.common.requests(requests, formatCount(requests))}</span>
      </td>
      <td class={`r last-cell ${lastRequestAt ? '' : 'muted'}`}>
        {lastRequestAt ? formatAgo(lastRequestAt, now.value) : words.never}
      </td>
      <td class="menu-cell">
        <BinMenu bin={bin} model={model} />
      </td>
    </tr>
  );
}

const mostNamed = 2;

/** Whose signatures are checked; the first of many by name. */
function Verifies({ bin: { verification } }: { bin: Bin }) {
  useProviderNames(verification.length > 0);
  const signing = verification.filter(({ provider }) => signs(provider));
  if (signing.length === 0) return null;
  const names = signing.map(({ provider }) => providerLabel(provider));
  const more = names.length - mostNamed;
  return (
    <span class="verifies" title={names.join(', ')}>
      <Icon name="shieldok" size="s" />
      <span class="trunc">{names.slice(0, mostNamed).join(', ')}</span>
      {more > 0 && <span class="muted">+{more}</span>}
    </span>
  );
}

/** The same button one row on: the next bin takes the place of the one that is deleted. */
function neighbour(button: HTMLElement | null): HTMLElement | null {
  const row = button?.closest('tr');
  const next = row?.nextElementSibling ?? row?.previousElementSibling;
  return next?.querySelector<HTMLElement>('.menu-cell button') ?? null;
}

function BinMenu({ bin, model }: { bin: Bin; model: BinsModel }) {
  const anchor = useSignal<HTMLElement | null>(null);
  const button = anchor.value;
  const words = t.value.bins;
  const edit = (focus: 'id' | 'labels') => () =>
    void openBinDialog(bin, { focus, onChanged: (next) => model.changed(bin.id, next) });
  return (
    <>
      <button
        type="button"
        class="icb sm"
        aria-label={words.actionsFor(bin.name)}
        aria-haspopup="menu"
        aria-expanded={anchor.value !== null}
        onClick={(event) => (anchor.value = anchor.value ? null : event.currentTarget)}
      >
        <Icon name="more" />
      </button>
      {anchor.value && (
        <Menu
          anchor={anchor.value}
          onClose={() => (anchor.value = null)}
          items={[
            { icon: 'copy', label: words.copyUrl, run: () => void copyText(bin.url, words.url) },
            { icon: 'edit', label: words.rename, run: edit('id') },
            { icon: 'filter', label: words.editLabels, run: edit('labels') },
            {
              icon: bin.paused ? 'play' : 'pause',
              label: bin.paused ? words.resume : words.pause,
              run: () => void model.setPaused(bin.id, !bin.paused),
            },
            {
              icon: 'trash',
              label: words.delete,
              run: () => {
                neighbour(button)?.focus();
                deleteBin(bin);
              },
            },
          ]}
        />
      )}
    </>
  );
}
