/** A picture from the body, only ever inside `<img>`. */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { late } from '../late/words.ts';
import { formatCount } from '../format.ts';

/** The picture with its measures; a broken one says so. */
export function ImageView({ bytes, type }: { bytes: Uint8Array<ArrayBuffer>; type: string }) {
  const words = late.value.body;
  const measures = useSignal<string | null>(null);
  const url = useMemo(() => URL.createObjectURL(new Blob([bytes], { type })), [bytes]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return (
    <>
      <div class="imgv">
        <img
          src={url}
          alt={words.imageAlt}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            (measures.value = `${naturalWidth} × ${naturalHeight}`)
          }
          onError={() => (measures.value = words.notDrawable)}
        />
      </div>
      <p class="body-foot muted small">
        {words.imageFacts(type, measures.value ?? '…', formatCount(bytes.length))}
      </p>
    </>
  );
}
