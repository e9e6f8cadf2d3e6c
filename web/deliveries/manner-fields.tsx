/** How requests are sent: for whom, signed by whom, how often. */
import { useSignal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import { providerLabel } from '../providers.ts';
import { Choice } from '../views/choice.tsx';
import type { ReplayModel } from './replay-model.ts';
import { w } from './words.ts';

/** Signature and Host. */
export function Manner({ model }: { model: ReplayModel }) {
  const { host } = model;
  const words = w.value.replay;
  return (
    <div class="manner">
      <Signing model={model} />
      <div class="fld">
        <span class="lbl">{words.host}</span>
        <Choice
          label={words.host}
          options={[
            { id: 'target', label: words.hostTarget },
            { id: 'original', label: words.hostOriginal },
          ]}
          value={host.value}
          onChange={(id) => (host.value = id)}
        />
        <span class="hint">{host.value === 'target' ? words.hostTargetHint : words.hostOriginalHint}</span>
      </div>
    </div>
  );
}

function Signing({ model: { scope, request, sign, signing, signer, body } }: { model: ReplayModel }) {
  const words = w.value.replay;
  const hasSecrets = scope.bin.verification.some(({ secrets }) => secrets.length > 0);
  const canSign = request ? signer.value !== null : hasSecrets;
  if (!canSign)
    return (
      <div class="fld">
        <span class="lbl">{words.signature}</span>
        <span class="hint">
          {body.value.kind !== 'keep'
            ? words.cannotSignEdited
            : hasSecrets
              ? words.notItsSecret
              : words.noSecret}
        </span>
      </div>
    );
  const isStale = signing.value === 'keep' && body.value.kind !== 'keep';
  return (
    <div class="fld">
      <span class="lbl">{words.signature}</span>
      <Choice
        label={words.signature}
        options={[
          { id: 'resign', label: words.resign },
          { id: 'keep', label: words.keep },
        ]}
        value={signing.value}
        onChange={(id) => (sign.value = id)}
      />
      <span class={isStale ? 'hint warn' : 'hint'}>
        {isStale
          ? words.staleHint
          : signing.value === 'keep'
            ? words.keepHint
            : signer.value === null
              ? words.resignManyHint
              : words.resignHint(providerLabel(signer.value))}
      </span>
    </div>
  );
}

/** Times, at once, and the gaps between many. */
export function HowOften({ model: { scope, times, parallel, gaps, tried } }: { model: ReplayModel }) {
  const words = w.value.replay;
  const isMany = scope.what === 'many';
  const keepsGaps = isMany && gaps.value === 'original';
  return (
    <div class="manner often">
      <NumberField
        id="replay-times"
        label={isMany ? words.timesEach : words.times}
        most={isMany ? 10_000 : 100}
        value={times}
        showsWrong={tried.value}
      />
      {(isMany || times.value > 1) && !keepsGaps && (
        <NumberField
          id="replay-parallel"
          label={words.parallel}
          most={50}
          value={parallel}
          showsWrong={tried.value}
        />
      )}
      {isMany && (
        <div class="fld">
          <span class="lbl">{words.gaps}</span>
          <Choice
            label={words.gaps}
            options={[
              { id: 'none', label: words.gapsNone },
              { id: 'original', label: words.gapsOriginal },
            ]}
            value={gaps.value}
            onChange={(id) => (gaps.value = id)}
          />
        </div>
      )}
    </div>
  );
}

interface NumberFieldProps {
  id: string;
  label: string;
  most: number;
  /** 0 when what is typed is no number that fits. */
  value: Signal<number>;
  showsWrong: boolean;
}

/** A whole number from 1. */
export function NumberField({ id, label, most, value, showsWrong }: NumberFieldProps) {
  const typed = useSignal(String(value.peek()));
  const isWrong = value.value < 1;
  return (
    <div class="fld">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="in mono num"
        inputMode="numeric"
        autocomplete="off"
        aria-invalid={isWrong}
        aria-describedby={`${id}-wrong`}
        value={typed.value}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value;
          const number = /^\d{1,6}$/.test(typed.value.trim()) ? Number(typed.value) : 0;
          value.value = number <= most ? number : 0;
        }}
      />
      <span id={`${id}-wrong`} class="wrong">
        {isWrong && showsWrong && w.value.replay.fromTo(most)}
      </span>
    </div>
  );
}
