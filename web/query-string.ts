/** The query string of a request. Pure. */
import type { CapturedRequest } from '../server/contract.ts';
import { decodeBinary } from './decode.ts';

/** The query string of a request as it was sent, without its question mark. */
export const queryOf = ({ target }: CapturedRequest): string => {
  const at = target.indexOf('?');
  return at < 0 ? '' : decodeBinary(target.slice(at + 1));
};
