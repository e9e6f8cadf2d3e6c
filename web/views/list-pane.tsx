/** The left pane: filter, counts, list. */
import { useSignal } from '@preact/signals';
import type { Inspector } from '../inspector.ts';
import { recall, remember } from '../remembered.ts';
import type { InspectorRoute } from '../route.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { ListHeader } from './list-header.tsx';
import { Problem } from './problem.tsx';
import { QueryBar } from './query-bar.tsx';
import { EmptyList, LoadingList } from './list-states.tsx';
import { RequestList } from './request-list.tsx';

interface ListPaneProps {
  model: Inspector;
  route: InspectorRoute;
  scroller: { current: HTMLDivElement | null };
  query: { current: HTMLInputElement | null };
}

/** The pane. */
export function ListPane({ model, route, scroller, query }: ListPaneProps) {
  const compact = useSignal(recall('density') === 'compact');
  const { loaded } = model.list.value;
  const failure = model.failure.value;
  const count = model.visible.value.length;
  const connection = model.stream.value?.connection.value;
  const toggleDensity = () => {
    compact.value = !compact.value;
    remember('density', compact.value ? 'compact' : 'comfortable');
  };
  const retry = () => void model.load(route.q);
  return (
    <section class="lpane" aria-label="Requests">
      <QueryBar route={route} input={query} failure={model.filterFailure.value} />
      {loaded && !failure && (
        <ListHeader
          model={model}
          filtered={model.filter.value !== ''}
          compact={compact.value}
          onDensity={toggleDensity}
        />
      )}
      {connection && (
        <ConnectionBanner connection={connection} onRetry={() => model.stream.value?.retryNow()} />
      )}
      {failure ? (
        <Problem title="Could not load the requests" failure={failure} onRetry={retry} />
      ) : !loaded ? (
        <LoadingList />
      ) : count ? (
        <RequestList model={model} route={route} compact={compact.value} scroller={scroller} />
      ) : (
        <EmptyList model={model} route={route} />
      )}
    </section>
  );
}
