/** The right pane: the open request in its panels. */
import { useEffect } from 'preact/hooks';
import type { Bin, CapturedRequest, RequestSummary } from '../../server/contract.ts';
import { failureText, toFailure } from '../api.ts';
import { useAttempts } from '../attempts.ts';
import { copyAs } from '../copy-as.ts';
import type { Inspector } from '../inspector.ts';
import { useCommands } from '../commands.ts';
import { openDrawer } from '../drawer.ts';
import { useKeys } from '../keyboard.ts';
import { late } from '../late/words.ts';
import { t } from '../locales/locale.ts';
import { preloadSignature } from '../panels/overview.tsx';
import type { PanelProps } from '../panels/panel.ts';
import { panelOf, panels } from '../panels/panels.ts';
import { type InspectorRoute, navigate } from '../route.ts';
import { indexOfSeq } from '../state.ts';
import { showToast } from '../toasts.ts';
import { tryingSecret } from '../trying-secret.ts';
import { usedAlias } from '../used-alias.ts';
import { CommandBlock } from './command-block.tsx';
import type { DetailDoings } from './detail-actions.tsx';
import { DetailHeader } from './detail-header.tsx';
import { Empty, Problem } from './problem.tsx';
import { noteField } from './request-note.tsx';
import { TabBar } from './tab-bar.tsx';

interface RequestDetailProps {
  model: Inspector;
  route: InspectorRoute;
  onDelete: () => void;
}

/** The pane. */
export function RequestDetail({ model, route, onDelete }: RequestDetailProps) {
  useEffect(preloadSignature, []);
  return (
    <section class="dpane" aria-label={late.value.detail.pane}>
      <Content model={model} route={route} onDelete={onDelete} />
    </section>
  );
}

const toList = (route: InspectorRoute) => navigate({ ...route, seq: null, tab: null });

function Content({ model, route, onDelete }: RequestDetailProps) {
  const open = model.open.value;
  const { bin, rows } = model.list.value;
  const words = late.value.detail;
  if (model.failure.value) return null;
  if (route.seq === null) return <Nothing model={model} />;
  if (open.state === 'gone')
    return (
      <Empty icon="trash" heading="h1" title={words.gone(open.seq)}>
        <p>{words.goneWhy}</p>
        <button type="button" class="btn sm" onClick={() => toList(route)}>
          {words.showList}
        </button>
      </Empty>
    );
  if (open.state === 'failed')
    return (
      <Problem
        title={words.failed}
        heading="h1"
        failure={open.failure}
        onRetry={() => void model.openRequest(open.seq)}
      />
    );
  const request = open.state === 'ready' && open.seq === route.seq ? open.request : null;
  const summary = request ?? rows[indexOfSeq(rows, route.seq)];
  if (!summary || !bin) return <Waiting />;
  return <Open model={model} route={route} onDelete={onDelete} summary={summary} request={request} />;
}

interface OpenProps extends RequestDetailProps {
  summary: RequestSummary;
  /** Null while it loads: the row is shown until then. */
  request: CapturedRequest | null;
}

function Open({ model, route, onDelete, summary, request }: OpenProps) {
  const { bin, loaded, rows } = model.list.value;
  const of = attemptsOf(summary, rows);
  const attempts = useAttempts(summary, of);
  const doings = doingsOf({ model, route, onDelete, summary });
  useCommands({
    diff: doings.onDiff,
    note: doings.onNote,
    'try-secret': () => {
      tryingSecret.value = summary.id;
      navigate({ ...route, tab: 'overview' });
    },
    'copy-as': () => doings.onCopyAs('curl'),
    'previous-tab': () => navigate({ ...route, tab: nextTab(route, request, -1) }),
    'next-tab': () => navigate({ ...route, tab: nextTab(route, request, 1) }),
  });
  const onOpen = (tab: string) => navigate({ ...route, tab });
  useKeys(Object.fromEntries(panels.map(({ id }, at) => [String(at + 1), () => onOpen(id)])));
  if (!bin) return null;
  const panel = panelOf(route.tab);
  return (
    <>
      <DetailHeader
        summary={summary}
        bin={bin}
        attempts={attempts}
        of={of}
        alias={request && usedAlias(request, bin.aliases)}
        hiddenByFilter={loaded && model.filter.value !== '' && indexOfSeq(rows, summary.seq) < 0}
        doings={doings}
        onBack={() => toList(route)}
        onStep={(offset) => {
          const row = model.neighbour(summary.seq, offset);
          if (row) navigate({ ...route, seq: row.seq }, { replace: true });
        }}
      />
      <TabBar request={request} panels={panels} active={panel} onOpen={onOpen} />
      <div class="tp scrolls" id="panel" role="tabpanel" aria-labelledby={`tab-${panel.id}`} tabIndex={0}>
        {request ? (
          <panel.View key={request.id} {...panelProps({ model, route, bin, request })} attempts={attempts} />
        ) : (
          <Waiting />
        )}
      </div>
    </>
  );
}

