/** What the tab says while nobody looks: how many requests were not read. */
import { useEffect } from 'preact/hooks';
import { showIcon } from './favicon.ts';
import { formatCount } from './format.ts';
import { t } from './locales/locale.ts';
import { announcement } from './toasts.ts';

const calmMs = 1_500;

/** `(3) payments-dev` in the title, a count on the icon, and one sentence for a screen reader when arrivals pause. */
export function useUnreadTitle(name: string, unread: number): void {
  useEffect(() => {
    document.title = `${unread ? `(${formatCount(unread)}) ` : ''}${name} · Hookglass`;
    showIcon(unread);
    if (!unread) return undefined;
    const timer = setTimeout(() => {
      announcement.value = t.value.notify.unread(unread, formatCount(unread));
    }, calmMs);
    return () => clearTimeout(timer);
  }, [unread, name]);
  useEffect(() => () => showIcon(0), []);
}
