/** Notifications of the desktop about new requests: only when asked for, only while the page is hidden, in groups. */
import { computed, signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { RequestSummary } from '../server/contract.ts';
import { formatCount } from './format.ts';
import { t } from './locales/locale.ts';
import { recall, remember } from './remembered.ts';
import { navigate, inspectorRoute } from './route.ts';
import type { ListState } from './state.ts';
import { showToast } from './toasts.ts';

const quietMs = 4_000;
const longest = 120;

/** `unsupported`: no such thing in this browser, or not over plain http from another machine. */
export type NotifyState = 'unsupported' | 'denied' | 'off' | 'on';

const readPermission = (): NotificationPermission | null =>
  'Notification' in window && window.isSecureContext ? Notification.permission : null;

const permission = signal(readPermission());
const wanted = signal(recall('notify') === 'on');

/** Whether this browser notifies about new requests. */
export const notifyState = computed<NotifyState>(() => {
  if (permission.value === null) return 'unsupported';
  if (permission.value === 'denied') return 'denied';
  return wanted.value && permission.value === 'granted' ? 'on' : 'off';
});

const want = (on: boolean): void => {
  wanted.value = on;
  remember('notify', on ? 'on' : 'off');
  showToast(on ? t.value.notify.on : t.value.notify.off);
};

/** Turns notifications on or off and says how that went; the browser asks the person the first time. */
export async function toggleNotifications(): Promise<void> {
  const words = t.value.notify;
  if (notifyState.value === 'on') return want(false);
  permission.value = readPermission();
  if (permission.value === null) return showToast(words.unsupported);
  if (permission.value === 'default') permission.value = await Notification.requestPermission();
  if (permission.value === 'granted') return want(true);
  showToast(permission.value === 'denied' ? words.denied : words.dismissed);
}

/** Captured text as one short line: nothing that turns text around or breaks it. Pure. */
export function plainLine(text: string): string {
  const line = text
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, longest + 1);
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

/** What a notification about these requests says: the title of a single one, else how many. Pure. */
export function notificationText(
  requests: readonly RequestSummary[],
  bin: string,
): { title: string; body: string } {
  const [newest, ...others] = requests;
  if (newest && others.length === 0)
    return { title: plainLine(newest.title), body: plainLine(`${bin} · ${newest.summary || newest.path}`) };
  const title = t.value.notify.many(requests.length, formatCount(requests.length), plainLine(bin));
  return { title, body: newest ? plainLine(newest.title) : '' };
}

function show(requests: readonly RequestSummary[], bin: { id: string; name: string }): void {
  const [newest] = requests;
  if (!newest) return;
  const { title, body } = notificationText(requests, bin.name);
  try {
    const shown = new Notification(title, { body, tag: `hookglass-${bin.id}`, icon: '/favicon.svg' });
    shown.addEventListener('click', () => {
      window.focus();
      navigate(inspectorRoute(bin.id, newest.seq));
      shown.close();
    });
  } catch {
    // Some phones have the interface but refuse its use from a page.
    permission.value = null;
  }
}

/** Collects what comes while nobody looks, and shows it at most once in a while. */
function collector() {
  let collected: readonly RequestSummary[] = [];
  let timer: number | undefined;
  const flush = (bin: { id: string; name: string }) => {
    timer = undefined;
    if (!document.hidden || notifyState.value !== 'on' || collected.length === 0) {
      collected = [];
      return;
    }
    show(collected, bin);
    collected = [];
    timer = window.setTimeout(() => flush(bin), quietMs);
  };
  return {
    add: (requests: readonly RequestSummary[], bin: { id: string; name: string }) => {
      if (!document.hidden || notifyState.value !== 'on') return;
      collected = [...requests, ...collected];
      if (timer === undefined) flush(bin);
    },
    stop: () => clearTimeout(timer),
  };
}

/** Notifies about requests that arrive in an open list. */
export function useNotifications({ bin, loaded, rows, waiting, cursor }: ListState): void {
  const seen = useRef<number | null>(null);
  const collected = useRef<ReturnType<typeof collector>>(null);
  useEffect(() => {
    if (!loaded || !bin) return;
    const from = seen.current;
    seen.current = Math.max(cursor, from ?? 0);
    // What was there when the page opened is no news.
    if (from === null || cursor <= from) return;
    collected.current ??= collector();
    const arrived = [...waiting, ...rows.slice(0, cursor - from)].filter(({ seq }) => seq > from);
    collected.current.add(arrived, bin);
  }, [loaded, cursor]);
  useEffect(() => () => collected.current?.stop(), []);
}
