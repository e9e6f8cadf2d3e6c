/** What can be done with the selected requests. It takes the place of the quick filters. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { formatCount } from '../format.ts';
import type { Inspector } from '../inspector.ts';
import type { ListCommands } from '../list-commands.ts';
import { t } from '../locales/locale.ts';
import { announcement } from '../toasts.ts';
import { facetCounts } from './facets.tsx';
import { Icon, type IconName } from './icon.tsx';

/** The bar. */
export function SelectionBar({ model, commands }: { model: Inspector; commands: ListCommands }) {
  const words = t.value.list;
  const loading = useSignal(false);
  const { size } = model.selection.value.seqs;
  const facet = model.wanted.value.facet;
  const counts = facetCounts(model);
  const total = (facet === 'all' ? counts?.matching : facet === 'unread' ? null : counts?.[facet]) ?? 0;
  const all = Math.max(total, model.visible.value.length);
  useEffect(() => {
    if (size) announcement.value = words.selectedNow(size, formatCount(size));
  }, [size]);
  const selectAll = async () => {
    if (loading.value) return;
    loading.value = true;
    await model.selectAll();
    loading.value = false;
  };
  const button = (icon: IconName, label: string, run: () => void) => (
    <button
      type="button"
      class="icb sm"
      aria-label={label}
      title={label}
      disabled={!size}
      onClick={() => run()}
    >
      <Icon name={icon} size="s" />
    </button>
  );
  return (
    <div class="facets selbar" role="toolbar" aria-label={words.selection}>
      <b class="num">{size ? words.selected(formatCount(size)) : words.pick}</b>
      {size < all && (
        <button
          type="button"
          class="btn sm ghost"
          aria-disabled={loading.value}
          onClick={() => void selectAll()}
        >
          {loading.value ? words.selecting : words.selectAll(formatCount(all))}
        </button>
      )}
      <span class="grow" />
      {button('replay', words.replay, commands.replay)}
      {button('pin', commands.wantsPin() ? words.pin : words.unpin, commands.togglePin)}
      {button('inbox', commands.wantsRead() ? words.markRead : words.markUnread, commands.toggleRead)}
      {button('download', words.export, commands.exportThem)}
      {button('trash', words.delete, commands.remove)}
      <button
        type="button"
        class="icb sm"
        aria-label={words.selectNone}
        title={words.selectNone}
        onClick={commands.selectNone}
      >
        <Icon name="x" size="s" />
      </button>
    </div>
  );
}
