/** Step 3: the bytes that were signed, part by part. */
import { useSignal } from '@preact/signals';
import type { VerdictSteps } from '../../server/contract.ts';
import { decodeBinary, decodeLatin1 } from '../decode.ts';
import { formatCount } from '../format.ts';
import type { BodyState } from '../open-request.ts';
import { Visible, visible } from '../views/visible-text.tsx';
import { w } from './words.ts';

type Part = NonNullable<VerdictSteps['content']>[number];

const [shortText, longText] = [90, 2_048];

/** Chips on one line, or wrapped with more of them; below, what each is. */
export function SignedContent({ parts, body }: { parts: readonly Part[]; body: BodyState }) {
  const whole = useSignal(false);
  const words = w.value.steps;
  if (parts.length === 0) return <p class="muted">{words.nothingSigned}</p>;
  const shown = parts.map((part) => ({ ...part, ...textOf(part, body, whole.value ? longText : shortText) }));
  const canGrow = whole.value || shown.some(({ isCut }) => isCut);
  return (
    <>
      <div class={`sgn ${whole.value ? 'whole' : ''}`}>
        {shown.map(({ part, text, isCut }, at) =>
          part === 'text' ? (
            <span class="hd" key={at}>
              <Visible text={text} />
            </span>
          ) : (
            <span class={`tok ${looks[part] ?? ''}`} key={at}>
              <Bytes text={text || words.emptyBody} isWhole={whole.value} />
              {isCut && '…'}
            </span>
          ),
        )}
        {canGrow && (
          <button
            type="button"
            class="btn sm ghost"
            aria-expanded={whole.value}
            onClick={() => (whole.value = !whole.value)}
          >
            {whole.value ? words.showLess : words.showAll}
          </button>
        )}
      </div>
      <p class="muted">
        {parts
          .filter(({ part }) => part !== 'text')
          .map(sayPart)
          .join(' + ')}
      </p>
    </>
  );
}

/** On one line white space is one space; in whole it is as it was sent. */
function Bytes({ text, isWhole }: { text: string; isWhole: boolean }) {
  if (!isWhole) return <Visible text={text.replaceAll(/\s+/g, ' ')} />;
  return (
    <bdi>
      {text.split('\n').map((line, at) => (
        <>
          {at > 0 && '\n'}
          {visible(line)}
        </>
      ))}
    </bdi>
  );
}

const looks: Readonly<Record<string, string>> = {
  timestamp: 'ts',
  id: 'id',
  body: 'body',
  url: 'id',
  params: 'body',
};

function sayPart({ part, size, text }: Part): string {
  const words = w.value.steps;
  const { parts } = words;
  const name = Object.hasOwn(parts, part) ? parts[part as keyof typeof parts] : part.replace(/^value:/, '');
  const bytes = words.bytes(size, formatCount(size));
  if (text === null) return words.asReceived(name, bytes);
  return part === 'timestamp' || part === 'id' || part === 'method' ? name : words.sized(name, bytes);
}

/** The beginning of a part; the body is the one that the page has anyway. */
function textOf({ size, text }: Part, body: BodyState, most: number): { text: string; isCut: boolean } {
  const bytes = text ?? (body.state === 'ready' ? decodeLatin1(body.bytes.subarray(0, most)) : '…');
  return { text: decodeBinary(wholeCharacters(bytes.slice(0, most), size)), isCut: size > most };
}

/** Without the beginning of a UTF-8 character that was cut off at the end. */
const wholeCharacters = (binary: string, size: number): string =>
  binary.length < size ? binary.replace(/[\u00c0-\u00ff][\u0080-\u00bf]{0,2}$/, '') : binary;
