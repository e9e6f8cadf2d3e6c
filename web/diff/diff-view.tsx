/** The diff tab: another request beside the open one. */
import './diff.css';
import { useSignal } from '@preact/signals';
import { formatBytes, formatCount } from '../format.ts';
import { late } from '../late/words.ts';
import type { PanelProps } from '../panels/panel.ts';
import { recall, remember } from '../remembered.ts';
import { Choice } from '../views/choice.tsx';
import { Icon } from '../views/icon.tsx';
import { Empty, Problem } from '../views/problem.tsx';
import type { BodyComparison, Comparison } from './change.ts';
import { ChangeList } from './change-list.tsx';
import { PartnerPicker } from './partner-picker.tsx';
import { SideBySide } from './side-by-side.tsx';
import { type ComparisonState, useComparison } from './use-comparison.ts';

type View = 'changes' | 'side';

/** The tab. */
export default function DiffView(props: PanelProps) {
  const { request, attempts, onCompare } = props;
  const { comparison, again } = useComparison(props);
  const view = useSignal<View>(recall('diff') === 'side' ? 'side' : 'changes');
  const words = late.value.diff;
  const partner = partnerOf(comparison);
  return (
    <div class="diffview">
      <div class="tool">
        <span class="muted small nowrap no-m">{words.compareWith}</span>
        <PartnerPicker request={request} partner={partner} attempts={attempts.items} onPick={onCompare} />
        <span class="grow" />
        {comparison.state === 'ready' && <Summary comparison={comparison.comparison} />}
        <Choice
          label={words.view}
          options={[
            { id: 'changes', label: words.changes },
            { id: 'side', label: words.sideBySide },
          ]}
          value={view.value}
          onChange={(id: View) => {
            view.value = id;
            remember('diff', id);
          }}
        />
      </div>
      <Content comparison={comparison} view={view.value} again={again} onDefault={() => onCompare(null)} />
    </div>
  );
}

function partnerOf(comparison: ComparisonState) {
  if (comparison.state === 'loading') return comparison.partner;
  return comparison.state === 'ready' ? comparison.before.request : null;
}

function Summary({ comparison: { changed, added, removed } }: { comparison: Comparison }) {
  const words = late.value.diff;
  return (
    <span class="dsum no-m">
      <span>{words.changed(<b>{formatCount(changed)}</b>)}</span>
      <span>{words.added(<b>{formatCount(added)}</b>)}</span>
      <span>{words.removed(<b>{formatCount(removed)}</b>)}</span>
    </span>
  );
}

interface ContentProps {
  comparison: ComparisonState;
  view: View;
  again: () => void;
  onDefault: () => void;
}

function Content({ comparison, view, again, onDefault }: ContentProps) {
  const words = late.value.diff;
  if (comparison.state === 'loading')
    return (
      <div class="wait" aria-busy="true" aria-label={words.comparing}>
        <i class="sk1 w60" />
        <i class="sk1 tall" />
      </div>
    );
  if (comparison.state === 'failed')
    return <Problem title={words.failed} failure={comparison.failure} onRetry={again} />;
  if (comparison.state === 'alone')
    return (
      <Empty icon="diff" title={words.alone}>
        <p>{words.aloneWhy}</p>
      </Empty>
    );
  if (comparison.state === 'gone')
    return (
      <Empty icon="trash" title={late.value.detail.gone(comparison.seq)}>
        <p>{late.value.detail.goneWhy}</p>
        <button type="button" class="btn sm" onClick={onDefault}>
          {words.useDefault}
        </button>
      </Empty>
    );
  const { before, after, comparison: found } = comparison;
  return (
    <>
      <BodyNotes body={found.body} />
      <ByteNote body={found.body} sizes={[before.bytes.length, after.bytes.length]} />
      {isIdentical(found) && (
        <p class="banner info" role="note">
          <Icon name="check" />
          <span>
            <b>{words.identical}</b> {words.identicalWhy}
          </span>
        </p>
      )}
      {view === 'side' ? (
        <SideBySide key={before.request.id} body={found.body} before={before} after={after} />
      ) : (
        <ChangeList comparison={found} before={before.request} after={after.request} />
      )}
    </>
  );
}

const isIdentical = ({ groups, body }: Comparison): boolean =>
  body.equal && !body.notes.includes('cut') && groups.every(({ total }) => total === 0);

function BodyNotes({ body: { notes } }: { body: BodyComparison }) {
  return (
    <>
      {notes.map((note) => (
        <p class="banner info" role="note" key={note}>
          <Icon name="info" />
          <span>{late.value.diff.notes[note]}</span>
        </p>
      ))}
    </>
  );
}

/** Bytes have no paths and no lines: how much differs, and from where on. */
function ByteNote({ body, sizes: [before, after] }: { body: BodyComparison; sizes: [number, number] }) {
  const words = late.value.diff;
  if (body.method !== 'bytes') return null;
  const { firstDifference, differing } = body;
  return (
    <p class="banner info" role="note">
      <Icon name="file" />
      <span>
        {words.sizes(formatBytes(before), formatBytes(after))}{' '}
        {firstDifference === null
          ? words.sameBytes
          : words.firstByte(
              formatCount(firstDifference),
              firstDifference.toString(16),
              formatCount(differing),
            )}
      </span>
    </p>
  );
}
