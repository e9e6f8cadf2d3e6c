/** Code that verifies a provider's requests, to be put into the receiver. Fetched when it is unfolded. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { VerifyCode as Code } from '../../server/contract.ts';
import { type ApiFailure, api, toFailure } from '../api.ts';
import { paintCode } from '../code/paint-code.ts';
import { recall, remember } from '../remembered.ts';
import { Choice } from '../views/choice.tsx';
import { CopyButton } from '../views/copy-button.tsx';
import { Tokens } from '../views/painted.tsx';
import { Problem } from '../views/problem.tsx';
import { w } from './words.ts';

const languages = [
  { id: 'node', label: 'Node' },
  { id: 'python', label: 'Python' },
  { id: 'go', label: 'Go' },
] as const;
type Language = (typeof languages)[number]['id'];

const remembered = (): Language => languages.find(({ id }) => id === recall('verify-language'))?.id ?? 'node';

interface VerifyCodeProps {
  provider: string;
  label: string;
  /** What the provider's code depends on besides the secret. */
  values: Readonly<Record<string, string>>;
}

/** Folded at first. */
export function VerifyCode({ provider, label, values }: VerifyCodeProps) {
  const isOpen = useSignal(false);
  return (
    <details class="vcode" onToggle={({ currentTarget }) => (isOpen.value = currentTarget.open)}>
      <summary>{w.value.code.title(label)}</summary>
      {isOpen.value && <Files provider={provider} values={values} />}
    </details>
  );
}

function Files({ provider, values }: Omit<VerifyCodeProps, 'label'>) {
  const language = useSignal<Language>(remembered());
  const code = useSignal<Code | null>(null);
  const failure = useSignal<ApiFailure | null>(null);
  const tries = useSignal(0);
  const asked = JSON.stringify(values);
  useEffect(() => {
    const control = new AbortController();
    const load = async () => {
      try {
        failure.value = null;
        code.value = await api.verifyCode(provider, { ...values }, control.signal);
      } catch (cause) {
        if (!control.signal.aborted) failure.value = toFailure(cause);
      }
    };
    void load();
    return () => control.abort();
  }, [provider, asked, tries.value]);
  const words = w.value.code;
  if (failure.value)
    return <Problem title={words.failed} failure={failure.value} onRetry={() => (tries.value += 1)} />;
  if (!code.value) return <div class="vcode-wait" aria-busy="true" />;
  const text = code.value[language.value];
  const name = languages.find(({ id }) => id === language.value)?.label ?? '';
  return (
    <>
      <div class="th">
        <Choice
          label={words.language}
          options={languages}
          value={language.value}
          onChange={(id) => {
            language.value = id;
            remember('verify-language', id);
          }}
        />
        <span class="grow" />
        <CopyButton text={text} what={words.what(name)}>
          {words.copy}
        </CopyButton>
      </div>
      <pre tabIndex={0} aria-label={words.what(name)}>
        {text.split('\n').map((line, at) => (
          <div key={at}>
            <Tokens tokens={paintCode(line)} />
          </div>
        ))}
      </pre>
    </>
  );
}
