/** The right pane: the open request in its panels. */
import type { Inspector } from '../inspector.ts';
import { panelOf, panels } from '../panels/panels.ts';
import { type InspectorRoute, navigate } from '../route.ts';
import { indexOfSeq } from '../state.ts';
import { CommandBlock } from './command-block.tsx';
import { DetailHeader } from './detail-header.tsx';
import { Empty, Problem } from './problem.tsx';
import { TabBar } from './tab-bar.tsx';

interface RequestDetailProps {
  model: Inspector;
  route: InspectorRoute;
  onDelete: () => void;
}

/** The pane. */
export function RequestDetail({ model, route, onDelete }: RequestDetailProps) {
  return (
    <section class="dpane" aria-label="Request">
      <Content model={model} route={route} onDelete={onDelete} />
    </section>
  );
}

function Content({ model, route, onDelete }: RequestDetailProps) {
  const open = model.open.value;
  const { bin, loaded, rows } = model.list.value;
  if (model.failure.value) return null;
  if (route.seq === null) return <Nothing model={model} />;
  const toList = () => navigate({ ...route, seq: null, tab: null });
  if (open.state === 'gone')
    return (
      <Empty icon="trash" heading="h1" title={`Request ${open.seq} is gone`}>
        <p>It was deleted, or dropped to make room for newer ones.</p>
        <button type="button" class="btn sm" onClick={toList}>
          Show the list
        </button>
      </Empty>
    );
  if (open.state === 'failed')
    return (
      <Problem
        title="Could not load the request"
        heading="h1"
        failure={open.failure}
        onRetry={() => void model.openRequest(open.seq)}
      />
    );
  const at = indexOfSeq(rows, route.seq);
  const summary = open.state === 'ready' && open.seq === route.seq ? open.request : rows[at];
  if (!summary || !bin) return <Waiting />;
  const panel = panelOf(route.tab);
  const request = open.state === 'ready' && open.seq === route.seq ? open.request : null;
  const step = (offset: number) => {
    const row = model.neighbour(route.seq, offset);
    if (row) navigate({ ...route, seq: row.seq }, { replace: true });
  };
  return (
    <>
      <DetailHeader
        summary={summary}
        bin={bin}
        hiddenByFilter={loaded && model.filter.value !== '' && at < 0}
        onBack={toList}
        onStep={step}
        onDelete={onDelete}
      />
      <TabBar
        request={request}
        panels={panels}
        active={panel}
        onOpen={(tab) => navigate({ ...route, tab })}
      />
      <div class="tp scrolls" id="panel" role="tabpanel" aria-labelledby={`tab-${panel.id}`} tabIndex={0}>
        {request ? (
          <panel.View
            key={request.id}
            request={request}
            body={model.body.value}
            onOpen={(tab) => navigate({ ...route, tab })}
            onFilter={(term) => navigate({ ...route, q: `${route.q} ${term}`.trim() })}
          />
        ) : (
          <Waiting />
        )}
      </div>
    </>
  );
}

/** Comes late on purpose: most requests are there before anyone could see a skeleton. */
function Waiting() {
  return (
    <div class="wait" aria-busy="true" aria-label="Loading the request">
      <i class="sk1 w40" />
      <i class="sk1 w60" />
      <i class="sk1 tall" />
    </div>
  );
}

function Nothing({ model }: { model: Inspector }) {
  const { bin, loaded } = model.list.value;
  if (!bin || !loaded) return <Waiting />;
  if (bin.requests === 0)
    return (
      <div class="firstin">
        <h2>Send the first request</h2>
        <CommandBlock url={bin.url}>From a terminal</CommandBlock>
      </div>
    );
  return (
    <Empty icon="inbox" title="No request selected">
      <p>
        Pick one from the list, or press <kbd>J</kbd> to open the newest.
      </p>
    </Empty>
  );
}
