import { jsonBase64 } from './body-bytes.ts';
import type { Format } from './format.ts';

/** One request a line, everything that is kept of it; the body as base64. What imports read. */
export const ndjson: Format = {
  id: 'ndjson',
  label: 'NDJSON, for import',
  group: 'file',
  extension: 'ndjson',
  mediaType: 'application/x-ndjson',
  one: true,
  many: true,
  async *write(requests) {
    for await (const exported of requests) {
      yield `${JSON.stringify(exported.request).slice(0, -1)},"bodyBase64":`;
      yield* jsonBase64(exported);
      yield '}\n';
    }
  },
};
