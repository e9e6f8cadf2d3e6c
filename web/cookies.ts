/** Cookies of a request as they were sent, RFC 6265 section 4.2. Pure and total. */
import type { HeaderPair } from '../server/contract.ts';
import { headerValues } from '../server/headers.ts';
import { type FormPair, decodeBinary, parsePairs } from './decode.ts';

/** The cookies of all Cookie headers, in order, repeats kept; without `=` the whole piece is the value. */
export const cookiesOf = (headers: readonly HeaderPair[]): FormPair[] =>
  headerValues(headers, 'cookie')
    .flatMap((value) => decodeBinary(value).split(';'))
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .map((piece) => {
      const at = piece.indexOf('=');
      const rawName = at < 0 ? '' : piece.slice(0, at).trim();
      const rawValue = piece.slice(at + 1).trim();
      return { rawName, rawValue, name: rawName, value: cookieValue(rawValue) };
    });

/** Without its quotes and percent signs. A plus stays a plus: cookies are no forms. */
function cookieValue(raw: string): string {
  const inner = /^"(.*)"$/s.exec(raw)?.[1] ?? raw;
  const escaped = inner.replaceAll('+', '%2B').replaceAll('&', '%26').replaceAll('=', '%3D');
  return inner ? (parsePairs(`${escaped}=`)[0]?.name ?? inner) : inner;
}
