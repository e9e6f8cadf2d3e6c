/** IP addresses as bytes, and what lies behind them. Pure and total. */
import { isIP } from 'node:net';

/** `metadata`: the cloud's own services, whose answers are keys · `private`: not the internet. */
export type AddressKind = 'public' | 'private' | 'metadata';

interface Range {
  bytes: readonly number[];
  bits: number;
}

/** 4 or 16 bytes; null when it is no address. A zone (`%eth0`) is left out. */
export function addressBytes(address: string): readonly number[] | null {
  const [text = ''] = address.split('%', 1);
  if (isIP(text) === 4) return text.split('.').map(Number);
  if (isIP(text) !== 6) return null;
  const [head = '', tail] = text.replace(/(?<=:)\d+\.\d+\.\d+\.\d+$/, asGroups).split('::');
  const [left, right] = [groupsOf(head), groupsOf(tail ?? '')];
  const gap = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<number>(gap).fill(0), ...right].flatMap((group) => [group >> 8, group & 255]);
}

const asGroups = (quad: string): string => {
  const [a = 0, b = 0, c = 0, d = 0] = quad.split('.').map(Number);
  return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
};

const groupsOf = (text: string): number[] =>
  text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));

function range(text: string): Range {
  const [address = '', bits = ''] = text.split('/');
  return { bytes: addressBytes(address) ?? [], bits: Number(bits) };
}

function isIn(bytes: readonly number[], { bytes: start, bits }: Range): boolean {
  if (bytes.length !== start.length) return false;
  for (let at = 0; at * 8 < bits; at += 1) {
    const mask = bits - at * 8 >= 8 ? 255 : (255 << (8 - (bits - at * 8))) & 255;
    if (((bytes[at] ?? 0) & mask) !== ((start[at] ?? 0) & mask)) return false;
  }
  return true;
}

// AWS, Google, Azure and most others; containers on AWS; Alibaba; Azure's own wire server; Google over IPv6.
const metadata = [
  '169.254.169.254/32',
  '169.254.170.2/32',
  '169.254.170.23/32',
  '100.100.100.200/32',
  '168.63.129.16/32',
  'fd00:ec2::254/128',
  'fd00:ec2::23/128',
  'fd20:ce::254/128',
].map(range);

const privates = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Unspecified, loopback, IPv4-compatible and IPv4-mapped.
  '::/96',
  '::ffff:0:0/96',
  '::ffff:0:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
].map(range);

/** What an address is; one that cannot be read is not let through. */
export function addressKind(address: string): AddressKind {
  const bytes = addressBytes(address);
  if (!bytes) return 'private';
  const all = [bytes, ...embedded(bytes)];
  if (all.some((one) => metadata.some((range) => isIn(one, range)))) return 'metadata';
  return isIsatap(bytes) || privates.some((range) => isIn(bytes, range)) ? 'private' : 'public';
}

/** True for loopback and the unspecified address, which a connection takes for it, in every spelling. */
export function isThisMachine(address: string): boolean {
  const bytes = addressBytes(address);
  if (!bytes) return false;
  return [bytes, ...embedded(bytes)].some(
    (one) =>
      (one.length === 4 && (one[0] === 127 || one.every((byte) => byte === 0))) ||
      (one.length === 16 && one.slice(0, 15).every((byte) => byte === 0) && (one[15] ?? 0) < 2),
  );
}

/** The same bytes for every spelling: an IPv4 address that IPv6 carries is itself. */
export const sameAddress = (one: string, other: string): boolean => {
  const [a, b] = [addressBytes(one), addressBytes(other)];
  if (!a || !b) return false;
  const spellings = [b, ...embedded(b)].map(String);
  return [a, ...embedded(a)].some((bytes) => spellings.includes(String(bytes)));
};

/** IPv4 addresses that an IPv6 address leads to: mapped, translated (NAT64), 6to4, Teredo, ISATAP. */
function embedded(bytes: readonly number[]): (readonly number[])[] {
  if (bytes.length !== 16) return [];
  const isAll = (from: number, to: number, value = 0): boolean =>
    bytes.slice(from, to).every((byte) => byte === value);
  const last = bytes.slice(12);
  const found: (readonly number[])[] = [];
  if (isAll(0, 10) && (isAll(10, 12) || isAll(10, 12, 255))) found.push(last);
  if (isAll(0, 8) && isAll(8, 10, 255) && isAll(10, 12)) found.push(last);
  if (isIn(bytes, range('64:ff9b::/96'))) found.push(last);
  // RFC 6052, section 2.2: with 48 bits of prefix the address stands on both sides of byte 8.
  if (isIn(bytes, range('64:ff9b:1::/48'))) found.push(last, [...bytes.slice(6, 8), ...bytes.slice(9, 11)]);
  if (isIn(bytes, range('2002::/16'))) found.push(bytes.slice(2, 6));
  if (isIn(bytes, range('2001::/32')))
    found.push(
      bytes.slice(4, 8),
      last.map((byte) => byte ^ 255),
    );
  if (isIsatap(bytes)) found.push(last);
  return found;
}

const isIsatap = (bytes: readonly number[]): boolean =>
  bytes.length === 16 &&
  (bytes[8] === 0 || bytes[8] === 2) &&
  bytes[9] === 0 &&
  bytes[10] === 0x5e &&
  bytes[11] === 0xfe;
