/** The Forwards tab: every time the request was sent on, newest first. */
import '../styles/forwards.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DeliverySummary } from '../../server/contract.ts';
import type { PanelProps } from '../panels/panel.ts';
import { loadProviders } from '../providers.ts';
import { Icon } from '../views/icon.tsx';
import { Empty, Problem } from '../views/problem.tsx';
import { Attempt } from './attempt.tsx';
import { isSendable, sendingNow } from './replay.ts';
import { loadTargets, sendingOf, whereTo } from './sending.ts';
import { targetStories } from './target-story.ts';
import { whyNone } from './why-none.ts';
import { w } from './words.ts';

/** The tab. */
export default function ForwardsView(props: PanelProps) {
  const { bin, request, deliveries } = props;
  const words = w.value.forwards;
  useEffect(() => {
    void loadTargets(bin.id);
    void loadProviders().catch(() => undefined);
  }, [bin.id]);
  const isMine = deliveries.seq === request.seq;
  if (isMine && deliveries.failure && !deliveries.loaded)
    return (
      <Problem title={words.notLoaded} failure={deliveries.failure} onRetry={props.onReloadDeliveries} />
    );
  return (
    <div class="forwards">
      <Tools {...props} />
      {!isMine || !deliveries.loaded ? (
        <div class="wait" aria-busy="true" aria-label={words.loading} />
      ) : deliveries.items.length === 0 ? (
        <None {...props} />
      ) : (
        <Attempts key={request.id} {...props} />
      )}
    </div>
  );
}

function Tools({ bin, request, onReplay }: PanelProps) {
  const words = w.value.forwards;
  const sending = sendingOf(bin);
  const to = whereTo(request, sending);
  const isSending = sendingNow.value.has(request.id);
  const isOff = !isSendable(request);
  return (
    <div class="tool">
      {to === null ? (
        <span class="muted small trunc">{words.noTarget}</span>
      ) : (
        <span class="trunc small" title={to}>
          <span class="muted where">{words.target}</span>
          <span class="mono">{to}</span>
        </span>
      )}
      <button type="button" class="btn sm ghost" disabled={isOff} onClick={() => onReplay('ask')}>
        {to === null ? words.setTarget : words.change}
      </button>
      <span class="grow" />
      <button type="button" class="btn sm" disabled={isOff} onClick={() => onReplay('edit')}>
        {words.edit}
      </button>
      <button
        type="button"
        class="btn sm pri"
        disabled={isOff}
        aria-busy={isSending}
        onClick={() => onReplay('now')}
      >
        <Icon name="replay" size="s" />
        {isSending ? words.sending : words.replay}
        <kbd aria-hidden="true">R</kbd>
      </button>
    </div>
  );
}

function None({ request, bin, onReplay, onSettings }: PanelProps) {
  const words = w.value.forwards;
  if (!isSendable(request))
    return (
      <Empty icon="fwd" title={words.none}>
        <p>{words.notSendable}</p>
      </Empty>
    );
  return (
    <Empty icon="fwd" title={words.none}>
      <p>{whyNone(request, bin.forwarding)}</p>
      <span class="row-of-buttons">
        <button type="button" class="btn sm" onClick={() => onReplay('now')}>
          <Icon name="replay" size="s" />
          {words.replayNow}
        </button>
        <button type="button" class="btn sm ghost" onClick={() => onSettings('forwarding')}>
          {words.setUp}
        </button>
      </span>
    </Empty>
  );
}

function Attempts({ deliveries, onOpen, onOlderDeliveries }: PanelProps) {
  const words = w.value.forwards;
  const { items, nextBefore } = deliveries;
  const open = useSignal<ReadonlySet<string>>(new Set(firstOpen(items)));
  const longestMs = Math.max(40, ...items.map(({ timing }) => timing.totalMs ?? 0));
  const targets = new Set(items.map(({ target }) => target));
  const toggle = (id: string) => {
    const next = new Set(open.peek());
    if (!next.delete(id)) next.add(id);
    open.value = next;
  };
  return (
    <>
      {nextBefore === null && (
        <p class="story small">
          {targetStories(items).map((sentence) => (
            <span key={sentence}>{sentence}</span>
          ))}
        </p>
      )}
      <ol class="att">
        {items.map((one, at) => (
          <Attempt
            key={one.id}
            summary={one}
            number={nextBefore === null ? items.length - at : null}
            before={items.slice(at + 1).find(({ targetId }) => targetId === one.targetId) ?? null}
            longestMs={longestMs}
            showsTarget={targets.size > 1}
            isOpen={open.value.has(one.id)}
            onToggle={() => toggle(one.id)}
            onBody={() => onOpen('body')}
          />
        ))}
      </ol>
      {nextBefore !== null && (
        <button type="button" class="btn sm older" onClick={onOlderDeliveries}>
          {words.older}
        </button>
      )}
    </>
  );
}

/** The newest one that failed is what one came for; else the newest. */
const firstOpen = (items: readonly DeliverySummary[]): string[] => {
  const shown = items.find(({ state }) => state === 'failed' || state === 'unknown') ?? items[0];
  return shown ? [shown.id] : [];
};
