/** Puts what a file declares in place, at a start: the file wins for what it says, all else stays. */
import { isDeepStrictEqual } from 'node:util';
import type { Store, StoredBin, StoredBinPatch, StoredVerification } from '../store/store.ts';
import type { DeclaredBin } from './check.ts';

/** Creates the bins that are missing and changes those that differ; a second time it changes nothing. */
export async function declareBins(store: Store, bins: readonly DeclaredBin[]): Promise<void> {
  const ids = bins.map(({ id }) => id);
  for (const bin of bins) await declareBin(store, bin, ids);
}

async function declareBin(store: Store, bin: DeclaredBin, ids: readonly string[]): Promise<void> {
  const { id, name = id, labels = [] } = bin;
  const holder = await store.bins.get(id);
  // A former name of a bin that the file declares as well is given back: they are two.
  if (holder && holder.id !== id && ids.includes(holder.id))
    await store.bins.update(holder.id, { aliases: holder.aliases.filter((alias) => alias !== id) });
  const present = (await store.bins.get(id)) ?? (await store.bins.create({ id, name, labels }));
  if (!present) throw new Error(`the bin "${id}" could not be created`);
  const patch = changes(bin, present, store.bins.settings(id)?.checks.list ?? []);
  if (Object.keys(patch).length > 0) await store.bins.update(id, patch);
}

/** Only what differs: settings that are set anew have every stored request checked again. */
function changes(
  bin: DeclaredBin,
  present: StoredBin,
  checks: readonly StoredVerification[],
): StoredBinPatch {
  const { id, name, labels, paused, response } = bin;
  const verification = bin.verification?.map((one) => withKnownSecrets(one, checks));
  return {
    ...(id !== present.id && { id }),
    ...(name !== undefined && name !== present.name && { name }),
    ...(labels && !isDeepStrictEqual(labels, present.labels) && { labels }),
    ...(paused !== undefined && paused !== present.paused && { paused }),
    ...(verification && !isDeepStrictEqual(verification, checks) && { verification }),
    ...(response && !isDeepStrictEqual(response, present.response) && { response }),
  };
}

/** A secret that the bin has already keeps its id. */
function withKnownSecrets(
  one: StoredVerification,
  checks: readonly StoredVerification[],
): StoredVerification {
  const known = checks.filter(({ provider }) => provider === one.provider).flatMap(({ secrets }) => secrets);
  return {
    ...one,
    secrets: one.secrets.map((secret) => known.find(({ text }) => text === secret.text) ?? secret),
  };
}
