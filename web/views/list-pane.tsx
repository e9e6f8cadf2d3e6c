/** The left pane: filter, timeline, quick filters, list. */
import { useSignal } from '@preact/signals';
import type { Inspector } from '../inspector.ts';
import type { ListCommands } from '../list-commands.ts';
import { leaveField } from '../focus.ts';
import { t } from '../locales/locale.ts';
import { recall, remember } from '../remembered.ts';
import type { InspectorRoute } from '../route.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { ListHeader } from './list-header.tsx';
import { EmptyList, LoadingList } from './list-states.tsx';
import { Problem } from './problem.tsx';
import { QueryBar } from './query-bar.tsx';
import { RequestList } from './request-list.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useSelectionKeys } from './selection-keys.ts';
import { Timeline } from './timeline.tsx';

interface ListPaneProps {
  model: Inspector;
  route: InspectorRoute;
  commands: ListCommands;
  scroller: { current: HTMLDivElement | null };
  query: { current: HTMLInputElement | null };
}

/** The pane. */
export function ListPane({ model, route, commands, scroller, query }: ListPaneProps) {
  const compact = useSignal(recall('density') === 'compact');
  const failure = model.failure.value;
  const connection = model.stream.value?.connection.value;
  const { active } = model.selection.value;
  useSelectionKeys({ commands, active, list: scroller });
  const toggleDensity = () => {
    compact.value = !compact.value;
    remember('density', compact.value ? 'compact' : 'comfortable');
  };
  return (
    <section class="lpane" aria-label={t.value.list.requests}>
      <QueryBar
        route={route}
        input={query}
        failure={model.filterFailure.value}
        onLeave={() => (scroller.current ? scroller.current.focus() : leaveField(query.current))}
      />
      {!failure && (
        <>
          <Timeline model={model} route={route} />
          {active ? (
            <SelectionBar model={model} commands={commands} />
          ) : (
            <ListHeader
              model={model}
              route={route}
              commands={commands}
              compact={compact.value}
              onDensity={toggleDensity}
            />
          )}
        </>
      )}
      {connection && (
        <ConnectionBanner connection={connection} onRetry={() => model.stream.value?.retryNow()} />
      )}
      <ListContent
        model={model}
        route={route}
        commands={commands}
        scroller={scroller}
        compact={compact.value}
      />
    </section>
  );
}

type ContentProps = Omit<ListPaneProps, 'query'> & { compact: boolean };

function ListContent({ model, route, commands, scroller, compact }: ContentProps) {
  const failure = model.failure.value;
  if (failure)
    return (
      <Problem title={t.value.list.cannotLoad} failure={failure} onRetry={() => void model.load(route)} />
    );
  if (!model.list.value.loaded) return <LoadingList />;
  if (!model.visible.value.length) return <EmptyList model={model} route={route} />;
  return (
    <RequestList model={model} route={route} compact={compact} scroller={scroller} commands={commands} />
  );
}
