/** Picks the request to compare with: an attempt of the same event, a recent one, any number, any filter. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { CapturedRequest, RequestSummary } from '../../server/contract.ts';
import { api, failureText, toFailure } from '../api.ts';
import { formatClock } from '../format.ts';
import { t } from '../locales/locale.ts';
import { Icon } from '../views/icon.tsx';
import { StatusText } from '../views/status.tsx';

const offered = 30;
const typingPauseMs = 200;

interface PartnerPickerProps {
  request: CapturedRequest;
  partner: CapturedRequest | null;
  attempts: readonly RequestSummary[];
  onPick: (seq: number) => void;
}

/** A button that says who it is now, and opens the list. */
export function PartnerPicker({ request, partner, attempts, onPick }: PartnerPickerProps) {
  const open = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const words = t.value.diff;
  const close = () => {
    open.value = false;
    button.current?.focus();
  };
  return (
    <>
      <button
        type="button"
        class="btn sm picked"
        ref={button}
        aria-haspopup="dialog"
        aria-expanded={open.value}
        onClick={() => (open.value = !open.value)}
      >
        {partner ? (
          <>
            <StatusText status={partner.status} fault={partner.fault} />
            <span class="trunc">{partner.title}</span>
            <span class="muted num">#{partner.seq}</span>
          </>
        ) : (
          words.choose
        )}
        <Icon name="down" size="xs" />
      </button>
      {open.value && (
        <PickList
          request={request}
          attempts={attempts}
          onClose={close}
          onPick={(seq) => {
            close();
            onPick(seq);
          }}
        />
      )}
    </>
  );
}

interface PickListProps {
  request: CapturedRequest;
  attempts: readonly RequestSummary[];
  onPick: (seq: number) => void;
  onClose: () => void;
}

function PickList({ request, attempts, onPick, onClose }: PickListProps) {
  const text = useSignal('');
  const active = useSignal(0);
  const { items, problem, text: answered } = useCandidates(request, text.value);
  /** Enter came before the candidates for what was typed. */
  const isAwaited = useSignal(false);
  const box = useRef<HTMLDivElement>(null);
  const words = t.value.diff;
  const others = text.value ? [] : attempts.filter(({ seq }) => seq !== request.seq);
  const listed = [...others, ...items.filter(({ seq }) => others.every((one) => one.seq !== seq))];
  const at = Math.min(active.value, listed.length - 1);
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  useEffect(() => {
    if (!isAwaited.value || answered !== text.value) return;
    isAwaited.value = false;
    if (listed[0]) onPick(listed[0].seq);
  }, [isAwaited.value, answered, text.value]);
  useEffect(() => {
    box.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  useEffect(() => {
    const onPointer = ({ target }: Event) => {
      // The button closes it itself.
      const inside =
        target instanceof Element && (box.current?.contains(target) || target.closest('.picked'));
      if (!inside) onClose();
    };
    document.addEventListener('pointerdown', onPointer);
    return () => document.removeEventListener('pointerdown', onPointer);
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = listed[at];
    if (event.key === 'ArrowDown') active.value = Math.min(listed.length - 1, at + 1);
    else if (event.key === 'ArrowUp') active.value = Math.max(0, at - 1);
    else if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && answered !== text.value) isAwaited.value = true;
    else if (event.key === 'Enter' && chosen) onPick(chosen.seq);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="menu picker" ref={box} role="dialog" aria-label={words.compareWith} onKeyDown={onKeyDown}>
      <input
        class="in"
        role="combobox"
        aria-expanded="true"
        aria-controls="partners"
        aria-activedescendant={listed[at] ? `partner-${listed[at].seq}` : undefined}
        aria-label={words.pickLabel}
        placeholder={words.pickLabel}
        autocomplete="off"
        spellcheck={false}
        value={text.value}
        onInput={({ currentTarget }) => {
          text.value = currentTarget.value.trim();
          active.value = 0;
        }}
      />
      {problem !== null && (
        <p class="small problem-text" role="alert">
          {problem}
        </p>
      )}
      <div role="listbox" id="partners" aria-label={words.requests} class="partners">
        {listed.map((one, index) => (
          <Candidate
            key={one.seq}
            candidate={one}
            selected={index === at}
            sameEvent={one.eventKey !== null && one.eventKey === request.eventKey}
            onPick={() => onPick(one.seq)}
          />
        ))}
      </div>
      {!listed.length && problem === null && <p class="muted small none">{words.noneFound}</p>}
    </div>
  );
}

interface CandidateProps {
  candidate: RequestSummary;
  selected: boolean;
  sameEvent: boolean;
  onPick: () => void;
}

function Candidate({ candidate, selected, sameEvent, onPick }: CandidateProps) {
  const { seq, status, fault, title, receivedAt, attempt } = candidate;
  return (
    // The keys are those of the field above, which keeps the focus.
    <div role="option" id={`partner-${seq}`} aria-selected={selected} class="partner" onClick={onPick}>
      <StatusText status={status} fault={fault} />
      <span class="trunc">{title}</span>
      {sameEvent && <span class="tag">{t.value.facts.attempt(attempt)}</span>}
      <span class="kk num">
        #{seq} · {formatClock(receivedAt).slice(0, 8)}
      </span>
    </div>
  );
}

interface Candidates {
  /** What they were looked for with. */
  text: string;
  items: readonly RequestSummary[];
  problem: string | null;
}

/** Requests for what is typed: a number is that request, anything else a filter. */
function useCandidates({ bin, seq }: CapturedRequest, text: string): Candidates {
  const found = useSignal<Candidates>({ text: '', items: [], problem: null });
  useEffect(() => {
    const control = new AbortController();
    const load = async (): Promise<readonly RequestSummary[]> => {
      const number = /^#?(\d{1,9})$/.exec(text)?.[1];
      if (number !== undefined) return [await api.request(bin, Number(number), control.signal)];
      return (await api.requests(bin, { limit: offered, q: text }, control.signal)).items;
    };
    const show = async () => {
      try {
        const items = await load();
        if (!control.signal.aborted)
          found.value = { text, items: items.filter((one) => one.seq !== seq), problem: null };
      } catch (cause) {
        if (control.signal.aborted) return;
        const failure = toFailure(cause);
        const problem = failure.code === 'bad_filter' ? failure.message : failureText(failure);
        found.value = { text, items: [], problem: failure.code === 'request_not_found' ? null : problem };
      }
    };
    const timer = setTimeout(() => void show(), text ? typingPauseMs : 0);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [bin, seq, text]);
  return found.value;
}
