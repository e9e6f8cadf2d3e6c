/** The verification tab of the drawer: who is checked, with which secrets. */
import '../../styles/verification-tab.css';
import '../../styles/signature.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { api } from '../../api.ts';
import { t } from '../../locales/locale.ts';
import { loadProviders, providerLabel, providerOf, signs } from '../../providers.ts';
import { ProviderPicker } from '../../signature/provider-picker.tsx';
import { loadWords, w } from '../../signature/words.ts';
import { Icon } from '../../views/icon.tsx';
import type { DrawerPlace, OpenTab } from '../tab.ts';
import { Counts } from './counts.tsx';
import { Editor } from './editor.tsx';
import type { Entry } from './entries.ts';
import { openVerification, type VerificationModel } from './model.ts';

/** Fetches what the tab is drawn from, then opens it. Rejects when that cannot be had. */
export async function loadVerification(): Promise<(place: DrawerPlace) => OpenTab> {
  await Promise.all([loadWords(), loadProviders()]);
  return (place) => {
    const model = openVerification(place);
    const { isDirty, save, close } = model;
    return { View: () => <Verification model={model} />, isDirty, save, close };
  };
}

function Verification({ model }: { model: VerificationModel }) {
  const { bin, entries, selected, wrong, problem } = model;
  const at = selected.value;
  const entry = at === null ? undefined : entries.value[at];
  const { drawer } = w.value;
  return (
    <div class="verif">
      <List model={model} />
      {problem.value !== null && (
        <p class="wrong" role="alert">
          {problem.value}
        </p>
      )}
      {at !== null && entry && !entry.removed && (
        <Editor
          key={entry.provider}
          entry={entry}
          wrong={wrong.value.get(at) ?? {}}
          set={(change) => model.set(at, change)}
          onRemove={() => model.set(at, { removed: true })}
        />
      )}
      {bin.value.verification.length > 0 && <Counts bin={bin.value} />}
      {entries.value.length === 0 && (
        <div class="verif-none">
          <b>{drawer.none}</b>
          <p class="hint">{drawer.noneWhy}</p>
        </div>
      )}
    </div>
  );
}

function List({ model }: { model: VerificationModel }) {
  const { bin, entries } = model;
  const wantsMore = useSignal(false);
  const isEmpty = entries.value.length === 0;
  const isAdding = wantsMore.value || isEmpty;
  const seen = useSeen(bin.value.id);
  const { drawer, form } = w.value;
  useEffect(() => {
    if (wantsMore.value) document.getElementById('verify-add')?.focus();
  }, [wantsMore.value]);
  const taken = entries.value.filter(({ removed }) => !removed).map(({ provider }) => provider);
  return (
    <div class="fld">
      <span class="lbl">
        {drawer.list}
        <span class="grow" />
        {!isEmpty && (
          <button
            type="button"
            class="btn sm"
            aria-expanded={isAdding}
            onClick={() => (wantsMore.value = !wantsMore.value)}
          >
            <Icon name="plus" size="s" />
            {drawer.add}
          </button>
        )}
      </span>
      {isAdding && (
        <>
          <label class="sr" for="verify-add">
            {form.provider}
          </label>
          <ProviderPicker
            id="verify-add"
            value={null}
            seen={seen}
            taken={taken}
            onPick={(id) => {
              model.add(id);
              wantsMore.value = false;
              // Its form is drawn by then.
              requestAnimationFrame(() => focusFirst(`verify-${id}-secret-0`, `verify-${id}-handshake`));
            }}
          />
        </>
      )}
      {entries.value.length > 0 && (
        <ul class="verif-list">
          {entries.value.map((entry, at) => (
            <Row key={entry.provider} entry={entry} at={at} model={model} />
          ))}
        </ul>
      )}
      {entries.value.length > 0 && <span class="hint">{drawer.recognised}</span>}
    </div>
  );
}

function Row({ entry, at, model }: { entry: Entry; at: number; model: VerificationModel }) {
  const { provider, removed, mode, status, handshake } = entry;
  const { drawer } = w.value;
  const label = providerLabel(provider);
  const isOn = model.selected.value === at && !removed;
  if (removed)
    return (
      <li class="gone">
        <span class="grow">{drawer.removed(label)}</span>
        <button type="button" class="btn sm" onClick={() => model.set(at, { removed: false })}>
          {drawer.undo}
        </button>
      </li>
    );
  return (
    <li class={isOn ? 'on' : ''}>
      <button
        type="button"
        class="verif-row"
        aria-expanded={isOn}
        onClick={() => (model.selected.value = isOn ? null : at)}
      >
        <Icon name={!signs(provider) ? 'reply' : hints(entry).length > 0 ? 'shieldok' : 'shieldkey'} />
        <b>{label}</b>
        <span class="mono trunc muted grow">
          {hints(entry).join(', ') || (signs(provider) && drawer.noSecret)}
        </span>
        {handshake && <span class="tag">{t.value.list.handshake}</span>}
        {mode === 'reject' && <span class="tag">{status}</span>}
        <Icon name={isOn ? 'up' : 'down'} size="s" />
      </button>
    </li>
  );
}

/** Who has no secret has a handshake. */
const focusFirst = (...ids: string[]): void =>
  ids
    .map((id) => document.getElementById(id))
    .find((element) => element !== null)
    ?.focus();

/** The secrets that will be there, by their ends. */
const hints = ({ stored, news }: Entry): string[] => [
  ...stored.filter(({ dropped }) => !dropped).map(({ hint }) => `••••${hint}`),
  ...news.filter((text) => text !== '').map(() => `•••• ${w.value.drawer.unsaved}`),
];

/** Providers that the stored requests came from, the most frequent first. */
function useSeen(bin: string): readonly string[] {
  const seen = useSignal<readonly string[]>([]);
  useEffect(() => {
    const control = new AbortController();
    const load = async () => {
      try {
        const { items } = await api.values(bin, { field: 'provider', prefix: '' }, control.signal);
        seen.value = items.map(({ value }) => value).filter((id) => providerOf(id));
      } catch {
        // It only puts some first.
      }
    };
    void load();
    return () => control.abort();
  }, [bin]);
  return seen.value;
}
