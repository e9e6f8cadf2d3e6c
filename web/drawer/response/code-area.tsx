/** A text that is written in colours: the field lies over the painted text, letter on letter. */
import type { RefObject } from 'preact';
import { looks } from '../../views/painted.tsx';
import { paintTemplate } from './template.ts';

interface CodeAreaProps {
  area: RefObject<HTMLTextAreaElement | null>;
  labelledBy: string;
  describedBy: string | undefined;
  text: string;
  isTemplate: boolean;
  onInput: (text: string) => void;
}

/** Painting more would be felt while typing. */
const longestPainted = 20_000;

/** The field, as high as its text. */
export function CodeArea({ area, labelledBy, describedBy, text, isTemplate, onInput }: CodeAreaProps) {
  const isPainted = text.length <= longestPainted;
  return (
    <div class={`code-area ${isPainted ? 'painted' : ''}`}>
      <pre aria-hidden="true">
        {isPainted &&
          paintTemplate(text, isTemplate).map(([kind, piece], at) => (
            <span class={kind === 'template' ? 'var' : looks[kind]} key={at}>
              {piece}
            </span>
          ))}
        {'\n'}
      </pre>
      <textarea
        ref={area}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="none"
        aria-labelledby={labelledBy}
        aria-invalid={describedBy !== undefined}
        aria-describedby={describedBy}
        value={text}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    </div>
  );
}
