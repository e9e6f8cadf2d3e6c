/** The work on a large body that must not stop the page: setting out its tree, finding text in it. */
import { decodeText } from '../decode.ts';
import { scanJson } from '../renderers/json-tree.ts';
import { Unreadable } from '../renderers/unreadable.ts';
import { findMatches, mostMatches } from './find.ts';
import type { Answer, Call } from './text-work.ts';

const state = { text: '', newest: 0 };

const answer = (message: Answer, transfer: Transferable[] = []): void => postMessage(message, { transfer });

addEventListener('message', ({ data }: MessageEvent<Call>) => {
  state.newest = data.id;
  if (data.call === 'open') state.text = decodeText(new Uint8Array(data.bytes), data.charset).text;
  else if (data.call === 'tree') readTree(data.id);
  else if (data.call === 'find') void find(data.id, data.wanted);
});

function readTree(id: number): void {
  try {
    const tree = scanJson(state.text);
    answer({ id, tree }, [tree.cells.buffer]);
  } catch (cause) {
    const failure = cause instanceof Unreadable ? cause : null;
    answer({ id, failed: String(cause), reason: failure?.reason ?? null, place: failure?.place ?? null });
  }
}

/** Lets in the message that says that this is no longer wanted. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function find(id: number, wanted: string): Promise<void> {
  const places: number[] = [];
  for (const found of findMatches(state.text, wanted)) {
    for (const place of found) if (places.length < mostMatches) places.push(place);
    if (places.length >= mostMatches) break;
    await breathe();
    if (state.newest !== id) return;
  }
  const array = Int32Array.from(places);
  answer({ id, places: array, capped: places.length >= mostMatches }, [array.buffer]);
}
