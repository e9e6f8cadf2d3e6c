/** Overview: what was answered, how long it took, the start of the body, the facts. */
import type { CapturedRequest, SentResponse } from '../../server/contract.ts';
import { bodyKind, headerValue, mediaType } from '../../server/headers.ts';
import { formatBytes, formatCount } from '../format.ts';
import { bodyOf } from '../renderers/renderer.ts';
import { bestRenderer } from '../renderers/renderers.ts';
import { Icon } from '../views/icon.tsx';
import { PaintedJson, firstLines, longestPreviewLine } from '../views/painted.tsx';
import { RequestFacts } from '../views/request-facts.tsx';
import { StatusText } from '../views/status.tsx';
import { TimingTrace } from '../views/timing-trace.tsx';
import type { Panel, PanelProps } from './panel.ts';

function Overview({ request, body, onOpen }: PanelProps) {
  return (
    <div class="ov">
      <div class="ovm">
        <StateBanner request={request} />
        <div class="two">
          <ResponseSent response={request.response} />
          <TimingTrace timing={request.timing} status={request.response.status} />
        </div>
        {body.state === 'ready' && body.bytes.length > 0 && (
          <Preview request={request} bytes={body.bytes} onOpen={() => onOpen('body')} />
        )}
      </div>
      <RequestFacts request={request} />
    </div>
  );
}

function StateBanner({ request: { state, reason, body } }: { request: CapturedRequest }) {
  if (state === 'complete') return null;
  const words = {
    truncated: `The body was longer than this server keeps: ${formatCount(body.stored)} of ${formatCount(body.size)} bytes are here. The SHA-256 is of all of them.`,
    aborted: `The sender went away before the request was complete. ${formatCount(body.stored)} bytes of the body arrived.`,
    refused: `The HTTP parser refused this request.${body.stored ? ' Its first bytes are kept as the body.' : ''}`,
  }[state];
  return (
    <p class="banner boxed" role="note">
      <Icon name="warn" />
      <span>
        {words}
        {reason && <span class="reason">Reason: {reason}.</span>}
      </span>
    </p>
  );
}

function ResponseSent({ response: { status, headers, body, rule } }: { response: SentResponse }) {
  const isJson = bodyKind(mediaType(headerValue(headers, 'content-type'))) === 'json';
  const shown = body.slice(0, 4_000);
  return (
    <section class="sec">
      <h2>Response sent</h2>
      <div class="resp">
        <div class="rl">
          <StatusText status={status} long />
          <span class="grow" />
          <span class="tag">
            {rule ?? (status < 400 && status > 0 ? 'Default response' : 'Not kept whole')}
          </span>
        </div>
        {body ? (
          <pre tabIndex={0} aria-label="Body of the response">
            {isJson ? <PaintedJson text={shown} /> : shown}
          </pre>
        ) : (
          <pre class="muted">no body</pre>
        )}
      </div>
    </section>
  );
}

const previewBytes = 262_144;
const previewLines = 14;
/** What is shorter is surely shown whole. */
const previewFades = 240;

function Preview({
  request,
  bytes,
  onOpen,
}: {
  request: CapturedRequest;
  bytes: Uint8Array;
  onOpen: () => void;
}) {
  // A preview needs the beginning only; cut text may not parse to its end, which is why errors are fine here.
  const body = bodyOf(request, bytes.subarray(0, previewBytes));
  const view = bestRenderer(body).render(body);
  const binary = view.show === 'image' || body.encoding !== null || body.bytes.subarray(0, 512).includes(0);
  return (
    <section class="sec">
      <h2>
        Body
        <span class="more">
          <button type="button" class="btn sm ghost" onClick={onOpen}>
            Open
            <Icon name="right" size="xs" />
          </button>
        </span>
      </h2>
      {binary ? (
        <p class="muted">
          {formatBytes(bytes.length)} of {view.show === 'image' ? body.media.essence : 'binary content'}.
        </p>
      ) : (
        <div class={`prev ${bytes.length > previewFades ? 'fades' : ''}`}>
          <pre>
            {view.show === 'pairs'
              ? view.pairs.slice(0, previewLines).map(({ name, value }) => (
                  <div>
                    <span class="k-">{name.slice(0, longestPreviewLine)}</span>
                    <span class="p-"> = </span>
                    <span class="s-">{value.slice(0, longestPreviewLine)}</span>
                  </div>
                ))
              : view.show === 'text' && firstLines(view, previewLines)}
          </pre>
        </div>
      )}
    </section>
  );
}

/** The first tab. */
export const overview: Panel = { id: 'overview', label: () => 'Overview', View: Overview };
