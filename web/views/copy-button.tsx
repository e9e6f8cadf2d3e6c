/** Buttons that copy and answer where they were pressed. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { copyText } from '../clipboard.ts';
import { t } from '../locales/locale.ts';
import { Icon, type IconName } from './icon.tsx';

interface CopyProps {
  /** The text, or how to get it. */
  text: string | (() => string);
  /** What is copied, as in "URL copied". */
  what: string;
}

function useCopied({ text, what }: CopyProps) {
  const copied = useSignal(false);
  const copy = async () => {
    if (!(await copyText(typeof text === 'string' ? text : text(), what))) return;
    copied.value = true;
    setTimeout(() => (copied.value = false), 1_300);
  };
  return { copied, copy: () => void copy() };
}

/** An icon that copies. */
export function CopyIcon({
  label,
  small = true,
  tabIndex,
  icon = 'copy',
  ...props
}: CopyProps & { label: string; small?: boolean; tabIndex?: number | undefined; icon?: IconName }) {
  const { copied, copy } = useCopied(props);
  return (
    <button
      type="button"
      class={`icb ${small ? 'sm' : ''} ${copied.value ? 'done' : ''}`}
      tabIndex={tabIndex}
      aria-label={label}
      title={label}
      onClick={copy}
    >
      <Icon name={copied.value ? 'check' : icon} size={small ? 's' : ''} />
    </button>
  );
}

/** A button with words that copies; it keeps its width. */
export function CopyButton({
  children,
  class: look = 'btn sm',
  icon = 'copy',
  label,
  ...props
}: CopyProps & { children: ComponentChildren; class?: string; icon?: 'copy' | 'link'; label?: string }) {
  const { copied, copy } = useCopied(props);
  return (
    <button type="button" class={look} aria-label={label} title={label} onClick={copy}>
      <Icon name={copied.value ? 'check' : icon} size="s" />
      {children}
      {copied.value && <span class="sr">{t.value.common.copied}</span>}
    </button>
  );
}
