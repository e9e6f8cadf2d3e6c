import { Type } from 'typebox';
import { fail, noSuchBin } from '../errors.ts';
import type { Store, StoredRequest } from '../store/store.ts';

/** `:bin` and `:seq` of an address. */
export const requestParams = {
  bin: Type.String(),
  seq: Type.String({ pattern: '^(?:\\d{1,10}|latest)$', description: 'A seq, or `latest`.' }),
};

/** The request of an address. Throws request_not_found or bin_not_found. */
export async function findRequest(
  store: Store,
  { bin, seq }: { bin: string; seq: string },
): Promise<StoredRequest> {
  const known = seq === 'latest' || (Number(seq) > 0 && Number(seq) < 2 ** 32);
  const request = known ? await store.get(bin, seq === 'latest' ? seq : Number(seq)) : null;
  if (request) return request;
  return (await store.bins.get(bin)) ? fail('request_not_found') : noSuchBin(bin);
}
