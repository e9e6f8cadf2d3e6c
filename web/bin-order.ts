/** Bins found and sorted. Pure. */
import type { Bin } from '../server/contract.ts';

/** By what the bins can be sorted. */
export const sorts = ['last', 'name', 'created', 'requests'] as const;
export type Sort = (typeof sorts)[number];

/** Reads a remembered sort. */
export const toSort = (text: string | null): Sort => sorts.find((sort) => sort === text) ?? 'last';

const down = (a: string, b: string): number => (a < b ? 1 : Number(a > b) * -1);
const used = ({ lastRequestAt, createdAt }: Bin): string => lastRequestAt ?? createdAt;

/** The bins in an order; equal ones by their names, which differ. */
export function sortBins(bins: readonly Bin[], sort: Sort, locale: string): readonly Bin[] {
  const { compare } = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  const by: Record<Sort, (a: Bin, b: Bin) => number> = {
    last: (a, b) => down(used(a), used(b)),
    name: (a, b) => compare(a.name, b.name),
    created: (a, b) => down(a.createdAt, b.createdAt),
    requests: (a, b) => b.requests - a.requests,
  };
  return bins.toSorted((a, b) => by[sort](a, b) || down(b.id, a.id));
}

/** What somebody looks for: words that all must occur, labels that all must be there. */
export interface BinSearch {
  text: string;
  labels: readonly string[];
}

/** The bins that fit. */
export function findBins(bins: readonly Bin[], { text, labels }: BinSearch): readonly Bin[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length && !labels.length) return bins;
  return bins.filter((bin) => {
    const all = [bin.name, bin.id, ...bin.aliases, ...bin.labels].join('\n').toLocaleLowerCase();
    return words.every((word) => all.includes(word)) && labels.every((label) => bin.labels.includes(label));
  });
}

/** Every label that is in use, in the order of the alphabet. */
export const labelsOf = (bins: readonly Bin[], locale: string): readonly string[] =>
  [...new Set(bins.flatMap(({ labels }) => labels))].toSorted(new Intl.Collator(locale).compare);
