/** The request as it will be sent, with the verdict that a receiver must come to. */
import { useMemo } from 'preact/hooks';
import type { ComposedRequest } from '../../server/contract.ts';
import { failureText } from '../api.ts';
import { decodeBinary } from '../decode.ts';
import { formatBytes } from '../format.ts';
import { draw } from '../renderers/draw.ts';
import { json } from '../renderers/json.ts';
import { raw } from '../renderers/raw.ts';
import { bodyOf } from '../renderers/renderer.ts';
import { bestRenderer } from '../renderers/renderers.ts';
import { xml } from '../renderers/xml.ts';
import { Icon } from '../views/icon.tsx';
import { firstLines } from '../views/painted.tsx';
import { shieldLooks } from '../views/shield.tsx';
import { Visible } from '../views/visible-text.tsx';
import { bytesOf } from './composed-body.ts';
import { type SendModel, named } from './send-model.ts';
import { w } from './words.ts';

const mostShown = 20_000;
const mostLines = 400;
/** Wrong fields that say so themselves. */
const fields = /^(?:curl|variant|secret|provider|target|request\.(?:path|method|body|headers\.\d+))/;

/** The preview; it stays while the next one is made. */
export function Preview({ model }: { model: SendModel }) {
  const { composed, wrong, isComposing, asked } = model;
  const words = w.value.preview;
  const failure = wrong.value;
  const first = composed.value?.items[0];
  if (failure && !fields.test(named(failure)))
    return (
      <p class="wrong" role="alert">
        {failureText(failure)}
      </p>
    );
  if (failure || asked.value === null) return null;
  if (!first) return <div class="preview wait" aria-busy="true" aria-label={words.loading} />;
  const { items, notes } = composed.value ?? { items: [], notes: [] };
  return (
    <section class="preview" aria-label={words.title} aria-busy={isComposing.value}>
      <Verdict of={first} />
      {items.length > 1 && <p class="hint">{words.several(items.length)}</p>}
      {notes.map((note) => (
        <p class="hint note" key={note}>
          <Icon name="info" size="s" />
          <span>{note}</span>
        </p>
      ))}
      <Content of={first} />
      <details>
        <summary>
          {words.headers} <span class="muted">{first.headers.length}</span>
        </summary>
        <pre class="head mono" tabIndex={0} aria-label={words.headers}>
          {first.headers.map(([name, value], at) => (
            <div key={at}>
              <span class="a-">
                <Visible text={decodeBinary(name)} />
              </span>
              <span class="p-">:</span> <Visible text={decodeBinary(value)} />
            </div>
          ))}
        </pre>
      </details>
    </section>
  );
}

function Verdict({ of: { expected } }: { of: ComposedRequest }) {
  const words = w.value.preview;
  const { look, icon } = shieldLooks[expected?.status ?? 'unsigned'];
  return (
    <p class="verdict" role="status" title={expected?.reason}>
      <span class={`sg ${look}`}>
        <Icon name={icon} />
      </span>
      {expected ? words.verdict[expected.status] : words.noVerdict}
    </p>
  );
}

function Content({ of: { headers, body } }: { of: ComposedRequest }) {
  const words = w.value.preview;
  const shown = useMemo(() => {
    const bytes = bytesOf(body);
    const about = bodyOf({ headers }, bytes.subarray(0, mostShown));
    const isText = body !== null && 'text' in body;
    // The end of a cut text is missing: that is no news.
    const renderer = bytes.length > mostShown ? raw : bestRenderer(about, [json, xml, raw]);
    const { view } = draw(renderer, about);
    const type = about.media.essence;
    return { size: bytes.length, type, view: isText && view.show === 'text' ? view : null };
  }, [headers, body]);
  const { size, type, view } = shown;
  return (
    <div class="fld">
      <span class="lbl">
        <span class="grow">{words.body}</span>
        <span class="hint num">{[type, formatBytes(size)].filter(Boolean).join(' · ')}</span>
      </span>
      {size === 0 ? (
        <p class="kept muted">{words.noBody}</p>
      ) : view ? (
        <pre class="content mono" tabIndex={0} aria-label={words.body}>
          {firstLines(view, mostLines)}
        </pre>
      ) : (
        <p class="kept muted">{words.binary(formatBytes(size))}</p>
      )}
      {view && size > mostShown && <span class="hint">{words.cut(formatBytes(mostShown))}</span>}
    </div>
  );
}
