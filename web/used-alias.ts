/** By which of its names a sender met a bin. Pure. */
import type { CapturedRequest } from '../server/contract.ts';
import { headerValue } from '../server/headers.ts';

/** The old name of the bin that stands in the target or the host; null when it is the present one. */
export function usedAlias(
  { target, headers }: Pick<CapturedRequest, 'target' | 'headers'>,
  aliases: readonly string[],
): string | null {
  const [, inPath] = /^(?:[a-z][a-z0-9+.-]*:\/\/[^/]*)?\/in\/([^/?]+)/i.exec(target) ?? [];
  const [inHost] = (headerValue(headers, 'host') ?? '').toLowerCase().split('.', 1);
  return aliases.find((alias) => alias === inPath || alias === inHost) ?? null;
}
