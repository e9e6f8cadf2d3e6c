/** Step 1: the header that holds the signature, its parts marked where they stand. */
import type { ComponentChildren } from 'preact';
import type { VerdictSteps } from '../../server/contract.ts';
import { decodeBinary } from '../decode.ts';
import { Visible } from '../views/visible-text.tsx';
import { CutText } from './cut-text.tsx';

type Header = NonNullable<VerdictSteps['header']>;

const shownAtFirst = 320;

/** Name and value; a value that is too long for marks is cut and plain. */
export function HeaderValue({ header }: { header: Header }) {
  const { value } = header;
  return (
    <p class="mono wrap">
      <span class="hd">
        <Visible text={`${decodeBinary(header.header)}:`} />{' '}
      </span>
      {value.length > shownAtFirst ? (
        <CutText text={decodeBinary(value)} most={shownAtFirst} />
      ) : (
        marked(header)
      )}
    </p>
  );
}

/** The value with its parts as chips; what is signed and what is the signature look different. */
function marked({ value, parts, signatures }: Header): ComponentChildren {
  const pieces: ComponentChildren[] = [];
  let at = 0;
  for (const part of parts) {
    const from = part.value ? value.indexOf(part.value, at) : -1;
    if (from < 0) continue;
    if (from > at) pieces.push(<span class="hd">{decodeBinary(value.slice(at, from))}</span>);
    const isSignature = signatures.includes(part.value);
    pieces.push(
      <span class={isSignature ? 'sign' : 'tok ts'}>
        <Visible text={decodeBinary(part.value)} />
      </span>,
    );
    at = from + part.value.length;
  }
  pieces.push(<Visible text={decodeBinary(value.slice(at))} />);
  return pieces;
}
