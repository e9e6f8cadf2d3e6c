/** What this server is and keeps, asked for once a page. */
import { signal } from '@preact/signals';
import type { SystemInfo } from '../server/contract.ts';
import { api } from './api.ts';

/** Null until the server answered; the page is whole without it. */
export const system = signal<SystemInfo | null>(null);

/** Asks; what needs it shows nothing when no answer came, and the next page that opens asks again. */
export async function loadSystem(): Promise<void> {
  try {
    system.value = await api.system();
  } catch {
    // Whatever keeps the server from answering is said by the page of data, which needs it more.
  }
}
