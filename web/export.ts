/** What is being exported: whoever wants an export says so here, the dialog does the rest. */
import { signal } from '@preact/signals';
import { route } from './route.ts';

/** Which requests. `q` is a filter; that of a selection holds the selection. */
export type ExportScope =
  | { what: 'request'; bin: string; seq: number }
  | { what: 'selection' | 'filter' | 'bin'; bin: string; q: string; count: number };

/** The scope of the open dialog; null while there is none. */
export const exporting = signal<ExportScope | null>(null);

/** Opens the dialog. When it closes, the focus goes back to where it is now. */
export function openExport(scope: ExportScope): void {
  exporting.value = scope;
}

/** Opens the dialog for the request that is on screen. */
export function openExportHere(): void {
  const { value } = route;
  if (value.page === 'inspector' && value.seq !== null)
    openExport({ what: 'request', bin: value.bin, seq: value.seq });
}
