/** Copying, also where the page is not a secure context. */
import { t } from './locales/locale.ts';
import { announcement, showToast } from './toasts.ts';

/** Copies text and says so to screen readers; false when the browser refused. */
export async function copyText(text: string, what: string): Promise<boolean> {
  const done = await write(text);
  const words = t.value.shell;
  announcement.value = done ? words.copied(what) : words.notCopied(what);
  if (!done) showToast(words.copyRefused);
  return done;
}

async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The way that works over plain http on another machine, where `navigator.clipboard` does not exist. */
function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'sr';
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
