/** The inspector of one bin: pipeline, list, detail. */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { copyText } from '../clipboard.ts';
import { type Inspector, openInspector } from '../inspector.ts';
import { useKeys } from '../keyboard.ts';
import { useNotifications } from '../notifications.ts';
import { panels } from '../panels/panels.ts';
import { type InspectorRoute, navigate } from '../route.ts';
import { useUnreadTitle } from '../unread-title.ts';
import { ListPane } from './list-pane.tsx';
import { Footer } from './page-footer.tsx';
import { Pipeline } from './pipeline.tsx';
import { RequestDetail } from './request-detail.tsx';
import { Splitter } from './splitter.tsx';
import { LivePill, TopBar } from './top-bar.tsx';
import { UnknownBin } from './unknown-bin.tsx';

/** The inspector. */
export function InspectorPage({ route }: { route: InspectorRoute }) {
  const model = useMemo(() => openInspector(route.bin), []);
  const list = useRef<HTMLDivElement | null>(null);
  const query = useRef<HTMLInputElement>(null);
  useEffect(() => model.close, []);
  useEffect(() => void model.load(route.q), [route.q]);
  useEffect(() => void model.openRequest(route.seq), [route.seq]);
  useUnreadTitle(model.list.value.bin?.name ?? route.bin, model.list.value.unread.size);
  useNotifications(model.list.value);
  useInspectorKeys(model, route, query);

  const { bin } = model.list.value;
  const failure = model.failure.value;
  const connection = model.stream.value?.connection.value;
  // One h1 a page: the open request, and the bin while there is none.
  const BinTitle = route.seq === null || failure ? 'h1' : 'span';
  const view = route.seq === null ? 'list' : 'detail';
  return (
    <>
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          (list.current ?? document.getElementById('main'))?.focus();
        }}
      >
        Skip to requests
      </a>
      <TopBar>
        <span class="crumb" aria-hidden="true">
          /
        </span>
        <BinTitle class="bin-title trunc">{bin?.name ?? route.bin}</BinTitle>
        {connection && !failure && (
          <LivePill
            connection={connection}
            paused={model.paused.value}
            onRetry={() => model.stream.value?.retryNow()}
            onResume={() => model.setPaused(false)}
          />
        )}
      </TopBar>
      {failure?.code === 'bin_not_found' ? (
        <UnknownBin id={route.bin} onCreated={() => void model.load(route.q)} />
      ) : (
        <main class="insp" id="main" tabIndex={-1} data-view={view}>
          {bin ? <Pipeline bin={bin} /> : <div class="pipe" />}
          <Splitter
            view={view}
            list={<ListPane model={model} route={route} scroller={list} query={query} />}
            detail={<RequestDetail model={model} route={route} onDelete={() => deleteOpen(model, route)} />}
          />
        </main>
      )}
      {bin && !failure && <Footer bin={bin} />}
    </>
  );
}

function useInspectorKeys(
  model: Inspector,
  route: InspectorRoute,
  query: { current: HTMLInputElement | null },
): void {
  const go = (seq: number | undefined) => {
    if (seq !== undefined) navigate({ ...route, seq }, { replace: true });
  };
  const end = (at: 0 | -1) => go(model.visible.value.at(at)?.seq);
  const remove = () => deleteOpen(model, route);
  const keys: Record<string, () => void> = {
    j: () => go(model.neighbour(route.seq, 1)?.seq),
    ArrowDown: () => go(model.neighbour(route.seq, 1)?.seq),
    k: () => go(model.neighbour(route.seq, -1)?.seq),
    ArrowUp: () => go(model.neighbour(route.seq, -1)?.seq),
    Home: () => end(0),
    End: () => end(-1),
    Enter: () => route.seq === null && go(model.neighbour(null, 0)?.seq),
    u: () => route.seq !== null && model.dispatch({ type: 'unread', seq: route.seq }),
    p: () => model.setPaused(!model.paused.value),
    '.': () => model.release(),
    c: () => {
      const { bin } = model.list.value;
      if (bin) void copyText(bin.url, 'URL');
    },
    '/': () => query.current?.focus(),
    x: remove,
    Delete: remove,
    Escape: () => route.seq !== null && navigate({ ...route, seq: null, tab: null }),
  };
  panels.forEach(({ id }, at) => {
    keys[String(at + 1)] = () => route.seq !== null && navigate({ ...route, tab: id });
  });
  useKeys(keys);
}

/** Deletes the open request; the selection moves to the next one. */
function deleteOpen(model: Inspector, route: InspectorRoute): void {
  if (route.seq === null) return;
  const { seq } = route;
  const next = [model.neighbour(route.seq, 1), model.neighbour(route.seq, -1)].find(
    (row) => row && row.seq !== seq,
  );
  model.deleteRequest(seq);
  navigate({ ...route, seq: next?.seq ?? null }, { replace: true });
}
