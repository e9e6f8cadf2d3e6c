/** Opens the settings of a bin from anywhere; the dialog itself is loaded when it is first wanted. */
import type { Bin } from '../server/contract.ts';
import { showToast } from './toasts.ts';
import { t } from './locales/locale.ts';

/** Where the dialog begins, and who hears of a change. The live stream tells the others. */
export interface BinDialogOptions {
  focus?: 'name' | 'id' | 'labels';
  onChanged?: (bin: Bin) => void;
}

/** Shows a bin's name, URL, labels, old URLs and pause; the focus returns to where it was. */
export async function openBinDialog(bin: Bin, options: BinDialogOptions = {}): Promise<void> {
  const opener = document.activeElement;
  // What opened it may be gone by then.
  const goBack = () => {
    const place = opener?.isConnected ? opener : document.getElementById('main');
    if (place instanceof HTMLElement) place.focus();
  };
  try {
    const { showBinDialog } = await import('./views/bin-dialog.tsx');
    showBinDialog(bin, options, goBack);
  } catch {
    showToast(t.value.bins.dialogNotLoaded);
  }
}
