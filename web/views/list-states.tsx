/** The list when there is nothing in it. */
import { useMemo } from 'preact/hooks';
import { formatCount } from '../format.ts';
import type { Inspector } from '../inspector.ts';
import { type InspectorRoute, navigate } from '../route.ts';
import { Listening, Scope } from './listening.tsx';
import { Empty } from './problem.tsx';

/** Rows of the right height that are not there yet. */
export function LoadingList() {
  return (
    <div class="list" aria-busy="true" aria-label="Loading requests">
      {Array.from({ length: 9 }, (_, i) => (
        <div class={`skel sk-${i % 3}`} key={i}>
          <i />
          <i />
        </div>
      ))}
    </div>
  );
}

/** Nothing yet, or nothing that fits the filter. */
export function EmptyList({ model, route }: { model: Inspector; route: InspectorRoute }) {
  const since = useMemo(() => Date.now(), []);
  const total = model.list.value.bin?.requests ?? 0;
  if (model.filter.value)
    return (
      <div class="list">
        <Empty icon="filter" title="No request matches">
          <p>Nothing in {formatCount(total)} requests fits this filter.</p>
          <button type="button" class="btn sm" onClick={() => navigate({ ...route, q: '' })}>
            Clear filter
          </button>
        </Empty>
      </div>
    );
  return (
    <div class="list">
      <div class="empty">
        <div class="nbw2">
          <Listening since={since} />
          <Scope since={since} />
          <p>The first request appears here by itself.</p>
        </div>
      </div>
    </div>
  );
}
