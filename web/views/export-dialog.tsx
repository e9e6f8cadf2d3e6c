/** The export dialog, once above all screens; `openExport` opens it. */
import { exporting } from '../export.ts';
import { lazily } from './lazy.tsx';

const close = (): void => {
  exporting.value = null;
};

const { Lazy: ExportForm } = lazily(async () => (await import('./export-form.tsx')).ExportForm, close);

/** The dialog while there is something to export. */
export function ExportDialog() {
  const scope = exporting.value;
  return scope && <ExportForm scope={scope} onClose={close} />;
}
