/** A request as code, on the clipboard. */
import { api, failureText, toFailure } from './api.ts';
import { copyText } from './clipboard.ts';
import { t } from './locales/locale.ts';
import { showToast } from './toasts.ts';

/** Copies a request in a code format; `to`: where the code sends it. False when that failed, which is then said. */
export async function copyAs(bin: string, seq: number, format: string, to?: string): Promise<boolean> {
  try {
    const response = await api.exported(format, { bin, seq, to });
    return await copyText(await response.text(), t.value.exports.request);
  } catch (cause) {
    showToast(failureText(toFailure(cause)));
    return false;
  }
}
