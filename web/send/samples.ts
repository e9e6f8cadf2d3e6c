/** The events that can be sent, as the server knows them: asked once. */
import { signal } from '@preact/signals';
import type { SampleList, SampleSummary } from '../../server/contract.ts';
import { calls } from './calls.ts';

/** All of them; null before `loadSamples` was answered. */
export const samples = signal<SampleList | null>(null);

const asking: { answer: Promise<void> | null } = { answer: null };

async function ask(): Promise<void> {
  try {
    samples.value = await calls.samples();
  } catch (cause) {
    // The next one who needs them asks again.
    asking.answer = null;
    throw cause;
  }
}

/** Fills `samples`. Rejects with an ApiFailure. */
export const loadSamples = (): Promise<void> => (asking.answer ??= ask());

/** The sample of an id. */
export const sampleOf = (id: string): SampleSummary | null =>
  samples.value?.items.find((one) => one.id === id) ?? null;

/** A sender with its events. */
export interface Sender {
  label: string;
  /** True when one of them can be signed. */
  signs: boolean;
  events: readonly SampleSummary[];
}

/** Senders whose name or one of whose events has the text in it. Pure. */
export function sendersOf(items: readonly SampleSummary[], text: string): Sender[] {
  const all = new Map<string, SampleSummary[]>();
  for (const item of items) all.set(item.label, [...(all.get(item.label) ?? []), item]);
  const wanted = text.trim().toLowerCase();
  return [...all]
    .map(([label, events]) => ({ label, signs: events.some(({ signer }) => signer !== null), events }))
    .filter(({ label, events }) =>
      [label, ...events.map(({ event }) => event)].some((one) => one.toLowerCase().includes(wanted)),
    );
}
