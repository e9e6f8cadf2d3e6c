/** One part of a multipart body: what it is called, its headers as sent, and its content in the way that fits it. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { type Part, safeFileName } from '../../server/multipart.ts';
import { decodeBinary } from '../decode.ts';
import { formatBytes } from '../format.ts';
import { late } from '../late/words.ts';
import { t } from '../locales/locale.ts';
import { firstRenderer } from '../renderers/body-renderers.ts';
import { draw, drawRaw } from '../renderers/draw.ts';
import { bodyOf } from '../renderers/renderer.ts';
import { bestRenderer } from '../renderers/renderers.ts';
import { useBodyTools } from './body-tools.ts';
import { CopyIcon } from './copy-button.tsx';
import { Drawing } from './drawing.tsx';
import { Icon, type IconName } from './icon.tsx';
import { Notes } from './body-notes.tsx';
import { SaveLink } from './save-link.tsx';
import { Visible } from './visible-text.tsx';

/** Lines of a tree that a card shows at once. */
const mostLines = 14;

interface BodyPartProps {
  part: Part;
  /** From 1. */
  number: number;
  /** All bytes of the body. */
  bytes: Uint8Array<ArrayBuffer>;
  /** The end of it did not arrive. */
  isCut: boolean;
  onFilter: (term: string) => void;
}

/** The card. */
export function BodyPart({ part, number, bytes, isCut, onFilter }: BodyPartProps) {
  const words = late.value.body;
  const content = useMemo(() => bytes.subarray(part.start, part.end), [part, bytes]);
  const body = useMemo(() => bodyOf(part, content), [part, content]);
  // A multipart inside a part is not taken apart again: it is shown as it came.
  const renderer = body.kind === 'multipart' ? bestRenderer(body) : firstRenderer(body);
  const failure = useSignal<{ cause: unknown } | null>(null);
  const { view, note } = useMemo(
    () => (failure.value ? drawRaw(renderer, body, failure.value.cause) : draw(renderer, body)),
    [body, failure.value, t.value],
  );
  const onFailure = (cause: unknown) => (failure.value = { cause });
  const tools = useBodyTools(body, view, onFailure);
  const text = view.show === 'text' || view.show === 'tree' ? view.text : null;
  const notes = [isCut && words.partCut, body.kind === 'multipart' && words.nested, note];
  return (
    <article class="card part" aria-label={part.name ?? words.unnamed(number)}>
      <header>
        <Icon name={iconOf(body.kind === 'image', part)} size="s" />
        <b>{part.name === null ? words.unnamed(number) : <Visible text={part.name} />}</b>
        {part.fileName !== null && (
          <span class="mono muted trunc file-name">
            <Visible text={part.fileName} />
          </span>
        )}
        <span class="grow" />
        <span class="muted num trunc">
          {body.media.essence ? <Visible text={body.media.essence} /> : words.noType} ·{' '}
          {formatBytes(content.length)}
        </span>
        {text !== null && part.fileName === null && (
          <CopyIcon label={words.copyPart} what={words.part} text={text} />
        )}
        <SaveLink
          bytes={content}
          name={safeFileName(part.fileName ?? part.name, `part-${number}.bin`)}
          label={words.savePart(number)}
          {...(part.fileName === null ? {} : { word: words.savePartWord })}
        />
      </header>
      <details class="part-head">
        <summary>{words.partHeaders(part.headers.length)}</summary>
        <pre>
          {part.headers.map(([name, value]) => (
            <div>
              <span class="n-">
                <Visible text={decodeBinary(name)} />
              </span>
              <span class="p-">: </span>
              <Visible text={decodeBinary(value)} />
            </div>
          ))}
        </pre>
      </details>
      <Notes notes={notes} />
      {content.length === 0 ? (
        <p class="muted small empty-part">{t.value.common.empty}</p>
      ) : (
        <div class="part-body">
          <Drawing
            key={view.show}
            id={`part-${number}`}
            view={view}
            bytes={content}
            tools={tools}
            onFilter={onFilter}
            onFailure={onFailure}
            most={mostLines}
          />
        </div>
      )}
    </article>
  );
}

function iconOf(isImage: boolean, { fileName }: Part): IconName {
  if (isImage) return 'image';
  return fileName === null ? 'code' : 'file';
}
