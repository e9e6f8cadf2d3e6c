/** Overview: what was answered, how long it took, the start of the body, the facts. */
import { useMemo } from 'preact/hooks';
import type { CapturedRequest } from '../../server/contract.ts';
import { formatBytes, formatCount } from '../format.ts';
import { late } from '../late/words.ts';
import { useDecoded } from '../decoded-body.ts';
import { bodyOf } from '../renderers/renderer.ts';
import { bestRenderer } from '../renderers/renderers.ts';
import type { SectionProps } from '../signature/section.tsx';
import { Icon } from '../views/icon.tsx';
import { lazily } from '../views/lazy.tsx';
import { firstLines, longestPreviewLine } from '../views/painted.tsx';
import { RequestFacts } from '../views/request-facts.tsx';
import { RequestNote } from '../views/request-note.tsx';
import { ResponseSent } from '../views/response-sent.tsx';
import { TimingTrace } from '../views/timing-trace.tsx';
import type { Panel, PanelProps } from './panel.ts';

const { Lazy: Signature, preload } = lazily<SectionProps>(async () => {
  const [{ default: Section }, { loadWords }] = await Promise.all([
    import('../signature/section.tsx'),
    import('../signature/words.ts'),
  ]);
  await loadWords();
  return Section;
});

/** Fetches the signature card before anybody opens a request: it must not push away what is being read. */
export const preloadSignature = preload;

function Overview(props: PanelProps) {
  const { bin, request, body, attempts, onOpen, onGo, onPatch, onSettings, onEditResponse, onBin } = props;
  // Where it was when the request was opened: a note must not jump while it is written.
  const noted = useMemo(() => request.note !== null, [request.id]);
  const note = <RequestNote request={request} onPatch={onPatch} />;
  return (
    <div class="ov">
      <div class="ovm">
        <StateBanner request={request} />
        <Signature
          bin={bin}
          request={request}
          body={body}
          onSettings={() => onSettings('verification')}
          onBin={onBin}
        />
        {noted && note}
        <div class="two">
          <ResponseSent request={request} onEdit={onEditResponse} />
          <TimingTrace timing={request.timing} response={request.response} />
        </div>
        {body.state === 'ready' && body.bytes.length > 0 && (
          <BodyPreview request={request} bytes={body.bytes} onOpen={() => onOpen('body')} />
        )}
      </div>
      <RequestFacts request={request} attempts={attempts} onGo={onGo}>
        {!noted && note}
      </RequestFacts>
    </div>
  );
}

function StateBanner({ request: { state, reason, body } }: { request: CapturedRequest }) {
  if (state === 'complete') return null;
  const words = late.value.overview;
  const said = {
    truncated: words.truncated(formatCount(body.stored), formatCount(body.size)),
    aborted: words.aborted(formatCount(body.stored)),
    refused: body.stored ? words.refusedKept : words.refused,
  }[state];
  return (
    <p class="banner boxed" role="note">
      <Icon name="warn" />
      <span>
        {said}
        {reason && <span class="reason">{words.reason(reason)}</span>}
      </span>
    </p>
  );
}

const previewBytes = 262_144;
const previewLines = 14;
/** What is shorter is surely shown whole. */
const previewFades = 240;

interface PreviewProps {
  request: CapturedRequest;
  bytes: Uint8Array<ArrayBuffer>;
  onOpen: () => void;
}

/** A body that is to be decoded first is not worth it when it is large: the tab does that. */
function BodyPreview(props: PreviewProps) {
  const { request, bytes } = props;
  const isCoded = bodyOf(request, bytes).encoding !== null && bytes.length <= previewBytes;
  return isCoded ? <DecodedPreview {...props} /> : <Preview {...props} isDecoded={false} />;
}

function DecodedPreview(props: PreviewProps) {
  const decoding = useDecoded(props.request);
  if (decoding.state === 'waiting') return null;
  const isDecoded = decoding.state === 'ready' && decoding.bytes.length > 0;
  return <Preview {...props} bytes={isDecoded ? decoding.bytes : props.bytes} isDecoded={isDecoded} />;
}

function Preview({ request, bytes, onOpen, isDecoded }: PreviewProps & { isDecoded: boolean }) {
  // A preview needs the beginning only; cut text may not parse to its end, which is why errors are fine here.
  const sent = bodyOf(request, bytes.subarray(0, previewBytes));
  const body = isDecoded ? { ...sent, encoding: null } : sent;
  const view = bestRenderer(body).render(body);
  const words = late.value.overview;
  const binary = view.show === 'image' || body.encoding !== null || body.bytes.subarray(0, 512).includes(0);
  return (
    <section class="sec">
      <h2>
        {words.body}
        <span class="more">
          <button type="button" class="btn sm ghost" onClick={onOpen}>
            {words.open}
            <Icon name="right" size="xs" />
          </button>
        </span>
      </h2>
      {binary ? (
        <p class="muted">
          {view.show === 'image'
            ? words.image(formatBytes(bytes.length), body.media.essence)
            : words.binary(formatBytes(bytes.length))}
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
export const overview: Panel = { id: 'overview', label: () => late.value.overview.tab, View: Overview };
