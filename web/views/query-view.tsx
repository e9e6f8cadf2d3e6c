/** The query string, name by name. */
import { parsePairs } from '../decode.ts';
import { late } from '../late/words.ts';
import type { PanelProps } from '../panels/panel.ts';
import { queryOf } from '../query-string.ts';
import { namedTerm } from '../renderers/filter-term.ts';
import { CopyButton } from './copy-button.tsx';
import { PairsTable } from './pairs-table.tsx';
import { Empty } from './problem.tsx';

/** The tab's content. */
export function QueryView({ request, onFilter }: PanelProps) {
  const text = queryOf(request);
  const words = late.value.query;
  if (!text)
    return (
      <Empty icon="link" title={words.none}>
        <p>{words.urlEndsAt(<span class="mono">{request.path}</span>)}</p>
      </Empty>
    );
  const pairs = parsePairs(text);
  return (
    <>
      <div class="tool">
        <span class="mono trunc raw-query">?{text}</span>
        <span class="grow" />
        <CopyButton text={() => pairsAsJson(pairs)} what={words.whole}>
          {words.copyJson}
        </CopyButton>
        <CopyButton text={text} what={words.whole}>
          {words.copyRaw}
        </CopyButton>
      </div>
      <PairsTable
        pairs={pairs}
        name={words.parameter}
        termOf={({ name, value }) => namedTerm('query', name, value)}
        onFilter={onFilter}
      />
    </>
  );
}

/** Decoded pairs as JSON: lists, because an object would lose order and repeats. */
const pairsAsJson = (pairs: readonly { name: string; value: string }[]): string =>
  JSON.stringify(
    pairs.map(({ name, value }) => [name, value]),
    null,
    2,
  );
