/** Buttons that fold a tree: all of it, none of it, down to a level. */
import { t } from '../locales/locale.ts';
import { Icon } from './icon.tsx';
import type { TreeModel } from './tree-model.ts';

const levels = [1, 2, 3, 4, 5, 6];

/** The buttons. */
export function FoldTools({ model }: { model: TreeModel }) {
  const words = t.value.body;
  return (
    <>
      <select
        class="level no-m"
        aria-label={words.foldToLevel}
        title={words.foldToLevel}
        value=""
        onChange={({ currentTarget }) => {
          model.foldTo(Number(currentTarget.value));
          currentTarget.value = '';
        }}
      >
        <option value="" hidden>
          {words.level}
        </option>
        {levels.map((level) => (
          <option key={level} value={level}>
            {words.levels(level)}
          </option>
        ))}
      </select>
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
