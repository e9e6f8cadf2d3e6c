/** A request as code, on the clipboard. */
import { api, type ExportQuery, failureText, toFailure } from './api.ts';
import { copyText } from './clipboard.ts';
import { late } from './late/words.ts';
import { showToast } from './toasts.ts';

/** Copies a request in a code format; `to`: where the code sends it. False when that failed, which is then said. */
export async function copyAs(bin: string, seq: number, format: string, to?: string): Promise<boolean> {
  try {
    return await copyCode(format, { bin, seq, to });
  } catch (cause) {
    showToast(failureText(toFailure(cause)));
    return false;
  }
}

/** The same; rejects when the server does not give the code, false when the browser refuses to copy. */
export async function copyCode(format: string, query: ExportQuery): Promise<boolean> {
  const response = await api.exported(format, query);
  return copyText(await response.text(), late.value.exports.request);
}
