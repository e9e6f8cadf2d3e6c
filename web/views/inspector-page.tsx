/** The inspector of one bin: pipeline, list, detail. */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { followName } from '../bin-screen.ts';
import { copyText } from '../clipboard.ts';
import { type Inspector, openInspector } from '../inspector.ts';
import { useCommands } from '../commands.ts';
import { openDrawer } from '../drawer.ts';
import { t } from '../locales/locale.ts';
import { type ListCommands, listCommands } from '../list-commands.ts';
import { useNotifications } from '../notifications.ts';
import { type InspectorRoute, navigate } from '../route.ts';
import { openSend } from '../send/opening.ts';
import { useUnreadTitle } from '../unread-title.ts';
import { BinSettingsButton } from './bin-settings-button.tsx';
import { ListPane } from './list-pane.tsx';
import { Footer } from './page-footer.tsx';
import { Pipeline } from './pipeline.tsx';
import { lazily } from './lazy.tsx';
import { Splitter } from './splitter.tsx';
import { LivePill, TopBar } from './top-bar.tsx';
import { UnknownBin } from './unknown-bin.tsx';

// The list is painted before there is anything to read: the pane comes right after it.
const { Lazy: RequestDetail, preload } = lazily(
  async () => (await import('./request-detail.tsx')).RequestDetail,
);

/** The inspector. */
export function InspectorPage({ route }: { route: InspectorRoute }) {
  const model = useMemo(() => openInspector(route.bin), []);
  const list = useRef<HTMLDivElement | null>(null);
  const query = useRef<HTMLInputElement>(null);
  useEffect(() => model.close, []);
  useEffect(preload, []);
  useEffect(() => void model.load(route), [route.q, route.from, route.to]);
  useEffect(() => void model.openRequest(route.seq), [route.seq]);
  useUnreadTitle(model.list.value.bin?.name ?? route.bin, model.unread.value);
  useNotifications(model.list.value);
  const commands = listCommands({ model, route });
  useInspectorKeys({ model, route, query, commands });

  const { bin } = model.list.value;
  useEffect(() => {
    if (bin) followName(route, bin.id);
  }, [bin?.id]);
  useEffect(() => {
    if (bin && route.settings !== undefined) openDrawer(model, route.settings);
  }, [bin === null, route.settings]);
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
        {t.value.list.skip}
      </a>
      <TopBar {...(bin && !failure && { onSend: () => openSend(model) })}>
        <span class="crumb" aria-hidden="true">
          /
        </span>
        <BinTitle class="bin-title trunc">{bin?.name ?? route.bin}</BinTitle>
        {bin && (
          <BinSettingsButton bin={bin} onChanged={(next) => model.dispatch({ type: 'bin', bin: next })} />
        )}
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
        <UnknownBin id={route.bin} onCreated={() => void model.load(route)} />
      ) : (
        <main class="insp" id="main" tabIndex={-1} data-view={view}>
          {bin ? (
            <Pipeline
              bin={bin}
              onOpen={(tab) => openDrawer(model, tab)}
              failing={model.deliveries.failing.value}
            />
          ) : (
            <div class="pipe" />
          )}
          <Splitter
            view={view}
            list={<ListPane model={model} route={route} commands={commands} scroller={list} query={query} />}
            detail={<RequestDetail model={model} route={route} onDelete={commands.removeOpen} />}
          />
        </main>
      )}
      {bin && !failure && <Footer bin={bin} />}
    </>
  );
}

interface KeysOptions {
  model: Inspector;
  route: InspectorRoute;
  query: { current: HTMLInputElement | null };
  commands: ListCommands;
}

function useInspectorKeys({ model, route, query, commands }: KeysOptions): void {
  const go = (seq: number | undefined) => {
    if (seq !== undefined) navigate({ ...route, seq }, { replace: true });
  };
  useCommands({
    next: () => go(model.neighbour(route.seq, 1)?.seq),
    previous: () => go(model.neighbour(route.seq, -1)?.seq),
    newest: commands.newest,
    oldest: commands.oldest,
    open: () => route.seq === null && go(model.neighbour(null, 0)?.seq),
    unread: commands.toggleRead,
    pin: commands.togglePin,
    'select-all': commands.selectAll,
    pause: () => model.setPaused(!model.paused.value),
    arrivals: () => model.release(),
    'copy-url': () => {
      const { bin } = model.list.value;
      if (bin) void copyText(bin.url, t.value.bins.url);
    },
    verification: () => openDrawer(model, 'verification'),
    response: () => openDrawer(model, 'response'),
    forwarding: () => openDrawer(model, 'forwarding'),
    replay: commands.replay,
    filter: () => query.current?.focus(),
    delete: () => commands.remove(),
    back: () => {
      if (route.seq !== null) navigate({ ...route, seq: null, tab: null });
      else if (route.from !== null || route.to !== null) navigate({ ...route, from: null, to: null });
    },
    export: commands.exportThem,
    send: () => openSend(model),
  });
}
