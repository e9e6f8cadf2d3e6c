/** What this browser remembers between visits; storage may be forbidden, and nothing depends on it. */

/** Reads a remembered value. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`hookglass.${key}`);
  } catch {
    return null;
  }
}

/** Remembers a value. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`hookglass.${key}`, value);
  } catch {
    // The page works the same, it only forgets.
  }
}
