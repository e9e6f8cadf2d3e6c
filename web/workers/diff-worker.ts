/** Compares two requests where it does not stop the page. */
import { compareRequests } from '../diff/compare.ts';
import type { Side } from '../diff/change.ts';

addEventListener('message', ({ data }: MessageEvent<{ before: Side; after: Side }>) => {
  postMessage(compareRequests(data.before, data.after));
});
