import { isUtf8, jsonBase64, jsonText } from './body-bytes.ts';
import type { Format } from './format.ts';

/** A list of requests; a body is text when it is UTF-8, base64 when it is not. */
export const json: Format = {
  id: 'json',
  label: 'JSON',
  group: 'file',
  extension: 'json',
  mediaType: 'application/json',
  one: true,
  many: true,
  async *write(requests) {
    let before = '[\n';
    for await (const exported of requests) {
      const isText = await isUtf8(exported);
      yield `${before}${JSON.stringify(exported.request).slice(0, -1)},"${isText ? 'bodyText' : 'bodyBase64'}":`;
      yield* isText ? jsonText(exported) : jsonBase64(exported);
      yield '}';
      before = ',\n';
    }
    yield before === '[\n' ? '[]\n' : '\n]\n';
  },
};
