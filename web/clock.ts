/** One timer for every relative time on the page. */
import { signal } from '@preact/signals';

/** Now, as of the last second. */
export const now = signal(Date.now());

/** Starts the timer. */
export const startClock = (): void => void setInterval(() => (now.value = Date.now()), 1_000);
