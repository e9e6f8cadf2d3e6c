/** Who may have signed a request, by the headers it has. Pure. */
import type { CapturedRequest, HeaderPair, Provider } from '../../server/contract.ts';

/** True when one of the headers is where the provider puts its signature. */
function hasHeaderOf({ headers: wanted }: Provider, headers: readonly HeaderPair[]): boolean {
  const names = headers.map(([name]) => name.toLowerCase());
  return wanted.some((header) =>
    header.endsWith('-#')
      ? names.some(
          (name) => name.startsWith(header.slice(0, -1)) && /^\d{1,3}$/.test(name.slice(header.length - 1)),
        )
      : names.includes(header),
  );
}

// Anybody puts a token there.
const isTelling = ({ headers }: Provider): boolean => !headers.includes('authorization');

/** Those whose signature header is there, the recognised sender first. */
export function signersOf(
  { headers, provider }: Pick<CapturedRequest, 'headers' | 'provider'>,
  providers: readonly Provider[],
): Provider[] {
  const found = providers.filter((one) => isTelling(one) && hasHeaderOf(one, headers));
  return found.toSorted((a, b) => Number(b.id === provider) - Number(a.id === provider));
}
