/** The likely cause of a failure in a sentence, how sure that is, and what was tried in vain. */
import type { SignatureDiagnosis, SignatureVerdict } from '../../server/contract.ts';
import { failureText } from '../api.ts';
import { formatCount } from '../format.ts';
import { t } from '../locales/locale.ts';
import { Icon } from '../views/icon.tsx';
import { Visible } from '../views/visible-text.tsx';
import type { Found } from './use-diagnosis.ts';
import { sayFinding, w } from './words.ts';

/** The finding below the steps. */
export function Diagnosis({ found, verdict }: { found: Found; verdict: SignatureVerdict }) {
  const { diagnosis, others, failure, again } = found;
  const words = w.value.diagnosis;
  if (failure)
    return (
      <div class="diag" role="alert">
        <Icon name="warn" />
        <b>{words.failed}</b>
        <p>
          {failureText(failure)}{' '}
          <button type="button" class="btn sm" onClick={again}>
            {t.value.common.retry}
          </button>
        </p>
      </div>
    );
  if (!diagnosis)
    return (
      <div class="diag" aria-busy="true">
        <Icon name="bolt" />
        <span class="muted">{words.looking}</span>
      </div>
    );
  // What the verdict says itself is not said twice.
  if (diagnosis.cause?.code === verdict.code) return null;
  return <Cause diagnosis={diagnosis} others={others} />;
}

function Cause({ diagnosis, others }: { diagnosis: SignatureDiagnosis; others: number | null }) {
  const { cause, proven, also, tried, complete } = diagnosis;
  const words = w.value.diagnosis;
  if (!cause) return null;
  return (
    <div class="diag" role="status">
      <Icon name="bolt" />
      <p class="cause">
        <b>{proven ? words.cause : words.likely}: </b>
        <Visible text={sayFinding(cause, w.value)} />
      </p>
      {also.length > 0 && (
        <>
          <p>{words.also}:</p>
          <ul>
            {also.map((one) => (
              <li key={one.reason}>
                <Visible text={sayFinding(one, w.value)} />
              </li>
            ))}
          </ul>
        </>
      )}
      {others !== null && (
        <p>{others > 0 ? words.othersMatch(others, formatCount(others)) : words.noneMatch}</p>
      )}
      {(tried.length > 0 || !complete) && <Tried tried={tried} proven={proven} complete={complete} />}
    </div>
  );
}

function Tried({ tried, proven, complete }: Pick<SignatureDiagnosis, 'tried' | 'proven' | 'complete'>) {
  const words = w.value.diagnosis;
  const families: Readonly<Record<string, string>> = words.families;
  return (
    <details>
      <summary>
        {words.tried} <span class="num">({tried.length})</span>
      </summary>
      <ul>
        {tried.map((one) => (
          <li key={one}>
            <Icon name="x" size="s" />
            {families[one] ?? one}
          </li>
        ))}
      </ul>
      <p class="muted">{proven ? words.proven : words.guess}</p>
      {!complete && <p class="muted">{words.incomplete}</p>}
    </details>
  );
}
