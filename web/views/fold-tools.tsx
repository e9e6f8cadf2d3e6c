/** Buttons that fold a tree: all of it, none of it, down to a level. */
import { useSignal } from '@preact/signals';
import { late } from '../late/words.ts';
import { Icon } from './icon.tsx';
import { Menu } from './menu.tsx';
import type { TreeModel } from './tree-model.ts';

const levels = [1, 2, 3, 4, 5, 6];

/** The buttons. */
export function FoldTools({ model }: { model: TreeModel }) {
  const words = late.value.body;
  const anchor = useSignal<HTMLElement | null>(null);
  return (
    <>
      <button
        type="button"
        class="btn sm ghost no-m"
        aria-haspopup="menu"
        aria-expanded={anchor.value !== null}
        aria-label={words.foldToLevel}
        title={words.foldToLevel}
        onClick={({ currentTarget }) => (anchor.value = anchor.value ? null : currentTarget)}
      >
        {words.level}
        <Icon name="down" size="xs" />
      </button>
      {anchor.value && (
        <Menu
          anchor={anchor.value}
          items={levels.map((level) => ({
            icon: 'fold',
            label: words.levels(level),
            run: () => model.foldTo(level),
          }))}
          onClose={() => (anchor.value = null)}
        />
      )}
      <button
        type="button"
        class="icb sm"
        aria-label={words.foldAll}
        title={words.foldAll}
        onClick={() => model.foldTo(1)}
      >
        <Icon name="fold" />
      </button>
      <button
        type="button"
        class="icb sm"
        aria-label={words.unfoldAll}
        title={words.unfoldAll}
        onClick={() => model.foldTo(null)}
      >
        <Icon name="unfold" />
      </button>
    </>
  );
}
