/** Who signs webhooks, as the server knows: asked once, when somebody needs a name or a form. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Provider } from '../server/contract.ts';
import { api } from './api.ts';

/** All of them; none before `loadProviders` was answered. */
export const providers = signal<readonly Provider[]>([]);

const asking: { answer: Promise<void> | null } = { answer: null };

async function ask(): Promise<void> {
  try {
    providers.value = (await api.providers()).items;
  } catch (cause) {
    // The next one who needs them asks again.
    asking.answer = null;
    throw cause;
  }
}

/** Fills `providers`. Rejects with an ApiFailure. */
export const loadProviders = (): Promise<void> => (asking.answer ??= ask());

/** The provider of an id. */
export const providerOf = (id: string): Provider | undefined => providers.value.find((one) => one.id === id);

/** Its name, which is the id until names are there. */
export const providerLabel = (id: string): string => providerOf(id)?.label ?? id;

/** Sees to it that names come, where there are ids to be named; without an answer the ids do. */
export function useProviderNames(isNeeded = true): void {
  useEffect(() => {
    if (isNeeded) void loadProviders().catch(() => undefined);
  }, [isNeeded]);
}
