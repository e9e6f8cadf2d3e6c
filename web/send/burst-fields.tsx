/** How many events a burst sends, how fast, and how many at once. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { type ApiFailure, failureText, toFailure } from '../api.ts';
import { NumberField } from '../deliveries/manner-fields.tsx';
import { Icon } from '../views/icon.tsx';
import { showBurst } from './bursts.ts';
import { calls } from './calls.ts';
import type { SendModel } from './send-model.ts';
import { w } from './words.ts';
import { focusWrong } from './wrong-field.ts';

const [leastRate, mostRate] = [0.1, 2_000];

/** Null: as fast as it goes; undefined: no number that fits. */
function rateOf(typed: string): number | null | undefined {
  const text = typed.trim().replace(',', '.');
  if (text === '') return null;
  const rate = /^\d{1,4}(?:\.\d+)?$/.test(text) ? Number(text) : 0;
  return rate >= leastRate && rate <= mostRate ? rate : undefined;
}

/** The section; it is shut until somebody wants it. */
export function BurstFields({ model }: { model: SendModel }) {
  const words = w.value.burst;
  const count = useSignal(100);
  const parallel = useSignal(10);
  const typedRate = useSignal('20');
  const tried = useSignal(false);
  const isStarting = useSignal(false);
  const failure = useSignal<ApiFailure | null>(null);
  const section = useRef<HTMLDetailsElement>(null);
  const rate = rateOf(typedRate.value);
  const start = async () => {
    tried.value = true;
    model.tried.value = true;
    failure.value = null;
    const asked = model.asked.peek();
    const isReady = asked !== null && rate !== undefined && count.value > 0 && parallel.value > 0;
    if (isStarting.value) return;
    if (!isReady) return focusWrong(section.current?.closest('form'));
    isStarting.value = true;
    const { id } = model.bin.peek();
    try {
      const about = { count: count.value, perSecond: rate, parallel: parallel.value };
      showBurst(id, await calls.burst(id, { ...asked, ...about }));
      model.remembered();
    } catch (cause) {
      failure.value = toFailure(cause);
    } finally {
      isStarting.value = false;
    }
  };
  return (
    <details class="burst-fields" ref={section}>
      <summary>{words.title}</summary>
      <p class="hint">{words.about}</p>
      <div
        class="three"
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // Here it begins the burst, and does not send one event.
          event.preventDefault();
          event.stopPropagation();
          if (event.target instanceof HTMLInputElement) void start();
        }}
      >
        <NumberField
          id="burst-count"
          label={words.count}
          most={10_000}
          value={count}
          showsWrong={tried.value}
        />
        <div class="fld">
          <label for="burst-rate">{words.rate}</label>
          <input
            id="burst-rate"
            class="in mono num"
            inputMode="decimal"
            autocomplete="off"
            aria-invalid={rate === undefined}
            aria-describedby="burst-rate-about"
            value={typedRate.value}
            onInput={({ currentTarget }) => (typedRate.value = currentTarget.value)}
          />
          <span id="burst-rate-about" class={rate === undefined ? 'wrong' : 'hint'}>
            {rate === undefined ? words.badRate : words.rateHint}
          </span>
        </div>
        <NumberField
          id="burst-parallel"
          label={words.parallel}
          most={100}
          value={parallel}
          showsWrong={tried.value}
        />
      </div>
      {failure.value && (
        <p class="wrong" role="alert">
          {failureText(failure.value)}
        </p>
      )}
      <button type="button" class="btn" aria-disabled={isStarting.value} onClick={() => void start()}>
        <Icon name="bolt" size="s" />
        {isStarting.value ? words.starting : words.start}
      </button>
    </details>
  );
}
