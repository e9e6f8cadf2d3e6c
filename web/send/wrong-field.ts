/** Where the focus goes when something cannot be sent. */

/** The first field in it that is wrong, once it is marked. */
export function focusWrong(within: HTMLElement | null | undefined): void {
  requestAnimationFrame(() => within?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
}
