/** One provider of the bin: its secrets, what its scheme needs, what becomes of requests that are not valid. */
import { providerOf } from '../../providers.ts';
import type { Wrong } from '../../signature/draft.ts';
import { PlainFields } from '../../signature/plain-fields.tsx';
import { w } from '../../signature/words.ts';
import { Choice } from '../../views/choice.tsx';
import type { Entry } from './entries.ts';
import { HandshakeSwitch } from './handshake-switch.tsx';
import { Secrets } from './secrets.tsx';

interface EditorProps {
  entry: Entry;
  wrong: Wrong;
  set: (change: Partial<Entry>) => void;
  onRemove: () => void;
}

/** The form below the list. */
export function Editor({ entry, wrong, set, onRemove }: EditorProps) {
  const provider = providerOf(entry.provider);
  const { drawer } = w.value;
  if (!provider) return null;
  const id = `verify-${provider.id}`;
  return (
    <section class="verif-edit" aria-labelledby={`${id}-title`}>
      <div class="verif-head">
        <h3 class="grow" id={`${id}-title`}>
          {provider.label}
        </h3>
        <button type="button" class="btn sm ghost danger" onClick={onRemove}>
          {drawer.remove}
        </button>
      </div>
      {provider.id === 'custom' && <p class="hint">{drawer.custom}</p>}
      {!provider.signs && <p class="hint">{w.value.handshake.only(provider.label)}</p>}
      <Secrets id={id} provider={provider} entry={entry} wrong={wrong['secret']} set={set} />
      {provider.signs && (
        <div class="verif-grid">
          <PlainFields id={id} provider={provider} draft={entry} wrong={wrong} set={set} />
        </div>
      )}
      {provider.handshake && (
        <HandshakeSwitch
          id={`${id}-handshake`}
          label={provider.label}
          isOn={entry.handshake}
          onChange={(handshake) => set({ handshake })}
        />
      )}
      {provider.signs && <Mode id={id} entry={entry} wrong={wrong['status']} set={set} />}
      <Source source={provider.source} confirmed={provider.confirmed} />
    </section>
  );
}

interface ModeProps {
  id: string;
  entry: Entry;
  wrong: string | undefined;
  set: (change: Partial<Entry>) => void;
}

function Mode({ id, entry: { mode, status }, wrong, set }: ModeProps) {
  const { drawer } = w.value;
  return (
    <div class="fld">
      <span class="lbl">{drawer.mode}</span>
      <div class="verif-mode">
        <Choice
          label={drawer.mode}
          options={[
            { id: 'observe', label: drawer.observe },
            { id: 'reject', label: drawer.rejectShort },
          ]}
          value={mode}
          onChange={(next) => set({ mode: next })}
        />
        {mode === 'reject' && (
          <input
            class="in mono"
            aria-label={drawer.status}
            inputMode="numeric"
            maxLength={3}
            value={status}
            aria-invalid={wrong !== undefined}
            aria-describedby={wrong === undefined ? undefined : `${id}-status-wrong`}
            onInput={({ currentTarget }) => set({ status: currentTarget.value })}
          />
        )}
      </div>
      {wrong !== undefined && (
        <span class="wrong" role="alert" id={`${id}-status-wrong`}>
          {wrong}
        </span>
      )}
      <span class="hint">{mode === 'reject' ? drawer.rejectHint : drawer.observeHint}</span>
    </div>
  );
}

/** What we know of the scheme, and from where: an address of a site is a way there. */
function Source({ source, confirmed }: { source: string; confirmed: string }) {
  const { drawer } = w.value;
  const said: Readonly<Record<string, string>> = drawer.confirmed;
  const [, site] = /^((?:[a-z0-9-]+\.)+(?:com|io|dev|org|app)(?:\/[\w./-]*)?)/.exec(source) ?? [];
  return (
    <p class="hint">
      {drawer.source}: {said[confirmed] ?? confirmed} (
      {site ? (
        <a href={`https://${site}`} target="_blank" rel="noreferrer noopener">
          {source}
        </a>
      ) : (
        source
      )}
      )
    </p>
  );
}
