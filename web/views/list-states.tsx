/** The list when there is nothing in it. */
import { useMemo } from 'preact/hooks';
import { formatCount } from '../format.ts';
import type { Inspector } from '../inspector.ts';
import { t } from '../locales/locale.ts';
import { withFacet } from '../query-text.ts';
import { type InspectorRoute, navigate } from '../route.ts';
import { openSend } from '../send/opening.ts';
import { CommandBlock } from './command-block.tsx';
import { Icon } from './icon.tsx';
import { Listening, Scope } from './listening.tsx';
import { Empty } from './problem.tsx';

/** Rows of the right height that are not there yet. */
export function LoadingList() {
  return (
    <div class="list" aria-busy="true" aria-label={t.value.list.loading}>
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
  const { bin } = model.list.value;
  const total = bin?.requests ?? 0;
  const words = t.value.list;
  const { facet, listed } = model.wanted.value;
  if (facet === 'unread' && total)
    return (
      <div class="list">
        <Empty icon="check" title={words.allRead}>
          <p>{words.allReadMore}</p>
          <button
            type="button"
            class="btn sm"
            onClick={() => navigate({ ...route, q: withFacet(route.q, 'all') })}
          >
            {words.clearFilter}
          </button>
        </Empty>
      </div>
    );
  if (listed)
    return (
      <div class="list">
        <Empty icon="filter" title={words.noMatch}>
          <p>{words.nothingFits(total, formatCount(total))}</p>
          <button
            type="button"
            class="btn sm"
            onClick={() => navigate({ ...route, q: '', from: null, to: null })}
          >
            {words.clearFilter}
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
          <p>{words.firstAppears}</p>
          <button type="button" class="btn" aria-haspopup="dialog" onClick={() => openSend(model)}>
            <Icon name="send" size="s" />
            {t.value.shell.send}
          </button>
          {bin && (
            <div class="only-m">
              <CommandBlock url={bin.url}>{t.value.list.fromTerminal}</CommandBlock>
            </div>
          )}
        </div>
      </div>
    </div>
  );
}
