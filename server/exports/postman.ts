import type { HeaderPair } from '../contract.ts';
import { isUtf8, jsonBase64, jsonText } from './body-bytes.ts';
import type { Exported, Format, Piece, Place } from './format.ts';
import { outgoing } from './outgoing.ts';

const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/** A Postman collection, version 2.1: every request is sent to the hook URL again, or to `to`. */
export const postman: Format = {
  id: 'postman',
  label: 'Postman collection',
  group: 'file',
  extension: 'postman_collection.json',
  mediaType: 'application/json',
  one: true,
  many: true,
  async *write(requests, place) {
    const info = { name: `Hookglass: ${place.bin}`, schema };
    yield `{"info":${JSON.stringify(info)},"item":[`;
    let before = '\n';
    for await (const exported of requests) {
      yield before;
      yield* itemOf(exported, place);
      before = ',\n';
    }
    yield '\n]}\n';
  },
};

async function* itemOf(exported: Exported, place: Place): AsyncGenerator<Piece> {
  const { request } = exported;
  const isText = await isUtf8(exported);
  const sent = await outgoing(exported, place);
  const name = `${request.seq} ${request.title}`;
  const notes = [...sent.notes, ...(isText ? [] : [binaryNote])];
  const head =
    sent.method === null
      ? { description: notes.join('\n'), url: { raw: place.hookUrl }, method: request.method, header: [] }
      : {
          description: notes.join('\n'),
          url: { raw: `${sent.origin}${sent.target.replaceAll('{{', '%7B%7B')}` },
          method: sent.method,
          header: sent.headers.map(pairOf),
        };
  yield `{"name":${JSON.stringify(name)},"request":${JSON.stringify(head).slice(0, -1)}`;
  if (request.body.stored > 0) yield* bodyOf(exported, isText);
  yield '}}';
}

const binaryNote =
  'The body is not text, and a collection holds no other: choose it as a file. Its bytes are base64 in body.file.content.';

async function* bodyOf(exported: Exported, isText: boolean): AsyncGenerator<Piece> {
  yield isText ? ',"body":{"mode":"raw","raw":' : ',"body":{"mode":"file","file":{"content":';
  yield* isText ? jsonText(exported) : jsonBase64(exported);
  yield isText ? '}' : '}}';
}

// Postman fills in `{{…}}`: what a stranger sent is there to be read, and is sent only when somebody says so.
const pairOf = ([key, value]: HeaderPair) => ({
  key,
  value,
  ...(`${key}${value}`.includes('{{') && { disabled: true }),
});
