/** Opens a body that came packed, as far as the browser can. */

const formats: Readonly<Record<string, CompressionFormat>> = {
  gzip: 'gzip',
  'x-gzip': 'gzip',
  deflate: 'deflate',
};
/** A small body may hold a very large one. */
const mostBytes = 4_000_000;

/** The content; null when it cannot be had: another coding, several of them, broken, or larger than one would read. */
export async function unpacked(
  bytes: Uint8Array<ArrayBuffer>,
  coding: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const format = formats[coding.toLowerCase()];
  if (!format) return null;
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)).getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      pieces.push(step.value);
      size += step.value.length;
      if (size > mostBytes) {
        await reader.cancel();
        return null;
      }
    }
  } catch {
    return null;
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
