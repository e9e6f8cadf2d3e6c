/** A body that went out or came back: packed ones opened where the browser can, cut ones named so. */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { HeaderPair } from '../../server/contract.ts';
import { type ApiFailure, failureText, toFailure } from '../api.ts';
import { formatBytes } from '../format.ts';
import { draw, drawRaw } from '../renderers/draw.ts';
import { hex } from '../renderers/hex.ts';
import { image } from '../renderers/image.ts';
import { json } from '../renderers/json.ts';
import { raw } from '../renderers/raw.ts';
import { type Body, type View, bodyOf } from '../renderers/renderer.ts';
import { bestRenderer } from '../renderers/renderers.ts';
import { xml } from '../renderers/xml.ts';
import { Notes } from '../views/body-notes.tsx';
import { HexView } from '../views/hex-view.tsx';
import { ImageView } from '../views/image-view.tsx';
import { firstLines, longestPreviewLine } from '../views/painted.tsx';
import { SaveLink } from '../views/save-link.tsx';
import { TextLines } from '../views/text-lines.tsx';
import { unpacked } from './unpack.ts';
import { w } from './words.ts';

const renderers = [json, xml, image, raw, hex];
/** Up to here it is drawn whole, wrapped; longer ones scroll. */
const shortText = 4_000;

interface MessageBodyProps {
  /** What it is called when it is saved. */
  name: string;
  label: string;
  headers: readonly HeaderPair[];
  /** Bytes that came, and how many of them are kept. */
  size: number;
  stored: number;
  load: (signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>;
}

/** The body, asked for when it is first looked at. */
export function MessageBody({ name, label, headers, size, stored, load }: MessageBodyProps) {
  const words = w.value.attempt;
  const state = useSignal<Uint8Array<ArrayBuffer> | ApiFailure | null>(null);
  useEffect(() => {
    const control = new AbortController();
    load(control.signal).then(
      (bytes) => (state.value = bytes),
      (cause: unknown) => {
        if (!control.signal.aborted) state.value = toFailure(cause);
      },
    );
    return () => control.abort();
  }, []);
  const { value } = state;
  if (value === null) return <p class="muted small" aria-busy="true" aria-label={words.loading} />;
  if (!(value instanceof Uint8Array))
    return (
      <p class="wrong" role="alert">
        {failureText(value)}
      </p>
    );
  return (
    <>
      <Notes notes={[stored < size && words.cut(formatBytes(stored), formatBytes(size))]} />
      <Opened label={label} headers={headers} bytes={value} isCut={stored < size} />
      <span class="body-foot">
        <span class="muted num">{formatBytes(size)}</span>
        <SaveLink bytes={value} name={name} label={words.save(label)} />
      </span>
    </>
  );
}

interface OpenedProps {
  label: string;
  headers: readonly HeaderPair[];
  bytes: Uint8Array<ArrayBuffer>;
  isCut: boolean;
}

/** The content below its codings. */
function Opened({ label, headers, bytes, isCut }: OpenedProps) {
  const sent = useMemo(() => bodyOf({ headers }, bytes), [bytes]);
  const content = useSignal<Body | null>(sent.encoding === null ? sent : null);
  const note = useSignal<string | null>(null);
  useEffect(() => {
    if (sent.encoding === null) return;
    void unpacked(bytes, sent.encoding).then((opened) => {
      const { packed, packedShut } = w.peek().attempt;
      note.value = opened
        ? packed(sent.encoding ?? '', formatBytes(bytes.length))
        : packedShut(sent.encoding ?? '');
      content.value = opened ? { ...sent, bytes: opened, encoding: null } : sent;
    });
  }, [bytes]);
  const body = content.value;
  if (!body) return <p class="muted small" aria-busy="true" />;
  return (
    <>
      <Notes notes={[note.value]} />
      <Drawn label={label} body={body} isCut={isCut} />
    </>
  );
}

function Drawn({ label, body, isCut }: { label: string; body: Body; isCut: boolean }) {
  const failure = useSignal<{ cause: unknown } | null>(null);
  const { view, note } = useMemo(() => {
    const best = bestRenderer(body, renderers);
    // The end of a cut text is missing: that is no news.
    const renderer = isCut && best === json ? raw : best;
    return failure.value ? drawRaw(renderer, body, failure.value.cause) : draw(renderer, body);
  }, [body, failure.value]);
  return (
    <>
      <Notes notes={[note]} />
      <Picture label={label} view={view} body={body} onFailure={(cause) => (failure.value = { cause })} />
    </>
  );
}

interface PictureProps {
  label: string;
  view: View;
  body: Body;
  onFailure: (cause: unknown) => void;
}

function Picture({ label, view, body, onFailure }: PictureProps) {
  const bytes = body.bytes instanceof Uint8Array ? new Uint8Array(body.bytes) : new Uint8Array();
  if (view.show === 'hex') return <HexView bytes={bytes} />;
  if (view.show === 'image') return <ImageView bytes={bytes} type={view.type} />;
  if (view.show !== 'text') return null;
  const isShort =
    view.text.length <= shortText && view.text.split('\n').every((line) => line.length <= longestPreviewLine);
  if (isShort) return <pre aria-label={label}>{firstLines(view, shortText)}</pre>;
  return <TextLines label={label} {...view} onFailure={onFailure} />;
}
