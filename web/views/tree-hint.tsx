/** What a value may mean, beside it. */
import { formatAgoOrIn, formatMoment, formatMoney } from '../format.ts';
import { late } from '../late/words.ts';
import { type Hint, hintOf } from '../renderers/hints.ts';
import { type JsonTree, cell, keyName, keyToken, valueToken } from '../renderers/json-tree.ts';
import { Icon } from './icon.tsx';

/** Characters that a guess looks at: enough for a long URL. */
const mostHinted = 4_100;

/** Siblings that are looked at for a currency. */
const mostSiblings = 300;

/** A guess what a value means, from its key, its beginning and what stands beside it. */
export function hintAt(text: string, tree: JsonTree, node: number, key: string | null): Hint | null {
  // Of a long string its beginning is enough; a container would be all that is in it.
  const start = cell(tree, node, 'start');
  const token = text.slice(start, Math.min(cell(tree, node, 'end'), start + mostHinted));
  if (!/^["\d]/.test(token)) return null;
  const currency = (): string | null => {
    const parent = cell(tree, node, 'parent');
    const end = parent < 0 ? 0 : cell(tree, parent, 'next');
    let sibling = parent + 1;
    for (let seen = 0; sibling < end && seen < mostSiblings; seen += 1) {
      if (keyToken(text, tree, sibling) === '"currency"') return valueToken(text, tree, sibling).slice(1, -1);
      sibling = cell(tree, sibling, 'next');
    }
    return null;
  };
  return hintOf({ key: key === null ? null : keyName(key), token, currency });
}

/** The guess as words, or as a button that shows what is inside. */
export function TreeHint({ hint }: { hint: Hint | null }) {
  const words = late.value.body;
  if (!hint) return null;
  if (hint.kind === 'time')
    return (
      <span class="gh">
        {formatMoment(hint.ms)} · {formatAgoOrIn(hint.ms, Date.now())}
      </span>
    );
  if (hint.kind === 'money') return <span class="gh">{formatMoney(hint.minor, hint.currency)}</span>;
  if (hint.kind === 'url')
    return (
      <a
        class="gh"
        href={hint.href}
        target="_blank"
        rel="noopener noreferrer"
        tabIndex={-1}
        aria-label={words.openUrl}
        title={words.openUrl}
      >
        <Icon name="link" size="xs" />
      </a>
    );
  return (
    <button type="button" class="linklike" tabIndex={-1} data-peek="">
      {hint.kind === 'jwt' ? words.readJwt : words.readBase64}
    </button>
  );
}
