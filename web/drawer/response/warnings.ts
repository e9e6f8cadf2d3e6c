/** What is doubtful about a rule, in the reader's language. */
import type { ResponseWarning } from '../../../server/contract.ts';
import { t } from '../../locales/locale.ts';

type Values = ResponseWarning['values'];

/** The sentence; the server's own for a code that this page does not know. */
export function warningWords({ code, values, reason }: ResponseWarning): string {
  const known: Readonly<Record<string, (values: Values) => string>> = t.value.response.warnings;
  return Object.hasOwn(known, code) ? (known[code]?.(values) ?? reason) : reason;
}
