/** Step 5: what was expected above what came, aligned, with the difference marked. */
import type { ComponentChildren } from 'preact';
import type { VerdictSteps } from '../../server/contract.ts';
import { decodeBinary } from '../decode.ts';
import { formatCount } from '../format.ts';
import { visible } from '../views/visible-text.tsx';
import { CutText } from './cut-text.tsx';
import { w } from './words.ts';

type Compared = NonNullable<VerdictSteps['compare']>;

const group = 8;
// Real signatures are shorter; what is longer is not compared character by character.
const longest = 256;
const mostReceived = 4;

interface CompareProps {
  compare: Compared;
  encoding: string;
}

/** Hexadecimal in groups, everything else in one piece. */
export function Compare({ compare: { expected, received, ok }, encoding }: CompareProps) {
  const words = w.value.steps;
  // The one that fits stands first; else the first that came.
  const ordered =
    ok && expected !== null ? [expected, ...received.filter((one) => one !== expected)] : received;
  const shown = ok ? ordered.slice(0, 1) : ordered.slice(0, mostReceived);
  const more = received.length - shown.length;
  const isHex = encoding === 'hex';
  const [first = ''] = shown;
  const differs = ok || expected === null ? -1 : firstDifference(expected, first);
  return (
    <>
      <div class="cmpx">
        {expected !== null && (
          <>
            <span class="k">{words.expected}</span>
            <Value text={expected} other={null} isHex={isHex} ok={ok} />
          </>
        )}
        {shown.map((text, at) => (
          <>
            <span class="k">{words.received}</span>
            <Value key={at} text={text} other={ok ? null : expected} isHex={isHex} ok={ok} />
          </>
        ))}
      </div>
      {expected === null && <p class="muted">{words.noneExpected}</p>}
      {differs >= 0 && <p class="muted">{words.firstDifference(formatCount(differs + 1))}</p>}
      {more > 0 && <p class="muted">{words.more(more, formatCount(more))}</p>}
    </>
  );
}

function firstDifference(a: string, b: string): number {
  const most = Math.max(a.length, b.length);
  for (let at = 0; at < most; at += 1) if (a[at] !== b[at]) return at;
  return -1;
}

interface ValueProps {
  text: string;
  /** What it is compared with; null: nothing is marked. */
  other: string | null;
  isHex: boolean;
  ok: boolean;
}

function Value({ text, other, isHex, ok }: ValueProps) {
  if (text.length > longest)
    return (
      <span class="h one">
        <CutText text={decodeBinary(text)} most={longest} />
      </span>
    );
  const isGrouped = isHex && /^[0-9a-f]+$/i.test(text);
  const pieces = isGrouped ? (text.match(/.{1,8}/g) ?? []) : [text];
  return (
    <bdi class={`h ${isGrouped ? '' : 'one'} ${ok ? 'ok' : ''}`}>
      {pieces.map((piece, at) => (
        <span key={at}>
          {marked(piece, other?.slice(at * group, isGrouped ? (at + 1) * group : undefined))}
        </span>
      ))}
    </bdi>
  );
}

/** Runs that differ are marked, each as one. */
function marked(text: string, other: string | undefined): ComponentChildren {
  if (other === undefined) return visible(text);
  const pieces: ComponentChildren[] = [];
  let from = 0;
  const push = (to: number, differs: boolean) => {
    const run = text.slice(from, to);
    pieces.push(differs ? <i>{visible(run)}</i> : visible(run));
    from = to;
  };
  for (let at = 1; at <= text.length; at += 1) {
    const was = text[at - 1] !== other[at - 1];
    if (at === text.length || (text[at] !== other[at]) !== was) push(at, was);
  }
  return pieces;
}
