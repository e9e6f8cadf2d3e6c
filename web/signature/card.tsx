/** The verdict that counts, with everything that explains it. */
import type { ComponentChildren } from 'preact';
import type { Bin, CapturedRequest, SignatureVerdict } from '../../server/contract.ts';
import { formatCount } from '../format.ts';
import type { BodyState } from '../open-request.ts';
import { providerLabel } from '../providers.ts';
import { algorithmName } from './compute.tsx';
import { Head } from './head.tsx';
import { type FoundWith, VerdictView } from './verdict-view.tsx';
import { w } from './words.ts';

interface VerdictCardProps {
  bin: Bin;
  request: CapturedRequest;
  body: BodyState;
  verdict: SignatureVerdict;
  isTrying: boolean;
  onTry: () => void;
  /** Only the head: what a secret that was tried makes of it stands there instead. */
  isShort: boolean;
  /** Below the head: where a secret is tried. */
  children: ComponentChildren;
}

/** How the page calls a stored secret: by its end. */
export const secretName = (hint: string, place: number): string =>
  hint ? `••••${hint}` : w.value.steps.secret(place + 1);

/** What the bin's own verdict was found with. */
function foundWith({ verification }: Bin, provider: string): FoundWith {
  const own = verification.find((one) => one.provider === provider);
  return {
    asked: { provider },
    settings: JSON.stringify(own ?? null),
    values: own?.values ?? {},
    nameOf: (place) => secretName(own?.secrets[place]?.hint ?? '', place),
  };
}

/** The card without its frame. */
export function VerdictCard({
  bin,
  request,
  body,
  verdict,
  isTrying,
  onTry,
  isShort,
  children,
}: VerdictCardProps) {
  const { status, steps, provider } = verdict;
  const words = w.value.card;
  const algorithm = steps?.compute ? algorithmName(steps.compute.algorithm) : null;
  const isAgain = steps === null && bin.rechecking !== null;
  return (
    <>
      <Head
        status={status}
        title={words.statuses[status]}
        actions={
          <button type="button" class="btn sm ghost" aria-expanded={isTrying} onClick={onTry}>
            {status === 'no_secret' ? words.addSecret : words.tryAnother}
          </button>
        }
      >
        {[providerLabel(provider), algorithm].filter(Boolean).join(' · ')}
        {isAgain && <span> · {words.rechecking(formatCount(bin.rechecking ?? 0))}</span>}
      </Head>
      {children}
      {!isShort && (
        <VerdictView verdict={verdict} request={request} body={body} {...foundWith(bin, provider)} />
      )}
    </>
  );
}
