/** How forwarding to a target goes: what waits, what was given up, the last attempts, and looking back. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DeliverySummary, ForwardStatus, ForwardTarget } from '../../../server/contract.ts';
import { now } from '../../clock.ts';
import { deliveryLook, deliveryOutcome } from '../../deliveries/outcome.ts';
import { w } from '../../deliveries/words.ts';
import { formatAgo, formatAgoOrIn, formatCount, formatMs } from '../../format.ts';
import { Icon } from '../../views/icon.tsx';
import { SelectField } from '../select-field.tsx';
import type { ForwardingModel } from './model.ts';
import { type ForwardQueue, shownDead } from './queue.ts';

interface QueueStateProps {
  model: ForwardingModel;
  target: ForwardTarget;
}

/** Of a target that is saved. */
export function QueueState({ model, target }: QueueStateProps) {
  const status = model.queue.statuses.value.get(target.id);
  const isAsync = target.mode === 'async';
  return (
    <>
      <LastBars attempts={model.queue.lastOf(target.id)} />
      {status && isAsync && <Waiting model={model} status={status} />}
      {isAsync && target.enabled && <Since model={model} target={target} />}
    </>
  );
}

function Waiting({ model: { queue }, status }: { model: ForwardingModel; status: ForwardStatus }) {
  const { id, waiting, queued, sending, dead, pausedUntil } = status;
  const words = w.value.forwarding;
  const left = waiting + queued + sending;
  return (
    <div class="fld queue">
      <span class="lbl">{words.queue}</span>
      <p class="row-line">
        <span class="grow num">
          {left === 0 ? words.nothingWaits : words.leftHere(left, formatCount(left), formatCount(sending))}
        </span>
      </p>
      {pausedUntil && (
        <p class="row-line warn">
          <Icon name="warn" size="s" />
          <span class="grow">{words.paused(formatAgoOrIn(Date.parse(pausedUntil), now.value))}</span>
          <button type="button" class="btn sm" onClick={() => void queue.resume(id)}>
            {words.tryNow}
          </button>
        </p>
      )}
      {dead > 0 && (
        <p class="row-line bad">
          <Icon name="warn" size="s" />
          <span class="grow num">{words.dead(dead, formatCount(dead))}</span>
          <button type="button" class="btn sm" onClick={() => void queue.redeliver(id)}>
            {words.redeliver}
          </button>
        </p>
      )}
      {dead > 0 && <DeadList queue={queue} id={id} count={dead} />}
    </div>
  );
}

/** Which ones were given up, each with the way to its attempts. */
function DeadList({ queue, id, count }: { queue: ForwardQueue; id: string; count: number }) {
  const items = queue.dead.value.get(id);
  const isOpen = useSignal(false);
  useEffect(() => {
    if (isOpen.value) void queue.loadDead(id);
  }, [isOpen.value, count]);
  const words = w.value.forwarding;
  return (
    <details class="dead-list" onToggle={({ currentTarget }) => (isOpen.value = currentTarget.open)}>
      <summary>{words.whichDead}</summary>
      <ul>
        {items?.map((one) => (
          <li key={one.id}>
            <a href={`/bins/${one.bin}/requests/${one.seq}/forwards`}>{words.requestNo(String(one.seq))}</a>
            <span class={`st ${deliveryLook(one)}`}>{deliveryOutcome(one)}</span>
            <span class="muted num">{one.endedAt && formatAgo(one.endedAt, now.value)}</span>
          </li>
        ))}
      </ul>
      {count > shownDead && <p class="hint">{words.newestDead(shownDead)}</p>}
    </details>
  );
}

const spans = { quarter: 900_000, hour: 3_600_000, day: 86_400_000, all: null } as const;
type SpanId = keyof typeof spans;

function Since({ model: { queue }, target }: QueueStateProps) {
  const words = w.value.forwarding;
  const span = useSignal<SpanId>('hour');
  const isAsking = useSignal(false);
  const options = (['quarter', 'hour', 'day', 'all'] as const).map((id) => ({ id, label: words.spans[id] }));
  const start = async () => {
    if (isAsking.value) return;
    isAsking.value = true;
    const ms = spans[span.value];
    const since = ms === null ? { seq: 1 } : { time: new Date(Date.now() - ms).toISOString() };
    await queue.since(target.id, since);
    isAsking.value = false;
  };
  return (
    <div class="fld">
      <div class="since">
        <SelectField
          id="forward-since"
          label={words.since}
          value={span.value}
          options={options}
          onChange={(id) => (span.value = id)}
        />
        <button type="button" class="btn" aria-disabled={isAsking.value} onClick={() => void start()}>
          <Icon name="fwd" size="s" />
          {words.lookBack}
        </button>
      </div>
      <span class="hint">{words.sinceHint}</span>
    </div>
  );
}

const barHeight = 42;

function LastBars({ attempts }: { attempts: readonly DeliverySummary[] }) {
  const words = w.value.forwarding;
  if (attempts.length === 0) return <p class="hint">{words.noneYet}</p>;
  const times = attempts.map(({ timing }) => timing.totalMs ?? 0);
  const longest = Math.max(20, ...times);
  const failed = attempts.filter(({ state }) => state !== 'delivered').length;
  const good = attempts.filter(({ state }) => state === 'delivered').map(({ timing }) => timing.totalMs ?? 0);
  const middle = good.toSorted((a, b) => a - b)[good.length >> 1];
  const sentence = words.lastSentence(
    attempts.length - failed,
    failed,
    middle === undefined ? null : formatMs(middle),
  );
  return (
    <div class="fld">
      <span class="lbl">
        <span class="grow">{words.last(attempts.length)}</span>
        <span class="hint num">{sentence}</span>
      </span>
      <svg
        class="last-bars"
        viewBox={`0 0 520 ${barHeight + 2}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${words.last(attempts.length)}: ${sentence}`}
      >
        {attempts.map((one, at) => {
          const isBad = one.state !== 'delivered';
          const height = isBad
            ? barHeight - 2
            : Math.max(3, ((one.timing.totalMs ?? 0) / longest) * barHeight);
          return (
            <rect
              key={one.id}
              class={deliveryLook(one)}
              x={at * 10.4}
              y={barHeight - height}
              width="7.4"
              height={height}
              rx="1"
            />
          );
        })}
        <line x1="0" x2="520" y1={barHeight + 1} y2={barHeight + 1} />
      </svg>
    </div>
  );
}
