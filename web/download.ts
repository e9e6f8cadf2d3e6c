/** Answers of the server as files on disk: piece by piece where the browser can, through memory where not. */
import { late } from './late/words.ts';

/** A file that was saved. */
export interface Saved {
  name: string;
  bytes: number;
}

/** How an answer is saved. */
export interface SaveOptions {
  /** Bytes so far, whenever there are more. */
  onBytes(bytes: number): void;
  /** Where the pieces go; null: they are gathered and saved as a download. */
  disk: WritableStream<Uint8Array> | null;
}

declare global {
  interface Window {
    /** Chromium only, and only in secure contexts. */
    showSaveFilePicker?(options: {
      suggestedName: string;
    }): Promise<{ createWritable(): Promise<WritableStream<Uint8Array>> }>;
  }
}

/** Asks where a large file is to go; null where the browser cannot ask. Rejects with AbortError when nobody wants it. */
export async function pickDisk(suggestedName: string): Promise<WritableStream<Uint8Array> | null> {
  const handle = await window.showSaveFilePicker?.({ suggestedName });
  return (await handle?.createWritable()) ?? null;
}

/** Saves the body of an answer under the name that the server gave it. Rejects when it does not come whole. */
export async function saveAnswer(response: Response, { onBytes, disk }: SaveOptions): Promise<Saved> {
  const name =
    /filename="([\w.-]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'export';
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const memory = new WritableStream<Uint8Array<ArrayBuffer>>({ write: (piece) => void pieces.push(piece) });
  let bytes = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(piece, controller) {
      bytes += piece.length;
      onBytes(bytes);
      controller.enqueue(piece);
    },
  });
  await response.body
    ?.pipeThrough(counter)
    .pipeTo(disk ?? memory)
    .catch(rethrow);
  if (!disk) offer(new Blob(pieces), name);
  return { name, bytes };
}

function rethrow(cause: unknown): never {
  // A fetch that breaks off is a TypeError, "network error": that says nothing to anybody.
  throw cause instanceof TypeError ? new Error(late.value.exports.brokenOff, { cause }) : cause;
}

function offer(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
