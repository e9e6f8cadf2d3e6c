/** A verdict in full: its steps, why it failed, and the code that would have known. */
import type { CapturedRequest, SignatureVerdict, Trial } from '../../server/contract.ts';
import type { BodyState } from '../open-request.ts';
import { providerLabel, providerOf } from '../providers.ts';
import { Diagnosis } from './diagnosis.tsx';
import { valuesOf } from './draft.ts';
import { Steps } from './steps.tsx';
import { useDiagnosis } from './use-diagnosis.ts';
import { VerifyCode } from './verify-code.tsx';
import { sayFinding, w } from './words.ts';

/** What a verdict was found with. */
export interface FoundWith {
  /** As the diagnosis is asked: a trial, or only the provider for what the bin has. */
  asked: Partial<Trial> & { provider: string };
  /** Other settings mean another diagnosis. */
  settings: string;
  values: Readonly<Record<string, string>>;
  nameOf: (secret: number) => string;
}

interface VerdictViewProps extends FoundWith {
  verdict: SignatureVerdict;
  request: CapturedRequest;
  body: BodyState;
}

/** Everything below the head of the card. */
export function VerdictView({ verdict, request, body, asked, settings, values, nameOf }: VerdictViewProps) {
  const { status, steps, provider, failed } = verdict;
  const found = useDiagnosis(request, verdict, asked, settings);
  const label = providerLabel(provider);
  const known = providerOf(provider);
  const isWrong = status !== 'valid';
  // Without a header there is nothing to go through.
  const isStepped = steps !== null && (steps.header !== null || status === 'malformed');
  return (
    <>
      {(!isStepped || failed === 'claims') && <p class="say">{sayFinding(verdict, w.value)}</p>}
      {isStepped && (
        <Steps
          verdict={verdict}
          steps={steps}
          request={request}
          body={body}
          provider={label}
          nameOf={nameOf}
        />
      )}
      {isWrong && status !== 'no_secret' && <Diagnosis found={found} verdict={verdict} />}
      {isWrong && status !== 'unsigned' && known && (
        <VerifyCode provider={provider} label={label} values={valuesOf(known, { values })} />
      )}
    </>
  );
}
