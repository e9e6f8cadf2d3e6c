/** A value at length: a long string as sent, base64 and JWT decoded. Below the tree, as long as one looks. */
import { useMemo } from 'preact/hooks';
import { mediaType } from '../../server/headers.ts';
import { bodyKind } from '../../server/headers.ts';
import { formatBytes, formatCount } from '../format.ts';
import { late } from '../late/words.ts';
import { decodeBase64Value, decodeJwt, hintOf } from '../renderers/hints.ts';
import { plainView } from '../renderers/raw.ts';
import type { View } from '../renderers/renderer.ts';
import { bestRenderer } from '../renderers/renderers.ts';
import { CopyIcon } from './copy-button.tsx';
import { Icon } from './icon.tsx';
import { ImageView } from './image-view.tsx';
import { TextLines } from './text-lines.tsx';
import { copyOf } from './tree-actions.ts';
import type { TreeModel } from './tree-model.ts';

interface PeekProps {
  model: TreeModel;
  node: number;
  onClose: () => void;
}

interface Shown {
  title: string;
  view: View;
  bytes: Uint8Array<ArrayBuffer>;
}

/** The value; Escape closes it. */
export function TreePeek({ model, node, onClose }: PeekProps) {
  const words = late.value.body;
  const { title, view, bytes } = useMemo(() => shownOf(model, node), [model, node]);
  return (
    <section
      class="peek"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <div class="tool below">
        <h2>{title}</h2>
        <span class="grow" />
        <CopyIcon label={words.copyValue} what={words.value} text={() => textOfView(view, model, node)} />
        <button
          type="button"
          class="icb sm"
          aria-label={words.closePeek}
          title={words.closePeek}
          onClick={onClose}
        >
          <Icon name="x" size="s" />
        </button>
      </div>
      {view.show === 'image' ? (
        <ImageView bytes={bytes} type={view.type} />
      ) : (
        view.show === 'text' && <TextLines label={title} {...view} />
      )}
    </section>
  );
}

const textOfView = (view: View, model: TreeModel, node: number): string =>
  view.show === 'text' ? view.text : copyOf(model, node);

function shownOf(model: TreeModel, node: number): Shown {
  const words = late.value.body;
  const token = model.token(node);
  const hint = hintOf({ key: null, token, currency: () => null });
  const value = token.startsWith('"') ? String(JSON.parse(token)) : token;
  const jwt = hint?.kind === 'jwt' ? decodeJwt(value) : null;
  if (jwt) return { title: words.jwtTitle, view: jwtView(jwt), bytes: new Uint8Array() };
  const bytes = hint?.kind === 'base64' ? decodeBase64Value(value) : null;
  if (hint?.kind === 'base64' && bytes) {
    const title = words.base64Title(hint.type, formatBytes(bytes.length));
    return { title, view: viewOf(bytes, hint.type), bytes };
  }
  const title = words.stringTitle(token.length - 2, formatCount(token.length - 2));
  return { title, view: plainView(token), bytes: new Uint8Array() };
}

/** What cannot be set out is shown as it is. */
function viewOf(bytes: Uint8Array<ArrayBuffer>, type: string): View {
  const media = mediaType(type);
  const body = { bytes, media, kind: bodyKind(media), encoding: null };
  const view = bestRenderer(body).render(body);
  if (view.show !== 'text') return view;
  try {
    for (const line of view.lines()) if (line[0] < 0) break;
    return view;
  } catch {
    return plainView(view.text);
  }
}

function jwtView({ header, payload }: { header: Uint8Array; payload: Uint8Array }): View {
  const [first, second] = [header, payload].map((bytes) => new TextDecoder().decode(bytes));
  const joined = new TextEncoder().encode(`${first}\n${second}`);
  return viewOf(joined, 'application/x-ndjson');
}
