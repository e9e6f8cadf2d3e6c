/** Copies a request as code. */
import { api, failureText, toFailure } from './api.ts';
import { copyText } from './clipboard.ts';
import { showToast } from './toasts.ts';

/** Copies a request in a text format of the server's; what fails is said. */
export async function copyAs(bin: string, seq: number, format: string): Promise<void> {
  try {
    await copyText(await api.exportText(bin, seq, format, null), format);
  } catch (cause) {
    showToast(failureText(toFailure(cause)));
  }
}
