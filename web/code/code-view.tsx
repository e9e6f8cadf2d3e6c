/** The code tab: a request in the languages of this build, for this bin or for any URL. */
import './code.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CapturedRequest, ExportFormat } from '../../server/contract.ts';
import { headerValue } from '../../server/headers.ts';
import { type ApiFailure, api, toFailure } from '../api.ts';
import { now } from '../clock.ts';
import { saveAnswer } from '../download.ts';
import { formatAgo } from '../format.ts';
import { codeFormats } from '../formats.ts';
import { signedAt } from '../header-notes.ts';
import { late } from '../late/words.ts';
import type { PanelProps } from '../panels/panel.ts';
import { recall, remember } from '../remembered.ts';
import { plainLines } from '../renderers/raw.ts';
import { Choice } from '../views/choice.tsx';
import { CopyButton } from '../views/copy-button.tsx';
import { Icon } from '../views/icon.tsx';
import { Problem } from '../views/problem.tsx';
import { TextLines } from '../views/text-lines.tsx';
import { paintCode } from './paint-code.ts';

/** The tab. */
export default function CodeView({ request }: PanelProps) {
  const languages = useSignal<readonly ExportFormat[]>([]);
  const language = useSignal(recall('code-language') ?? 'curl');
  const target = useTarget();
  const chosen = languages.value.find(({ id }) => id === language.value) ?? languages.value[0];
  const code = useCode(request, chosen?.id ?? null, target.url);
  const loadLanguages = async () => {
    try {
      languages.value = await codeFormats();
    } catch (cause) {
      code.failure.value = toFailure(cause);
    }
  };
  useEffect(() => void loadLanguages(), []);
  const words = late.value.code;
  const again = () => {
    void loadLanguages();
    code.again();
  };
  const text = code.text.value;
  return (
    <div class="codeview">
      <div class="tool">
        <Choice
          label={words.language}
          options={languages.value}
          value={chosen?.id ?? ''}
          onChange={(id) => {
            language.value = id;
            remember('code-language', id);
          }}
        />
        <span class="grow" />
        <span class="muted small no-m">{words.to}</span>
        <TargetField target={target} />
        {chosen && text !== null && (
          <button
            type="button"
            class="icb sm"
            aria-label={words.download}
            title={words.download}
            onClick={() => void code.save()}
          >
            <Icon name="download" size="s" />
          </button>
        )}
        {chosen && text !== null && (
          <CopyButton class="btn sm pri" text={text} what={words.what(chosen.label)}>
            {words.copy}
          </CopyButton>
        )}
      </div>
      <Expiry request={request} />
      {code.failure.value ? (
        <Problem title={words.failed} failure={code.failure.value} onRetry={again} />
      ) : (
        text !== null && (
          <TextLines
            key={`${chosen?.id}`}
            label={words.text}
            text={text}
            lines={() => plainLines(text)}
            paint={(line) => paintCode(line)}
          />
        )
      )}
    </div>
  );
}

/** A signature with a time in it is refused after a while: code that repeats it then fails for a reason of its own. */
function Expiry({ request }: { request: CapturedRequest }) {
  const signed = signedAt((name) => headerValue(request.headers, name));
  if (signed === null) return null;
  return (
    <p class="banner info" role="note">
      <Icon name="info" />
      <span>{late.value.code.expires(formatAgo(new Date(signed).toISOString(), now.value))}</span>
    </p>
  );
}

type Where = 'bin' | 'other';

/** Where the code sends to: the bin, or a URL that is remembered. `url` is null for the bin. */
function useTarget() {
  const where = useSignal<Where>(recall('code-where') === 'other' ? 'other' : 'bin');
  const typed = useSignal(recall('code-url') ?? 'http://localhost:3000/');
  const valid = isHttpUrl(typed.value);
  return { where, typed, valid, url: where.value === 'other' && valid ? typed.value : null };
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function TargetField({ target: { where, typed, valid } }: { target: ReturnType<typeof useTarget> }) {
  const words = late.value.code;
  return (
    <>
      <Choice
        label={words.target}
        options={[
          { id: 'bin', label: words.thisBin },
          { id: 'other', label: words.otherUrl },
        ]}
        value={where.value}
        onChange={(id: Where) => {
          where.value = id;
          remember('code-where', id);
        }}
      />
      {where.value === 'other' && (
        <input
          class="in mono target"
          type="url"
          aria-label={words.url}
          aria-invalid={!valid}
          title={valid ? words.url : words.badUrl}
          placeholder="http://localhost:3000/"
          spellcheck={false}
          value={typed.value}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value.trim();
            if (isHttpUrl(typed.value)) remember('code-url', typed.value);
          }}
        />
      )}
      {where.value === 'other' && !valid && (
        <span class="bad-url small" role="alert">
          {words.badUrl}
        </span>
      )}
    </>
  );
}

const typingPauseMs = 250;

/** Fetches the code; the last one stays until the next is there. */
function useCode({ bin, seq }: CapturedRequest, format: string | null, to: string | null) {
  const text = useSignal<string | null>(null);
  const failure = useSignal<ApiFailure | null>(null);
  const tries = useSignal(0);
  const fetchCode = (format: string, signal?: AbortSignal) =>
    api.exported(format, { bin, seq, ...(to === null ? {} : { to }) }, signal);
  useEffect(() => {
    if (format === null) return undefined;
    const control = new AbortController();
    const load = async () => {
      try {
        const code = await (await fetchCode(format, control.signal)).text();
        failure.value = null;
        text.value = code;
      } catch (cause) {
        if (!control.signal.aborted) failure.value = toFailure(cause);
      }
    };
    const timer = setTimeout(() => void load(), to === null ? 0 : typingPauseMs);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [bin, seq, format, to, tries.value]);
  const save = async () => {
    try {
      if (format !== null)
        await saveAnswer(await fetchCode(format), { onBytes: () => undefined, disk: null });
    } catch (cause) {
      failure.value = toFailure(cause);
    }
  };
  return { text, failure, save, again: () => (tries.value += 1) };
}
