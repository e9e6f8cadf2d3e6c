/** The row above the list: quick filters, pause, density, and what can be done with all of it. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Inspector } from '../inspector.ts';
import type { ListCommands } from '../list-commands.ts';
import { t } from '../locales/locale.ts';
import { join } from '../query-text.ts';
import type { InspectorRoute } from '../route.ts';
import { noSelection } from '../selection.ts';
import { openSend } from '../send/opening.ts';
import { Facets, facetCounts } from './facets.tsx';
import { Icon } from './icon.tsx';
import { lazily, nothingMore } from './lazy.tsx';
import { Menu } from './menu.tsx';

const { Lazy: DeleteDialog } = lazily(async () => (await import('./delete-dialog.tsx')).default, nothingMore);

interface ListHeaderProps {
  model: Inspector;
  route: InspectorRoute;
  commands: ListCommands;
  compact: boolean;
  onDensity: () => void;
}

/** The row. */
export function ListHeader({ model, route, commands, compact, onDensity }: ListHeaderProps) {
  const words = t.value.list;
  const paused = model.paused.value;
  return (
    <div class="facets">
      <Facets model={model} route={route} />
      <button
        type="button"
        class="icb sm"
        aria-pressed={paused}
        aria-label={words.pause}
        title={paused ? words.resumeKey : words.pauseKey}
        onClick={() => model.setPaused(!paused)}
      >
        <Icon name={paused ? 'play' : 'pause'} size="s" />
      </button>
      <button
        type="button"
        class="icb sm"
        aria-pressed={compact}
        aria-label={words.compact}
        title={compact ? words.comfortable : words.compact}
        onClick={onDensity}
      >
        <Icon name={compact ? 'rows2' : 'rows'} size="s" />
      </button>
      <ListMenu model={model} commands={commands} />
    </div>
  );
}

function ListMenu({ model, commands }: Pick<ListHeaderProps, 'model' | 'commands'>) {
  const words = t.value.list;
  const button = useRef<HTMLButtonElement>(null);
  const isOpen = useSignal(false);
  /** What is asked about: fixed when it is asked, so that what arrives meanwhile stays. */
  const asking = useSignal<{ q: string; count: number } | null>(null);
  const { listed, facet } = model.wanted.value;
  const counts = facetCounts(model);
  const count = (facet === 'all' || facet === 'unread' ? counts?.matching : counts?.[facet]) ?? 0;
  const { bin, cursor, marks } = model.list.value;
  const items = [
    {
      icon: 'check' as const,
      label: words.select,
      run: () => (model.selection.value = { ...noSelection, active: true }),
    },
    {
      icon: 'inbox' as const,
      label: words.readAll,
      run: () =>
        model.dispatch({
          type: 'marks',
          marks: { ...marks, upTo: cursor, read: new Set(), unread: new Set() },
        }),
    },
    { icon: 'send' as const, label: t.value.shell.send, run: () => openSend(model) },
    // What is unread only this page knows: it is selected and replayed.
    ...(count > 0 && facet !== 'unread'
      ? [{ icon: 'replay' as const, label: words.replayAll, run: () => commands.replayListed(count) }]
      : []),
    { icon: 'download' as const, label: words.exportAll, run: () => commands.exportListed(count) },
    // What is unread only this page knows: those are selected and deleted, not asked for as a filter.
    ...(count > 0 && facet !== 'unread'
      ? [
          {
            icon: 'trash' as const,
            label: listed ? words.deleteMatching : words.deleteAll,
            run: () => (asking.value = { q: join(listed, `seq:<=${cursor}`), count }),
          },
        ]
      : []),
  ];
  return (
    <>
      <button
        type="button"
        class="icb sm"
        ref={button}
        aria-label={words.more}
        title={words.more}
        aria-haspopup="menu"
        aria-expanded={isOpen.value}
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        <Icon name="more" size="s" />
      </button>
      {isOpen.value && button.current && (
        <Menu anchor={button.current} items={items} onClose={() => (isOpen.value = false)} />
      )}
      {asking.value && (
        <DeleteDialog
          filtered={listed !== ''}
          count={asking.value.count}
          pinned={bin?.pinned ?? 0}
          onDelete={() => model.removeMatching(asking.value?.q ?? '')}
          onClose={() => {
            asking.value = null;
            button.current?.focus();
          }}
        />
      )}
    </>
  );
}
