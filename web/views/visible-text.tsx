/** Text in which nothing hides: characters that cannot be seen, or turn the order of others, are shown as escapes. */
import type { ComponentChildren } from 'preact';

// Joiners are left alone between letters of scripts and in emoji, which need them; beside Latin they only hide.
const hidden =
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]|(?<=^|[\u0000-\u024f])[\u200c\u200d]/gu;

/** How a hidden character is shown: one column for the small controls, its number for the others. Pure. */
function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 32) return String.fromCodePoint(0x2400 + code);
  if (code === 127) return '\u2421';
  if (code < 160) return '·';
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** Text with its hidden characters shown. */
export function visible(text: string): ComponentChildren {
  if (text.search(hidden) < 0) return text;
  const pieces: ComponentChildren[] = [];
  let from = 0;
  for (const { 0: character, index } of text.matchAll(hidden)) {
    if (index > from) pieces.push(text.slice(from, index));
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    pieces.push(
      <span class="esc" title={`U+${code}`}>
        {escapeOf(character)}
      </span>,
    );
    from = index + character.length;
  }
  pieces.push(text.slice(from));
  return pieces;
}

/** The same in a direction of its own, so that it cannot turn what stands around it. */
export const Visible = ({ text }: { text: string }) => <bdi>{visible(text)}</bdi>;