/** How many attempts of its event there are: a newer one in the list knows more than the row itself. */
function attemptsOf({ eventKey, attempts }: RequestSummary, rows: readonly RequestSummary[]): number {
  const newest = eventKey === null ? undefined : rows.find((row) => row.eventKey === eventKey);
  return Math.max(attempts, newest?.attempts ?? 0);
}

interface Opened {
  model: Inspector;
  route: InspectorRoute;
}

function panelProps({
  model,
  route,
  bin,
  request,
}: Opened & { bin: Bin; request: CapturedRequest }): Omit<PanelProps, 'attempts'> {
  return {
    bin,
    request,
    body: model.body.value,
    compareWith: route.with ?? null,
    onOpen: (tab) => navigate({ ...route, tab }),
    onGo: (seq) => navigate({ ...route, seq }),
    onCompare: (seq) => {
      const { with: _, ...rest } = route;
      navigate({ ...rest, tab: 'diff', ...(seq === null ? {} : { with: seq }) });
    },
    onFilter: (term) => {
      if (` ${route.q} `.includes(` ${term} `)) return;
      navigate({ ...route, q: `${route.q} ${term}`.trim() });
      showToast(late.value.detail.filterAdded(term));
    },
    onEditResponse: () => openDrawer(model, 'response'),
    onPatch: (patch) => model.patchRequest(request.seq, patch),
    onSettings: (tab) => openDrawer(model, tab, request),
    onBin: (next) => model.dispatch({ type: 'bin', bin: next }),
  };
}

function doingsOf({
  model,
  route,
  onDelete,
  summary,
}: Opened & { onDelete: () => void; summary: RequestSummary }): DetailDoings {
  const { bin, seq, pinned } = summary;
  return {
    onGo: (other) => navigate({ ...route, seq: other }),
    onDiff: () => navigate({ ...route, tab: 'diff' }),
    onCopyAs: (format) => void copyAs(bin, seq, format),
    onPin: () => {
      model.patchRequest(seq, { pinned: !pinned }).catch((cause: unknown) => {
        showToast(failureText(toFailure(cause)));
      });
    },
    onUnread: () => model.dispatch({ type: 'unread', seqs: [seq] }),
    onNote: () => {
      navigate({ ...route, tab: 'overview' });
      // The overview is drawn by then.
      requestAnimationFrame(() => document.getElementById(noteField)?.focus());
    },
    onAnswerLike: () => openDrawer(model, 'response', summary),
    onDelete,
  };
}

function nextTab({ tab }: InspectorRoute, request: CapturedRequest | null, offset: number): string {
  const active = panelOf(tab);
  const shown = panels.filter((panel) => panel === active || !request || (panel.shown?.(request) ?? true));
  const next = shown[(shown.indexOf(active) + offset + shown.length) % shown.length];
  return (next ?? active).id;
}

/** Comes late on purpose: most requests are there before anyone could see a skeleton. */
function Waiting() {
  return (
    <div class="wait" aria-busy="true" aria-label={late.value.detail.loading}>
      <i class="sk1 w40" />
      <i class="sk1 w60" />
      <i class="sk1 tall" />
    </div>
  );
}

function Nothing({ model }: { model: Inspector }) {
  const { bin, loaded } = model.list.value;
  const words = late.value.detail;
  if (!bin || !loaded) return <Waiting />;
  if (bin.requests === 0)
    return (
      <div class="firstin">
        <h2>{words.first}</h2>
        <CommandBlock url={bin.url}>{t.value.list.fromTerminal}</CommandBlock>
      </div>
    );
  return (
    <Empty icon="inbox" title={words.none}>
      <p>{words.pickOne(<kbd>J</kbd>)}</p>
    </Empty>
  );
}
