/** What this bin does with a request, left to right. Only the stages that exist. */
import type { Bin } from '../../server/contract.ts';
import { isSilent } from '../../server/outcomes.ts';
import { formatCount } from '../format.ts';
import { bodyWord, responseTags, usualAnswer } from '../response-tags.ts';
import { t } from '../locales/locale.ts';
import { providerLabel, signs, useProviderNames } from '../providers.ts';
import { CopyIcon } from './copy-button.tsx';
import { HookUrl } from './hook-url.tsx';
import { Icon } from './icon.tsx';
import { StatusText } from './status.tsx';

interface PipelineProps {
  bin: Bin;
  /** Opens a tab of the drawer. */
  onOpen: (tab: string) => void;
}

interface ForwardProps extends PipelineProps {
  /** Targets whose last attempt got no 2xx. */
  failing: ReadonlySet<string>;
}

/** The strip below the top bar; a stage with settings opens them. */
export function Pipeline({ bin, onOpen, failing }: ForwardProps) {
  return (
    <section class="pipe" aria-label={t.value.shell.pipeline}>
      <div class="stage url">
        <Icon name="inbox" />
        <span class="u trunc">
          <HookUrl url={bin.url} />
        </span>
        <CopyIcon label={`${t.value.shell.copyHookUrl} (c)`} text={bin.url} what={t.value.shell.url} />
      </div>
      <span class="sep">
        <Icon name="right" size="s" />
      </span>
      <VerifyStage bin={bin} onOpen={() => onOpen('verification')} />
      <span class="sep">
        <Icon name="right" size="s" />
      </span>
      <Respond bin={bin} onOpen={onOpen} />
      <span class="sep">
        <Icon name="right" size="s" />
      </span>
      <Forward bin={bin} onOpen={onOpen} failing={failing} />
    </section>
  );
}

function VerifyStage({ bin, onOpen }: { bin: Bin; onOpen: () => void }) {
  const { rechecking } = bin;
  const words = t.value.shell;
  useProviderNames(bin.verification.length > 0);
  const verification = bin.verification.filter(({ provider }) => signs(provider));
  const isOn = verification.length > 0;
  const [first] = verification;
  return (
    <button type="button" class="stage" aria-haspopup="dialog" onClick={onOpen}>
      <Icon name={isOn ? 'shieldok' : 'shield'} />
      <span class="k">{words.verify}</span>
      <span class={`v ${isOn ? '' : 'muted'}`}>
        {verification.length === 1 && first
          ? providerLabel(first.provider)
          : isOn
            ? words.verifyProviders(verification.length)
            : words.verifyOff}
      </span>
      {verification.some(({ mode }) => mode === 'reject') && (
        <span class="tag" title={words.verifyRejectsHint}>
          {words.verifyRejects}
        </span>
      )}
      {bin.verification.some(({ handshake }) => handshake) && (
        <span class="tag no-m" title={t.value.list.handshakeHint}>
          {t.value.list.handshake}
        </span>
      )}
      {rechecking !== null && <span class="tag acc">{words.verifyChecking(formatCount(rechecking))}</span>}
    </button>
  );
}

function Respond({ bin: { response }, onOpen }: PipelineProps) {
  const { status, fault } = usualAnswer(response);
  return (
    <button type="button" class="stage" aria-haspopup="dialog" onClick={() => onOpen('response')}>
      <Icon name="reply" />
      <span class="k">{t.value.shell.respond}</span>
      <span class="v">
        <StatusText status={isSilent(fault) ? 0 : status} fault={fault} />
      </span>
      {!isSilent(fault) && <span class="v">{bodyWord(response)}</span>}
      {responseTags(response).map((tag) => (
        <span class="tag warn" key={tag}>
          {tag}
        </span>
      ))}
    </button>
  );
}

function Forward({ bin: { forwarding }, onOpen, failing }: ForwardProps) {
  const words = t.value.shell;
  const on = forwarding.filter(({ enabled }) => enabled);
  const [first] = on;
  const isFailing = on.some(({ id }) => failing.has(id));
  return (
    <button type="button" class="stage" aria-haspopup="dialog" onClick={() => onOpen('forwarding')}>
      <Icon name="fwd" />
      <span class="k">{words.forward}</span>
      {first ? (
        <span class="v mono trunc">
          {on.length === 1 ? first.url.replace(/^https?:\/\//, '') : words.forwardTargets(on.length)}
        </span>
      ) : (
        <span class="v muted">{words.forwardOff}</span>
      )}
      {first && isFailing ? (
        <span class="tag warn" title={words.forwardFailsHint}>
          {words.forwardFails}
        </span>
      ) : (
        first && (
          <span class="tag ok">
            {on.some(({ mode }) => mode === 'sync') ? words.forwardSync : words.forwardAuto}
          </span>
        )
      )}
    </button>
  );
}
