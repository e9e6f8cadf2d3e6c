/** The verification of a bin as the API takes it: what is there stays by the ids of its secrets. */
import type { Bin, NewVerification, Trial, Verification } from '../../server/contract.ts';
import { api } from '../api.ts';

/** A verification as it is set again. */
export const asSet = ({ secrets, ...rest }: Verification): NewVerification => ({
  ...rest,
  secrets: secrets.map(({ id }) => ({ id })),
});

/** The settings with what was tried: its secrets come to those that the provider has, new settings take the place. */
export function withTrial(
  list: readonly Verification[],
  { provider, secrets, values = {}, toleranceSeconds = null }: Trial,
): NewVerification[] {
  const known = list.find((one) => one.provider === provider);
  const news = secrets.map((text) => ({ text }));
  const own: NewVerification = known
    ? { ...asSet(known), values, toleranceSeconds, secrets: [...asSet(known).secrets, ...news] }
    : { provider, values, toleranceSeconds, secrets: news };
  const others = list.map((one) => (one === known ? own : asSet(one)));
  return known ? others : [...others, own];
}

/** Keeps what was tried. The newest settings are read first: another tab may have changed them. Rejects with an ApiFailure. */
export async function saveTrial(bin: string, trial: Trial): Promise<Bin> {
  const { verification } = await api.bin(bin);
  return api.updateBin(bin, { verification: withTrial(verification, trial) });
}
