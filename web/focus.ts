/**
 * Keeps the focus on the page. What has it may go: a row that is deleted, a button that has done its work, a screen
 * that is left. The keys must lead somewhere then, near to where they were.
 */

/** Watches the page for as long as it is open. */
export function keepFocus(): void {
  let path: readonly Element[] = [];
  addEventListener('focusin', ({ target }) => {
    path = target instanceof Element ? pathOf(target) : [];
  });
  const watch = new MutationObserver(() => {
    const [last, ...around] = path;
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    path = [];
    landing(around)?.focus({ preventScroll: true });
  });
  watch.observe(document.body, { childList: true, subtree: true });
}

/** Leaves a field: the focus goes to the pane or the screen around it, where single keys are commands again. */
export const leaveField = (field: HTMLElement | null): void =>
  field?.parentElement?.closest<HTMLElement>('[tabindex]')?.focus({ preventScroll: true });

function pathOf(element: Element): Element[] {
  const path: Element[] = [];
  for (let each: Element | null = element; each; each = each.parentElement) path.push(each);
  return path;
}

/** The nearest place that is still there and takes the focus: within a dialog its first, else the list, else the screen. */
function landing(around: readonly Element[]): HTMLElement | null {
  for (const place of around) {
    if (!(place instanceof HTMLElement) || !place.isConnected || place.id === 'main') continue;
    if (place instanceof HTMLDialogElement && place.open)
      return place.querySelector<HTMLElement>('button:enabled, input:enabled');
    if (place.hasAttribute('tabindex')) return place;
  }
  return document.getElementById('list') ?? document.getElementById('main');
}
