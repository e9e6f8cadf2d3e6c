/** A handshake, above the signature: what was answered, and what it leaves to do by hand. */
import { useSignal } from '@preact/signals';
import type { CapturedRequest, HandshakeNext } from '../../server/contract.ts';
import { api, failureText, toFailure } from '../api.ts';
import { providerLabel } from '../providers.ts';
import { CopyButton } from '../views/copy-button.tsx';
import { Icon } from '../views/icon.tsx';
import { w } from './words.ts';

interface HandshakeCardProps {
  request: CapturedRequest;
  /** Opens the settings of the bin. */
  onSettings: () => void;
}

/** Only for a request that was a handshake. */
export function HandshakeCard({ request, onSettings }: HandshakeCardProps) {
  const { handshake, handshakeNext: next, status } = request;
  const words = w.value.handshake;
  const id = handshake ?? '';
  const isUnproven = id === 'aws-sns' && next === null;
  return (
    <div class="card sigc shake">
      <header class={status < 400 ? 'valid' : 'late'}>
        <span class="ic">
          <Icon name="reply" />
        </span>
        <div class="grow">
          <h2>{words.title(providerLabel(id))}</h2>
          <p>{status < 400 ? words.answered(String(status)) : words.refused(String(status))}</p>
        </div>
        {isUnproven && (
          <div class="sig-acts">
            <button type="button" class="btn sm" aria-haspopup="dialog" onClick={onSettings}>
              {w.value.card.setUp}
            </button>
          </div>
        )}
      </header>
      {isUnproven && <p class="say">{words.unproven}</p>}
      {next?.kind === 'keep' && <Keep request={request} next={next} />}
      {next?.kind === 'visit' && <Visit provider={providerLabel(id)} url={next.value} />}
    </div>
  );
}

function Keep({ request, next }: { request: CapturedRequest; next: HandshakeNext }) {
  const { bin, seq, handshake } = request;
  const state = useSignal<'' | 'saving' | 'kept'>('');
  const problem = useSignal<string | null>(null);
  const words = w.value.handshake;
  const provider = providerLabel(handshake ?? '');
  const isKept = next.done || state.value === 'kept';
  const keep = async () => {
    if (state.value !== '') return;
    state.value = 'saving';
    problem.value = null;
    try {
      await api.keepSecret(bin, seq);
      state.value = 'kept';
    } catch (cause) {
      state.value = '';
      problem.value = failureText(toFailure(cause));
    }
  };
  return (
    <div class="say">
      <p>{words.brought(provider)}</p>
      {handshake === 'notion' && <p>{words.paste(provider)}</p>}
      <code class="shake-value">{next.value}</code>
      <div class="shake-acts">
        {isKept ? (
          <span class="shake-kept" role="status">
            <Icon name="check" size="s" />
            {words.kept}
          </span>
        ) : (
          <button
            type="button"
            class="btn sm pri"
            aria-disabled={state.value === 'saving'}
            onClick={() => void keep()}
          >
            {state.value === 'saving' ? words.keeping : words.keep}
          </button>
        )}
        <CopyButton text={next.value} what={words.secret}>
          {words.copySecret}
        </CopyButton>
      </div>
      {problem.value !== null && (
        <p class="wrong" role="alert">
          {problem.value}
        </p>
      )}
    </div>
  );
}

/** The address is a link, and no more: who opens it confirms. */
function Visit({ provider, url }: { provider: string; url: string }) {
  const words = w.value.handshake;
  return (
    <div class="say">
      <p>{words.visit(provider)}</p>
      <code class="shake-value">{url}</code>
      <div class="shake-acts">
        <a class="btn sm pri" href={url} target="_blank" rel="noopener noreferrer">
          {words.confirm}
        </a>
        <CopyButton text={`curl '${url.replaceAll("'", '%27')}'`} what={words.command}>
          {words.copyCommand}
        </CopyButton>
      </div>
    </div>
  );
}
