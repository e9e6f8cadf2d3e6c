/** Headers while they are edited. Pure. */
import type { HeaderPair } from '../../server/contract.ts';
import { decodeBinary } from '../decode.ts';

/** A row: what is typed, and the pair it came from, which stays as it was unless somebody types. */
export interface HeaderRow {
  key: number;
  name: string;
  value: string;
  from: HeaderPair | null;
}

const rebuilt =
  /^(?:content-length|transfer-encoding|connection|keep-alive|te|trailer|upgrade|expect|proxy-.*)$/i;

/** Made anew whenever a request is sent: editing it would do nothing. */
export const isRebuilt = (name: string, host: 'target' | 'original'): boolean =>
  rebuilt.test(name) || (host === 'target' && name.toLowerCase() === 'host');

/** The rows of headers. */
export const rowsOf = (headers: readonly HeaderPair[]): HeaderRow[] =>
  headers.map((pair, key) => ({
    key,
    name: decodeBinary(pair[0]),
    value: decodeBinary(pair[1]),
    from: pair,
  }));

/** UTF-8 as one character a byte: what a header holds. */
const binaryOf = (text: string): string =>
  Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');

const pairOf = ({ name, value, from }: HeaderRow): HeaderPair => {
  const [oldName, oldValue] = from ?? ['', ''];
  return [
    from && decodeBinary(oldName) === name ? oldName : binaryOf(name.trim()),
    from && decodeBinary(oldValue) === value ? oldValue : binaryOf(value.trim()),
  ];
};

/** The headers to send; rows without a name are left out. `rows`: which row each of them is. */
export function pairsOf(rows: readonly HeaderRow[]): { headers: HeaderPair[]; keys: number[] } {
  const named = rows.filter(({ name }) => name.trim() !== '');
  return { headers: named.map(pairOf), keys: named.map(({ key }) => key) };
}

/** True when the rows say the same as the headers that they came from. */
export function isUnchanged(rows: readonly HeaderRow[], headers: readonly HeaderPair[]): boolean {
  const { headers: now } = pairsOf(rows);
  return (
    now.length === headers.length &&
    now.every(([name, value], at) => name === headers[at]?.[0] && value === headers[at]?.[1])
  );
}
