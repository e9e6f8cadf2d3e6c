/** The export dialog: loaded when it is first opened. */
import { useSignal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import { type ExportScope, exporting } from '../export.ts';
import { t } from '../locales/locale.ts';
import { showToast } from '../toasts.ts';

/** What the dialog is made of: a component that comes in a file of its own. */
export type ExportForm = FunctionComponent<{ scope: ExportScope; onClose: () => void }>;

const close = () => {
  exporting.value = null;
};

/** Stands once, above all screens; `openExport` opens it. */
export function ExportDialog() {
  const form = useSignal<{ Form: ExportForm } | null>(null);
  const scope = exporting.value;
  useEffect(() => {
    if (!scope || form.peek()) return;
    import('./export-form.tsx').then(
      ({ ExportForm: Form }) => (form.value = { Form }),
      () => {
        close();
        showToast(t.value.exports.notLoaded);
      },
    );
  }, [scope]);
  const { Form } = form.value ?? {};
  return scope && Form ? <Form scope={scope} onClose={close} /> : null;
}
