/** What can be done with a row of a table: filter by it, copy it. On a phone the buttons are a menu. */
import { copyText } from '../clipboard.ts';
import { late } from '../late/words.ts';
import { t } from '../locales/locale.ts';
import { CopyIcon } from './copy-button.tsx';
import { Icon } from './icon.tsx';
import { MenuButton } from './menu-button.tsx';
import type { MenuPart } from './menu.tsx';

interface RowActionsProps {
  name: string;
  value: string;
  /** The row as text, name and value. */
  line: string;
  /** The filter term that finds requests with this value; null when there is none. */
  term: string | null;
  onFilter?: ((term: string) => void) | undefined;
}

/** The buttons. */
export function RowActions({ name, value, line, term, onFilter }: RowActionsProps) {
  const words = late.value.rows;
  const filter = term !== null && onFilter ? () => onFilter(term) : null;
  const parts = (): MenuPart[] => [
    { icon: 'copy', label: words.copyValue, run: () => void copyText(value, name) },
    { icon: 'copy', label: words.copyLine, run: () => void copyText(line, name) },
    ...(filter ? [{ icon: 'filter' as const, label: words.filter, run: filter }] : []),
  ];
  return (
    <>
      {filter && (
        <button
          type="button"
          class="icb sm no-m"
          aria-label={words.filterBy(name)}
          title={words.filter}
          onClick={filter}
        >
          <Icon name="filter" size="s" />
        </button>
      )}
      <span class="no-m">
        <CopyIcon label={t.value.common.copyValueOf(name)} text={value} what={name} />
      </span>
      <MenuButton class="icb sm" label={words.more(name)} items={parts}>
        <Icon name="more" size="s" />
      </MenuButton>
    </>
  );
}
