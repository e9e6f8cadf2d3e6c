/** The export formats of this build, loaded once when they are first needed. */
import { signal } from '@preact/signals';
import type { ExportFormat } from '../server/contract.ts';
import { api } from './api.ts';

const known = signal<readonly ExportFormat[] | null>(null);

/** All formats. Rejects with an ApiFailure; the next call tries again. */
export async function loadFormats(): Promise<readonly ExportFormat[]> {
  if (!known.value) known.value = (await api.formats()).items;
  return known.value;
}

/** Those that are written to be read or run, for one request. */
export const codeFormats = async (): Promise<readonly ExportFormat[]> =>
  (await loadFormats()).filter(({ group, one }) => group === 'code' && one);
