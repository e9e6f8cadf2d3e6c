/** A link that saves bytes by way of a blob: a plain link could not carry the access token. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from './icon.tsx';

interface SaveLinkProps {
  bytes: Uint8Array<ArrayBuffer>;
  name: string;
  label: string;
  /** A word beside the icon, where there is room. */
  word?: string;
}

/** The link: an icon, or a button with a word. */
export function SaveLink({ bytes, name, label, word }: SaveLinkProps) {
  const url = useSignal('');
  useEffect(() => {
    // An opaque type: nothing may open it as a page.
    const made = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
    url.value = made;
    return () => URL.revokeObjectURL(made);
  }, [bytes]);
  return (
    <a class={word ? 'btn sm' : 'icb sm'} href={url.value} download={name} aria-label={label} title={label}>
      <Icon name="download" size="s" />
      {word && <span class="no-m">{word}</span>}
    </a>
  );
}
