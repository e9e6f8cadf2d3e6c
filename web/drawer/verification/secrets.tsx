/** The secrets of a provider: those that are stored are known by their end, new ones are typed. */
import type { Provider } from '../../../server/contract.ts';
import { secretField } from '../../signature/draft.ts';
import { SecretInput } from '../../signature/secret-input.tsx';
import { sayWords, w } from '../../signature/words.ts';
import { Icon } from '../../views/icon.tsx';
import type { Entry } from './entries.ts';

interface SecretsProps {
  id: string;
  provider: Provider;
  entry: Entry;
  wrong: string | undefined;
  set: (change: Partial<Entry>) => void;
}

const most = 10;

/** A list and a field; one more field for each that is added. */
export function Secrets({ id, provider, entry: { stored, news }, wrong, set }: SecretsProps) {
  const field = secretField(provider);
  const { drawer, said } = w.value;
  if (!field) return null;
  const isKey = field.kind === 'key';
  const type = (at: number, text: string) =>
    set({ news: news.map((one, place) => (place === at ? text : one)) });
  return (
    <div class="fld">
      <span class="lbl">{sayWords(field.label, said)}</span>
      {stored.length > 0 && (
        <ul class="stored">
          {stored.map((secret, at) => (
            <StoredSecret
              key={secret.id}
              number={at + 1}
              secret={secret}
              onDrop={(dropped) =>
                set({ stored: stored.map((one) => (one === secret ? { ...one, dropped } : one)) })
              }
            />
          ))}
        </ul>
      )}
      {news.map((text, at) => (
        <div key={at}>
          <label class="sr" for={`${id}-secret-${at}`}>
            {drawer.newSecret} {news.length > 1 ? at + 1 : ''}
          </label>
          <SecretInput
            id={`${id}-secret-${at}`}
            value={text}
            hint={field.hint}
            isKey={isKey}
            wrong={wrong}
            describedBy={wrong === undefined ? undefined : `${id}-secret-wrong`}
            onInput={(typed) => type(at, typed)}
          />
        </div>
      ))}
      {wrong !== undefined && (
        <span class="wrong" role="alert" id={`${id}-secret-wrong`}>
          {wrong}
        </span>
      )}
      {stored.length + news.length < most && (
        <button type="button" class="btn sm self" onClick={() => set({ news: [...news, ''] })}>
          <Icon name="plus" size="s" />
          {stored.length + news.length > 0 ? drawer.another : drawer.newSecret}
        </button>
      )}
      <span class="hint">{drawer.rotation}</span>
    </div>
  );
}

interface StoredSecretProps {
  number: number;
  secret: Entry['stored'][number];
  onDrop: (dropped: boolean) => void;
}

function StoredSecret({ number, secret: { hint, dropped }, onDrop }: StoredSecretProps) {
  const { drawer } = w.value;
  return (
    <li class={dropped ? 'gone' : ''}>
      <span class="mono">{hint ? `••••••••${hint}` : '••••••••'}</span>
      <span class="muted grow">
        {dropped ? drawer.dropped : hint ? drawer.stored(hint) : drawer.storedShort}
      </span>
      <button
        type="button"
        class="icb sm"
        aria-label={dropped ? drawer.keepSecret(number) : drawer.dropSecret(number)}
        title={dropped ? drawer.keepSecret(number) : drawer.dropSecret(number)}
        onClick={() => onDrop(!dropped)}
      >
        <Icon name={dropped ? 'reply' : 'x'} size="s" />
      </button>
    </li>
  );
}
