/** Step 4: the algorithm, and what each secret made of it. */
import type { VerdictSteps } from '../../server/contract.ts';
import { Icon } from '../views/icon.tsx';
import { sayFinding, w } from './words.ts';

type Computed = NonNullable<VerdictSteps['compute']>;

const names: Readonly<Record<string, string>> = {
  ed25519: 'Ed25519',
  es256: 'ES256 (ECDSA P-256, SHA-256)',
  'ecdsa-sha256': 'ECDSA, SHA-256',
  'rsa-sha1': 'RSA, SHA-1',
  'rsa-sha256': 'RSA, SHA-256',
  sha256: 'SHA-256',
  sha512: 'SHA-512',
};

/** An algorithm as people write it. */
export const algorithmName = (algorithm: string): string =>
  names[algorithm] ??
  (algorithm === 'equal' ? w.value.steps.token : algorithm.toUpperCase().replace('HMAC-SHA', 'HMAC-SHA'));

interface ComputeProps {
  compute: Computed;
  nameOf: (secret: number) => string;
}

/** One secret in the sentence, several below it. */
export function Compute({ compute: { algorithm, secretForm, attempts }, nameOf }: ComputeProps) {
  const words = w.value.steps;
  const [first, ...more] = attempts;
  const forms: Readonly<Record<string, string>> = words.forms;
  const form = forms[secretForm];
  const named = (secret: number) => (secretForm === 'key' ? words.publicKey : nameOf(secret));
  if (!first)
    return (
      <p>
        {algorithmName(algorithm)}, <span class="muted">{words.noSecrets}</span>
      </p>
    );
  return (
    <>
      <p>
        {algorithmName(algorithm)} {words.with}{' '}
        {more.length === 0 && <span class="mono">{named(first.secret)}</span>}
        {form && <span class="muted"> ({form})</span>}
      </p>
      {(more.length > 0 || first.problem) && (
        <ul class="attempted">
          {attempts.map(({ secret, matched, problem }) => (
            <li key={secret} class={matched ? 'hit' : ''}>
              <Icon name={matched ? 'check' : 'x'} size="s" />
              <span>
                <span class="mono">{named(secret)}</span>{' '}
                {problem ? sayFinding(problem, w.value) : matched ? words.matches : words.differs}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
