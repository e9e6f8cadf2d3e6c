/** What a secret that was tried makes of the request. */
import type { CapturedRequest } from '../../server/contract.ts';
import type { BodyState } from '../open-request.ts';
import { providerLabel } from '../providers.ts';
import { Head } from './head.tsx';
import type { Tried } from './use-trial.ts';
import { VerdictView } from './verdict-view.tsx';
import { w } from './words.ts';

interface TriedVerdictProps {
  tried: Tried;
  request: CapturedRequest;
  body: BodyState;
}

/** The verdict, told apart from the one of the bin. */
export function TriedVerdict({ tried: { trial, verdict }, request, body }: TriedVerdictProps) {
  const { card, steps } = w.value;
  return (
    <div class="tried" role="group" aria-label={card.tried}>
      <Head status={verdict.status} title={card.statuses[verdict.status]}>
        {card.tried} · {providerLabel(verdict.provider)}
      </Head>
      <VerdictView
        verdict={verdict}
        request={request}
        body={body}
        asked={trial}
        // Never the secret itself: this is only told apart.
        settings={String(keyOf(trial))}
        values={trial.values ?? {}}
        nameOf={() => steps.triedSecret}
      />
    </div>
  );
}

const keys = new WeakMap<object, number>();
const count = { trials: 0 };

/** Each trial has a number: two of them are two questions. */
function keyOf(trial: object): number {
  const known = keys.get(trial) ?? (count.trials += 1);
  keys.set(trial, known);
  return known;
}
