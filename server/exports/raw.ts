import type { CapturedRequest } from '../contract.ts';
import { headerValues } from '../headers.ts';
import type { Exported, Format, Piece } from './format.ts';

/**
 * The message as it came: request line, headers, body. Where one chunk ended and the next began is not kept: a
 * chunked body is framed anew, so that it can be read, with its trailers.
 */
export const raw: Format = {
  id: 'raw',
  label: 'Raw HTTP message',
  group: 'file',
  extension: 'txt',
  mediaType: 'application/octet-stream',
  one: true,
  many: false,
  async *write(requests) {
    for await (const exported of requests) {
      // What the parser refused has no head of its own: its first bytes are kept as the body.
      if (exported.request.httpVersion === '') yield* exported.body();
      else yield* message(exported);
    }
  },
};

async function* message(exported: Exported): AsyncGenerator<Piece> {
  const { request } = exported;
  const { method, target, httpVersion } = request;
  yield latin1(`${method} ${target} HTTP/${httpVersion}\r\n${lines(request.headers)}\r\n`);
  if (!isChunked(request)) {
    yield* exported.body();
    return;
  }
  for await (const piece of exported.body()) {
    if (piece.length > 0) yield* [`${piece.length.toString(16)}\r\n`, piece, '\r\n'];
  }
  // The end of a body that was cut is not known.
  if (request.state === 'complete') yield latin1(`0\r\n${lines(request.trailers)}\r\n`);
}

const isChunked = ({ headers }: CapturedRequest): boolean =>
  headerValues(headers, 'transfer-encoding').some((value) => /chunked/i.test(value));

const lines = (pairs: CapturedRequest['headers']): string =>
  pairs.map(([name, value]) => `${name}: ${value}\r\n`).join('');

const latin1 = (binary: string): Buffer => Buffer.from(binary, 'latin1');
