/** The inspector of one bin: pipeline, list, detail. */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { followName } from '../bin-screen.ts';
import { copyText } from '../clipboard.ts';
import { formatCount } from '../format.ts';
import { type Inspector, openInspector } from '../inspector.ts';
import { useKeys } from '../keyboard.ts';
import { type ListCommands, listCommands } from '../list-commands.ts';
import { t } from '../locales/locale.ts';
import { panels } from '../panels/panels.ts';
import { type InspectorRoute, navigate } from '../route.ts';
import { announcement } from '../toasts.ts';
import { BinSettingsButton } from './bin-settings-button.tsx';
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
  useEffect(() => void model.load(route), [route.q, route.from, route.to]);
  useEffect(() => void model.openRequest(route.seq), [route.seq]);
  useTitle(model);
  const commands = listCommands({ model, route });
  useInspectorKeys({ model, route, query, commands });

  const { bin } = model.list.value;
  useEffect(() => {
    if (bin) followName(route, bin.id);
  }, [bin?.id]);
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
      <TopBar>
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
          {bin ? <Pipeline bin={bin} /> : <div class="pipe" />}
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

/** Says how many requests were not read yet: in the title, and aloud at most every 1.5 seconds. */
function useTitle(model: Inspector): void {
  const { bin, waiting } = model.list.value;
  const unread = model.unread.value;
  const name = bin?.name ?? model.bin;
  useEffect(() => {
    document.title = `${unread ? `(${unread}) ` : ''}${name} · Hookglass`;
    if (!unread) return undefined;
    const timer = setTimeout(() => {
      announcement.value = t.value.list.unreadNow(unread, formatCount(unread));
    }, 1_500);
    return () => clearTimeout(timer);
  }, [unread, waiting.length, name]);
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
  const keys: Record<string, () => void> = {
    j: () => go(model.neighbour(route.seq, 1)?.seq),
    ArrowDown: () => go(model.neighbour(route.seq, 1)?.seq),
    k: () => go(model.neighbour(route.seq, -1)?.seq),
    ArrowUp: () => go(model.neighbour(route.seq, -1)?.seq),
    Home: commands.newest,
    End: commands.oldest,
    Enter: () => route.seq === null && go(model.neighbour(null, 0)?.seq),
    u: commands.toggleRead,
    b: commands.togglePin,
    a: commands.selectAll,
    p: () => model.setPaused(!model.paused.value),
    '.': () => model.release(),
    c: () => {
      const { bin } = model.list.value;
      if (bin) void copyText(bin.url, 'URL');
    },
    '/': () => query.current?.focus(),
    x: () => commands.remove(),
    Delete: () => commands.remove(),
    Escape: () => {
      if (route.seq !== null) navigate({ ...route, seq: null, tab: null });
      else if (route.from !== null || route.to !== null) navigate({ ...route, from: null, to: null });
    },
    ...(commands.exportThem && { e: commands.exportThem }),
  };
  panels.forEach(({ id }, at) => {
    keys[String(at + 1)] = () => route.seq !== null && navigate({ ...route, tab: id });
  });
  useKeys(keys);
}
