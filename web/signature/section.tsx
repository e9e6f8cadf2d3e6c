/** What is known of the signature of the open request, at the top of its overview. */
import '../styles/signature.css';
import { type Signal, useSignal } from '@preact/signals';
import type { Bin, CapturedRequest, SignatureVerdict } from '../../server/contract.ts';
import { formatCount } from '../format.ts';
import type { BodyState } from '../open-request.ts';
import { providerLabel, providerOf, providers, signs, useProviderNames } from '../providers.ts';
import { VerdictCard } from './card.tsx';
import { HandshakeCard } from './handshake-card.tsx';
import { Head } from './head.tsx';
import { SecretForm } from './secret-form.tsx';
import { signersOf } from './signers.ts';
import { tryingSecret } from '../trying-secret.ts';
import { TriedVerdict } from './tried-verdict.tsx';
import type { Tried } from './use-trial.ts';
import { w } from './words.ts';

/** What the section shows, and whom it tells. */
export interface SectionProps {
  bin: Bin;
  request: CapturedRequest;
  body: BodyState;
  /** Opens the settings of the bin for this request. */
  onSettings: () => void;
  onBin: (bin: Bin) => void;
}

/** One card; nothing for what the parser refused, which has no headers. */
export default function SignatureSection(props: SectionProps) {
  const { bin, request, onSettings } = props;
  const isTrying = tryingSecret.value === request.id;
  const toggle = () => (tryingSecret.value = isTrying ? null : request.id);
  const tried = useSignal<Tried | null>(null);
  useProviderNames();
  if (request.state === 'refused') return null;
  const isOn = bin.verification.some(({ provider }) => signs(provider));
  const [first, ...more] = isOn ? request.verification : [];
  const isChecked = first !== undefined;
  const trial = isTrying && (
    <Trial {...props} verdict={first} tried={tried} onClose={() => (tryingSecret.value = null)} />
  );
  return (
    <section class="sec" aria-label={w.value.card.section}>
      {request.handshake !== null && (
        <HandshakeCard key={request.id} request={request} onSettings={onSettings} />
      )}
      <div class="card sigc">
        {first && (
          <VerdictCard
            {...props}
            verdict={first}
            isTrying={isTrying}
            onTry={toggle}
            isShort={isTrying && tried.value !== null}
          >
            {trial}
          </VerdictCard>
        )}
        {!isChecked && isOn && <NotYet bin={bin} />}
        {!isChecked && !isOn && <NotSetUp {...props} isTrying={isTrying} onTry={toggle} />}
        {!isChecked && trial}
        {more.length > 0 && <Others verdicts={more} />}
      </div>
    </section>
  );
}

function NotYet({ bin: { rechecking } }: { bin: Bin }) {
  const words = w.value.card;
  return (
    <Head status={null} title={words.notYet}>
      {rechecking === null ? words.notYetWhy : words.rechecking(formatCount(rechecking))}
    </Head>
  );
}

interface NotSetUpProps extends SectionProps {
  isTrying: boolean;
  onTry: () => void;
}

function NotSetUp({ request, onSettings, isTrying, onTry }: NotSetUpProps) {
  const words = w.value.card;
  const [signer] = signersOf(request, providers.value);
  const sender = request.provider === null ? undefined : providerOf(request.provider);
  const text = signer
    ? words.looksSigned(signer.label)
    : sender
      ? words.looksUnsigned(sender.label)
      : words.unknownSender;
  return (
    <Head
      status={null}
      title={signer ? words.unchecked : w.value.card.statuses.unsigned}
      actions={
        <>
          {signer && (
            <button type="button" class="btn sm" aria-expanded={isTrying} onClick={onTry}>
              {words.addSecret}
            </button>
          )}
          <button
            type="button"
            class={`btn sm ${signer ? 'ghost' : ''}`}
            aria-haspopup="dialog"
            onClick={onSettings}
          >
            {words.setUp}
          </button>
        </>
      }
    >
      {text}
    </Head>
  );
}

interface TrialProps extends SectionProps {
  verdict: SignatureVerdict | undefined;
  tried: Signal<Tried | null>;
  onClose: () => void;
}

function Trial({ bin, request, body, verdict, tried, onBin, onClose }: TrialProps) {
  const [signer] = signersOf(request, providers.value);
  const provider = verdict?.provider ?? signer?.id ?? '';
  return (
    <div class="try">
      <SecretForm
        key={providers.value.length > 0 ? provider : 'none'}
        bin={bin}
        request={request}
        provider={provider}
        focus
        onTried={(found) => (tried.value = found)}
        onSaved={(saved) => {
          onBin(saved);
          onClose();
        }}
      />
      {tried.value && <TriedVerdict tried={tried.value} request={request} body={body} />}
    </div>
  );
}

function Others({ verdicts }: { verdicts: readonly SignatureVerdict[] }) {
  const { card } = w.value;
  return (
    <div class="others">
      <p class="muted">{card.others}</p>
      <ul>
        {verdicts.map(({ provider, status }) => (
          <li key={provider}>
            {providerLabel(provider)}: {card.statuses[status]}
          </li>
        ))}
      </ul>
    </div>
  );
}
