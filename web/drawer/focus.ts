/** Where the focus goes when what had it is gone. */

/** Gives it to the first of these that is in the drawer, once what was changed is drawn. */
export function focusOn(...selectors: readonly string[]): void {
  requestAnimationFrame(() => {
    const found = selectors.map((one) => document.querySelector<HTMLElement>(`.drawer ${one}`));
    found.find(Boolean)?.focus();
  });
}

/** The shown tab: always there. */
export const shownTab = '[role=tab][aria-selected=true]';
