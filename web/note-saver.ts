/** Saves what is typed into a note: after a pause, one save at a time, and the last text wins. */
import { signal } from '@preact/signals';
import type { RequestPatch } from '../server/contract.ts';
import { type ApiFailure, toFailure } from './api.ts';

const pauseMs = 700;

/** Where a note stands. `kept`: what is typed is stored. */
export type NoteState =
  | { state: 'kept' }
  | { state: 'typing' }
  | { state: 'saving' }
  | { state: 'saved' }
  | { state: 'failed'; failure: ApiFailure };

/** Follows one note. `text` is what stands in the field. */
export function openNote(stored: string | null, save: (patch: RequestPatch) => Promise<void>) {
  const text = signal(stored ?? '');
  const state = signal<NoteState>({ state: 'kept' });
  let known = stored ?? '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<void> | null = null;

  const write = async (): Promise<void> => {
    const wanted = text.peek();
    state.value = { state: 'saving' };
    try {
      await save({ note: wanted.trim() === '' ? null : wanted });
      known = wanted;
      state.value = { state: text.peek() === wanted ? 'saved' : 'typing' };
    } catch (cause) {
      state.value = { state: 'failed', failure: toFailure(cause) };
    }
  };

  /** Saves now what is not saved yet. */
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    await saving;
    if (text.peek() === known) return;
    saving = write().finally(() => (saving = null));
    await saving;
  };

  return {
    text,
    state,
    flush,
    type: (typed: string): void => {
      text.value = typed;
      state.value = { state: 'typing' };
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), pauseMs);
    },
    /** Takes over what somebody else wrote, unless something is typed here. */
    follow: (changed: string | null): void => {
      if (saving || text.peek() !== known || changed === known) return;
      known = changed ?? '';
      text.value = known;
      state.value = { state: 'kept' };
    },
  };
}
