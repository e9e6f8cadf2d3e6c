/** A body in the way that fits it best, with everything that can be done with it. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { CapturedRequest } from '../../server/contract.ts';
import { formatBytes } from '../format.ts';
import { useCommands } from '../commands.ts';
import { late } from '../late/words.ts';
import { t } from '../locales/locale.ts';
import { firstRenderer, renderersFor } from '../renderers/body-renderers.ts';
import { draw, drawRaw } from '../renderers/draw.ts';
import type { Body, Renderer } from '../renderers/renderer.ts';
import { fallback } from '../renderers/renderers.ts';
import { textOf } from '../renderers/words.ts';
import { Notes } from './body-notes.tsx';
import { useBodyTools } from './body-tools.ts';
import { Choice } from './choice.tsx';
import { CopyIcon } from './copy-button.tsx';
import { Drawing } from './drawing.tsx';
import { FindBox, findBoxId } from './find-box.tsx';
import { FoldTools } from './fold-tools.tsx';
import { Icon } from './icon.tsx';
import { SaveLink } from './save-link.tsx';

/** Bytes up to which a renderer works unasked; above it the body is shown raw first. */
const unaskedBytes: Readonly<Record<string, number>> = { tree: 20_000_000, form: 1_000_000, xml: 5_000_000 };

interface BodyViewsProps {
  request: CapturedRequest;
  body: Body;
  bytes: Uint8Array<ArrayBuffer>;
  onFilter: (term: string) => void;
  /** What is to be said before anything else. */
  notes: readonly (string | false | null)[];
  /** Stands below the tools: the choice between decoded and as sent. */
  children?: ComponentChildren;
}

/** The views of one body. */
export function BodyViews({ request, body, bytes, onFilter, notes, children }: BodyViewsProps) {
  const words = late.value.body;
  const options = useMemo(() => renderersFor(body), [body]);
  const best = useMemo(() => firstRenderer(body), [body]);
  const isHeavy = bytes.length > (unaskedBytes[best.id] ?? Number.POSITIVE_INFINITY);
  const chosen = useSignal(isHeavy ? fallback : best);
  const failed = useSignal<{ renderer: Renderer; cause: unknown } | null>(null);
  const drawn = useMemo(() => {
    const failure = failed.value;
    if (failure?.renderer === chosen.value) return drawRaw(failure.renderer, body, failure.cause);
    return draw(chosen.value, body);
  }, [body, chosen.value, failed.value, t.value]);
  const onFailure = (cause: unknown) => (failed.value = { renderer: chosen.value, cause });
  const tools = useBodyTools(body, drawn.view, onFailure);
  useCommands({ 'find-in-body': () => document.getElementById(findBoxId)?.focus() });
  const roots = tools?.tree?.tree.value?.roots ?? 1;
  const several = drawn.view.show === 'tree' && !drawn.view.several && roots > 1;
  return (
    <div class="bodyview">
      <div class="tool">
        <Choice
          label={words.view}
          options={options.map(({ id, label }) => ({ id, label: label() }))}
          value={chosen.value.id}
          onChange={(id) => (chosen.value = options.find((each) => each.id === id) ?? fallback)}
        />
        {tools && <FindBox model={tools.find} />}
        <span class="grow" />
        {tools?.tree && <FoldTools model={tools.tree} />}
        <CopyIcon label={words.copyBody} what={words.tab} text={() => textOf(body).text} />
        <SaveLink
          bytes={bytes}
          name={`${request.bin}-${request.seq}.${extension(body)}`}
          label={words.save}
        />
      </div>
      {children}
      <Notes notes={[...notes, drawn.note, several && words.severalValues(roots)]} />
      {isHeavy && chosen.value === fallback && (
        <p class="banner info">
          <Icon name="info" />
          <span class="grow">{words.heavy(formatBytes(bytes.length))}</span>
          <button type="button" class="btn sm" onClick={() => (chosen.value = best)}>
            {words.anyway(best.label())}
          </button>
        </p>
      )}
      <Drawing
        key={drawn.renderer.id}
        id="body"
        view={drawn.view}
        bytes={bytes}
        tools={tools}
        onFilter={onFilter}
        onFailure={onFailure}
      />
    </div>
  );
}

function extension({ media: { essence } }: Body): string {
  const subtype = /^[^/]+\/(?:[^;+]*\+)?([a-z0-9]+)/.exec(essence)?.[1];
  if (subtype === 'plain') return 'txt';
  return subtype && subtype.length <= 5 ? subtype : 'bin';
}
