/** The quick filters with their counts; one is active. */
import { formatCount } from '../format.ts';
import type { Inspector } from '../inspector.ts';
import { t } from '../locales/locale.ts';
import { addFacets } from '../facets.ts';
import { type FacetId, withFacet } from '../query-text.ts';
import { type InspectorRoute, navigate } from '../route.ts';
import type { Facets as Counts } from '../../server/contract.ts';

/** What the quick filters count, less what is being deleted. Null until it is known. */
export function facetCounts(model: Inspector): Counts | null {
  const { hidden, rows } = model.list.value;
  const counts = model.counts.facets.value;
  if (!counts || !hidden.size) return counts;
  return addFacets(
    counts,
    rows.filter(({ seq }) => hidden.has(seq)),
    -1,
  );
}

/** The toolbar; what it sets is a word of the filter. */
export function Facets({ model, route }: { model: Inspector; route: InspectorRoute }) {
  const words = t.value.timeline;
  const { facet, streamed } = model.wanted.value;
  const counts = facetCounts(model);
  const all: readonly [FacetId, string, number | undefined][] = [
    ['all', streamed ? words.matching : words.all, counts?.matching],
    ['unread', words.unread, model.unread.value],
    ['invalid', words.invalid, counts?.invalid],
    ['failed', words.failed, counts?.failed],
    ['repeats', words.repeats, counts?.repeats],
  ];
  return (
    <span class="fs" role="toolbar" aria-label={words.quick}>
      {all.map(([id, label, count]) => (
        <button
          type="button"
          class="f"
          key={id}
          aria-pressed={id === facet}
          title={id === 'unread' ? words.unreadTitle : undefined}
          onClick={() => navigate({ ...route, q: withFacet(route.q, id) }, { replace: true })}
        >
          {label} <span class="c">{count === undefined ? '' : formatCount(count)}</span>
        </button>
      ))}
    </span>
  );
}
