/** The five steps of a check, as it went: what was read, weighed, put together, computed and compared. */
import type { ComponentChildren } from 'preact';
import type { CapturedRequest, SignatureVerdict, VerdictSteps } from '../../server/contract.ts';
import type { BodyState } from '../open-request.ts';
import { Icon } from '../views/icon.tsx';
import { Compare } from './compare.tsx';
import { Compute } from './compute.tsx';
import { SignedContent } from './content.tsx';
import { HeaderValue } from './header-value.tsx';
import { TimeStep } from './time-step.tsx';
import { sayFinding, w } from './words.ts';

type StepName = keyof VerdictSteps;
const order: readonly StepName[] = ['header', 'timestamp', 'content', 'compute', 'compare'];

interface StepsProps {
  verdict: SignatureVerdict;
  steps: VerdictSteps;
  request: CapturedRequest;
  body: BodyState;
  provider: string;
  /** What a secret is called, by its place among those that were tried. */
  nameOf: (secret: number) => string;
}

/** The list. What comes after the step that went wrong is muted. */
export function Steps({ verdict, steps, request, body, provider, nameOf }: StepsProps) {
  const { content, compute, compare, header, timestamp } = steps;
  const words = w.value.steps;
  const shown: Readonly<Record<StepName, ComponentChildren>> = {
    header: header && <HeaderValue header={header} />,
    timestamp: timestamp ? (
      <TimeStep step={timestamp} receivedAt={request.receivedAt} />
    ) : (
      header && content && <span class="muted">{words.noTimestamp(provider)}</span>
    ),
    content: content && <SignedContent parts={content} body={body} />,
    compute: compute && <Compute compute={compute} nameOf={nameOf} />,
    compare: compare && <Compare compare={compare} encoding={compute?.encoding ?? ''} />,
  };
  // A wrong timestamp is told only once the signature matched, so that a failed step may have others behind it.
  const saysWhy = verdict.failed !== null && verdict.failed !== 'compare';
  return (
    <ol class="sig-steps">
      {order.map((name) => {
        const isBad = verdict.failed === name;
        const isReached = steps[name] !== null || (name === 'timestamp' && content !== null);
        const mark = isBad ? 'bad' : isReached && steps[name] !== null ? 'ok' : 'none';
        return (
          <li class={mark} key={name} data-step={name}>
            <Mark mark={mark} />
            <span class="lb">{words.names[name]}</span>
            <div class="ev">
              {shown[name] ?? (!isBad && <span class="muted">{words.notReached}</span>)}
              {isBad && saysWhy && <p class="why">{sayFinding(verdict, w.value)}</p>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

const icons = { ok: 'check', bad: 'x', none: 'right' } as const;

function Mark({ mark }: { mark: keyof typeof icons }) {
  return (
    <span class="mk">
      <Icon name={icons[mark]} />
      <span class="sr">{w.value.steps.marks[mark]}: </span>
    </span>
  );
}
