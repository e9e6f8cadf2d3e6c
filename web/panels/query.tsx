/** The query string, name by name. */
import { decodeBinary, parsePairs } from '../decode.ts';
import type { CapturedRequest } from '../../server/contract.ts';
import { t } from '../locales/locale.ts';
import { namedTerm } from '../renderers/filter-term.ts';
import { CopyButton } from '../views/copy-button.tsx';
import { PairsTable } from '../views/pairs-table.tsx';
import { Empty } from '../views/problem.tsx';
import type { Panel, PanelProps } from './panel.ts';

/** The query string of a request as it was sent, without its question mark. */
const queryOf = ({ target }: CapturedRequest): string => {
  const at = target.indexOf('?');
  return at < 0 ? '' : decodeBinary(target.slice(at + 1));
};

function Query({ request, onFilter }: PanelProps) {
  const text = queryOf(request);
  const words = t.value.query;
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

/** The query tab. */
export const query: Panel = {
  id: 'query',
  label: () => t.value.query.tab,
  count: (request) => parsePairs(queryOf(request)).length,
  View: Query,
};
