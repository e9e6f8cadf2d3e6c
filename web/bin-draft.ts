/** The settings of a bin as they are being typed. Pure. */
import type { Bin, BinPatch } from '../server/contract.ts';

/** What was typed. `dropped`: old names to give up. */
export interface BinDraft {
  name: string;
  id: string;
  labels: string;
  paused: boolean;
  dropped: readonly string[];
}

/** What a draft changes; null when that is nothing. */
export function patchOf(bin: Bin, { name, id, labels, paused, dropped }: BinDraft): BinPatch | null {
  const patch: BinPatch = {};
  const next = readLabels(labels);
  if (name.trim() !== bin.name) patch.name = name.trim();
  if (id !== bin.id) patch.id = id;
  if (next.join() !== bin.labels.join()) patch.labels = next;
  if (paused !== bin.paused) patch.paused = paused;
  if (dropped.length > 0)
    patch.aliases = [
      ...(id === bin.id ? [] : [bin.id]),
      ...bin.aliases.filter((one) => !dropped.includes(one)),
    ];
  return Object.keys(patch).length > 0 ? patch : null;
}

/** A bin before anything is typed. */
export const draftOf = ({ name, id, labels, paused }: Bin): BinDraft => ({
  name,
  id,
  labels: labels.join(', '),
  paused,
  dropped: [],
});

/** Labels as somebody typed them, with commas between. */
export const readLabels = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((label) => label.trim())
      .filter(Boolean),
  ),
];

/** True for what can be the name of a bin in its URL. */
export const isBinId = (text: string): boolean => /^[a-z0-9][a-z0-9_-]{0,62}$/.test(text);
