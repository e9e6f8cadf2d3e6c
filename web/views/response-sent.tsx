/** What was answered to a request, and by what. */
import type { CapturedRequest } from '../../server/contract.ts';
import { bodyKind, headerValue, mediaType } from '../../server/headers.ts';
import { formatMs } from '../format.ts';
import { late } from '../late/words.ts';
import { t } from '../locales/locale.ts';
import { PaintedJson } from './painted.tsx';
import { StatusText } from './status.tsx';

interface ResponseSentProps {
  request: CapturedRequest;
  /** Opens the settings that made it. */
  onEdit: () => void;
}

const longestShown = 4_000;

/** The card. */
export function ResponseSent({ request, onEdit }: ResponseSentProps) {
  const { status, headers, body, bodyBytes, fault, delayMs } = request.response;
  const isJson = bodyKind(mediaType(headerValue(headers, 'content-type'))) === 'json';
  const shown = body.slice(0, longestShown);
  const words = late.value.overview;
  return (
    <section class="sec">
      <h2>
        {words.response}
        <span class="more">
          <button type="button" class="btn sm ghost" aria-haspopup="dialog" onClick={onEdit}>
            {t.value.response.edit}
          </button>
        </span>
      </h2>
      <div class="resp">
        <div class="rl">
          <StatusText status={status} fault={fault} long />
          <span class="grow" />
          {delayMs > 0 && <span class="tag">{t.value.response.delayed(formatMs(delayMs))}</span>}
          <span class={`tag ${fault || isRefused(request) ? 'warn' : ''} trunc`}>{byWhat(request)}</span>
        </div>
        {fault && <p class="fault-note">{t.value.response.faultHints[fault]}</p>}
        {body ? (
          <pre tabIndex={0} aria-label={words.responseBody}>
            {isJson ? <PaintedJson text={shown} /> : shown}
            {bodyBytes > shown.length && <span class="muted"> …</span>}
          </pre>
        ) : (
          <pre class="muted">{words.noBody}</pre>
        )}
      </div>
    </section>
  );
}

/** True when it was answered so because of its signature. */
const isRefused = ({ response, state, signature }: CapturedRequest): boolean =>
  !response.scripted &&
  state === 'complete' &&
  signature !== null &&
  response.body.includes('"signature_refused"');

/** What its answer is called. */
function byWhat(request: CapturedRequest): string {
  const { status, scripted, rule } = request.response;
  const words = late.value.overview;
  if (request.handshake !== null) return t.value.list.handshake;
  if (rule !== null) return t.value.response.ofRule(rule);
  if (scripted) return t.value.response.scriptedAnswer;
  if (isRefused(request)) return words.refusedBySignature;
  return status < 400 && status > 0 ? words.defaultResponse : words.notWhole;
}
