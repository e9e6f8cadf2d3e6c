/** The body, in the way that fits it best; raw and hex are always one click away. */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { CapturedRequest } from '../../server/contract.ts';
import { decodeText } from '../decode.ts';
import { formatBytes } from '../format.ts';
import { type Body, type Renderer, type View, bodyOf } from '../renderers/renderer.ts';
import { bestRenderer, fallback, renderersFor } from '../renderers/renderers.ts';
import { BodyWait } from '../views/body-wait.tsx';
import { Choice } from '../views/choice.tsx';
import { CopyIcon } from '../views/copy-button.tsx';
import { HexView } from '../views/hex-view.tsx';
import { Icon } from '../views/icon.tsx';
import { ImageView } from '../views/image-view.tsx';
import { PairsTable } from '../views/pairs-table.tsx';
import { Empty } from '../views/problem.tsx';
import { TextLines } from '../views/text-lines.tsx';
import type { Panel, PanelProps } from './panel.ts';

/** Above this, setting out is only done when asked for. */
const largeBytes = 1_000_000;

function BodyPanel({ request, body }: PanelProps) {
  if (body.state !== 'ready') return <BodyWait body={body} />;
  if (!body.bytes.length)
    return (
      <Empty icon="file" title="No body">
        <p>{request.method || 'This'} request came without one.</p>
      </Empty>
    );
  return <BodyViews key={request.id} request={request} bytes={body.bytes} />;
}

interface BodyProps {
  request: CapturedRequest;
  bytes: Uint8Array<ArrayBuffer>;
}

interface Drawn {
  renderer: Renderer;
  view: View;
  note: string | null;
}

/** Renders; what fails is shown raw, with the reason. Pure. */
export function draw(renderer: Renderer, body: Body): Drawn {
  try {
    const view = renderer.render(body);
    return { renderer, view, note: view.note ?? null };
  } catch (cause) {
    return drawRaw(renderer, body, cause);
  }
}

const drawRaw = (failed: Renderer, body: Body, cause: unknown): Drawn => ({
  renderer: fallback,
  view: fallback.render(body),
  note: `Not valid ${failed.label}, shown raw: ${cause instanceof Error ? cause.message : String(cause)}`,
});

function BodyViews({ request, bytes }: BodyProps) {
  const body = useMemo(() => bodyOf(request, bytes), [bytes]);
  const options = useMemo(() => renderersFor(body), [body]);
  const best = useMemo(() => bestRenderer(body), [body]);
  const heavy = bytes.length > largeBytes && best.id !== 'image' && best.id !== 'hex';
  const chosen = useSignal(heavy ? fallback : best);
  const failed = useSignal<{ renderer: Renderer; cause: unknown } | null>(null);
  const drawn = useMemo(() => {
    const failure = failed.value;
    if (failure?.renderer === chosen.value) return drawRaw(failure.renderer, body, failure.cause);
    return draw(chosen.value, body);
  }, [body, chosen.value, failed.value]);
  const offer = heavy && best !== fallback && chosen.value === fallback;
  return (
    <div class="bodyview">
      <div class="tool">
        <Choice
          label="Body view"
          options={options}
          value={chosen.value.id}
          onChange={(id) => (chosen.value = options.find((each) => each.id === id) ?? fallback)}
        />
        <span class="grow" />
        <CopyIcon
          label="Copy body as text"
          what="Body"
          text={() => decodeText(bytes, body.media.parameters.get('charset')).text}
        />
        <Download request={request} bytes={bytes} />
      </div>
      <Notes request={request} body={body} note={drawn.note} />
      {offer && (
        <p class="banner info">
          <Icon name="info" />
          <span class="grow">{formatBytes(bytes.length)}: shown raw, setting it out takes a moment.</span>
          <button type="button" class="btn sm" onClick={() => (chosen.value = best)}>
            Show as {best.label} anyway
          </button>
        </p>
      )}
      <Drawing
        key={drawn.renderer.id}
        view={drawn.view}
        bytes={bytes}
        onFailure={(cause) => (failed.value = { renderer: chosen.value, cause })}
      />
    </div>
  );
}

function Notes({ request, body, note }: { request: CapturedRequest; body: Body; note: string | null }) {
  const { size, stored } = request.body;
  const notes = [
    body.encoding && `Sent with content-encoding ${body.encoding}; shown as it came.`,
    stored < size && `Cut: the first ${formatBytes(stored)} of ${formatBytes(size)} are kept.`,
    note,
  ].filter((each) => each !== null && each !== false && each !== '');
  return (
    <>
      {notes.map((text) => (
        <p class="banner info" role="note" key={text}>
          <Icon name="info" />
          <span>{text}</span>
        </p>
      ))}
    </>
  );
}

function Drawing({
  view,
  bytes,
  onFailure,
}: {
  view: View;
  bytes: Uint8Array<ArrayBuffer>;
  onFailure: (cause: unknown) => void;
}) {
  if (view.show === 'hex') return <HexView bytes={bytes} />;
  if (view.show === 'image') return <ImageView bytes={bytes} type={view.type} />;
  if (view.show === 'pairs')
    return (
      <div class="pairs">
        <PairsTable pairs={view.pairs} name="Field" />
      </div>
    );
  return <TextLines label="Body" {...view} onFailure={onFailure} />;
}

/** Saves the bytes by way of a blob: a plain link could not carry the access token. */
function Download({ request, bytes }: BodyProps) {
  const url = useSignal('');
  useEffect(() => {
    // An opaque type: nothing may open it as a page.
    const blob = new Blob([bytes], { type: 'application/octet-stream' });
    const made = URL.createObjectURL(blob);
    url.value = made;
    return () => URL.revokeObjectURL(made);
  }, [bytes]);
  return (
    <a
      class="icb sm"
      href={url.value}
      download={`${request.bin}-${request.seq}.${extension(request)}`}
      aria-label="Download body"
      title="Download body"
    >
      <Icon name="download" size="s" />
    </a>
  );
}

function extension({ contentType }: CapturedRequest): string {
  const subtype = /^[^/]+\/(?:[^;+]*\+)?([a-z0-9]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase();
  if (subtype === 'plain') return 'txt';
  return subtype && subtype.length <= 5 ? subtype : 'bin';
}

/** The body tab. */
export const body: Panel = { id: 'body', label: () => 'Body', View: BodyPanel };
