/** Valid requests with a few bytes changed: whatever comes, the server answers, closes and goes on. */
import { expect, it } from 'vitest';
import type { BinList } from '../../../server/contract.ts';
import { type RawAnswer, sendRaw } from '../../support/raw-socket.ts';
import { startServer } from '../../support/server.ts';
import { chunked, message, post } from './case.ts';

const seed = 20_261_122;
const mutations = 2_000;
const atOnce = 16;

const h2c = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAEAAEAA'];
const originals = [
  post('{"type":"invoice.paid","amount":4900}', 'Content-Type: application/json', 'X-Event: a', 'x-event: b'),
  chunked('5;a=b\r\nhello\r\n6\r\n world\r\n0\r\nX-Trailer: 1\r\n\r\n'),
  message('GET /in/{bin}/a/b?c=d&e=%20 HTTP/1.1', ['Accept: */*', 'Connection: keep-alive']),
  message('POST /in/{bin} HTTP/1.1', [...h2c, 'Content-Length: 7'], '{"a":1}'),
  message('PUT http://evil.test/in/{bin}/abs HTTP/1.1', ['Expect: 100-continue', 'Content-Length: 3'], 'put'),
  'POST /x HTTP/1.0\r\nHost: {bin}.localhost\r\nContent-Length: 2\r\n\r\nhi',
  message('GET /api/bins HTTP/1.1', ['Origin: http://{authority}', 'Accept: application/json']),
  `${post('one')}${message('HEAD /in/{bin} HTTP/1.1')}${chunked('0\r\n\r\n')}`,
  message('GET /api/live HTTP/1.1', [
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
  ]),
];
/** Bytes that mean something to a parser. */
const special = '\0\t\n\r !"#%&\'*+,-./0:;<=>?@[\\]^_`{|}~\x7f\x80\xff';

it(`answers and outlives ${mutations} mutations of valid requests (seed ${seed})`, async () => {
  const server = await startServer();
  await server.api('/api/bins', { method: 'POST', json: { id: 'fuzz' } });
  const random = randomOf(seed);
  const sent = Array.from({ length: mutations }, (_, at) => {
    const original = originals[at % originals.length] ?? '';
    const authority = `localhost:${server.port}`;
    return mutate(original.replaceAll('{bin}', 'fuzz').replaceAll('{authority}', authority), random);
  });
  const keptSeqs = new Set<string>();
  const check = (bytes: string, { text, statuses, replies, closed }: RawAnswer): void => {
    // A silent or a broken connection names what was sent.
    expect({ bytes, closed, text: /^(?:HTTP\/1\.1 [1-4]|$)/.test(text) }).toEqual({
      bytes,
      closed: true,
      text: true,
    });
    expect(
      statuses.filter((status) => !(status >= 101 && status < 500)),
      JSON.stringify(bytes),
    ).toEqual([]);
    for (const { headers, body } of replies) {
      const seq = headers.get('hookglass-seq');
      // An answer to HEAD names no bin.
      const bin = /"bin":"([^"]+)"/.exec(body)?.[1];
      if (seq === undefined || bin === undefined) continue;
      expect(keptSeqs.has(`${bin} ${seq}`)).toBe(false);
      keptSeqs.add(`${bin} ${seq}`);
    }
  };
  const work = sent.entries();
  const sender = async (): Promise<void> => {
    for (const [at, bytes] of work) {
      const cut = at % 3 === 0 ? Math.floor(random() * bytes.length) : bytes.length;
      const pieces = [bytes.slice(0, cut), bytes.slice(cut)];
      check(bytes, await sendRaw({ port: server.port, pieces, end: 'half', timeoutMs: 3_000 }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));

  expect((await server.send('fuzz', { body: 'alive' })).status).toBe(200);
  expect(server.errors).toEqual([]);
  const { items } = (await server.api<BinList>('/api/bins')).body;
  for (const bin of items) expect(bin.requests).toBe(bin.lastSeq);
  expect(keptSeqs.size).toBeGreaterThan(500);
  for (const kept of keptSeqs) {
    const [id = '', seq = ''] = kept.split(' ');
    expect(items.find((bin) => bin.id === id)?.lastSeq, id).toBeGreaterThanOrEqual(Number(seq));
  }
});

/** One to four changes: flipped, deleted, inserted, replaced or doubled bytes. */
function mutate(original: string, random: () => number): string {
  let text = original;
  const below = (limit: number): number => Math.floor(random() * limit);
  for (let left = 1 + below(4); left > 0; left -= 1) {
    const at = below(text.length);
    const length = 1 + below(random() < 0.2 ? 40 : 3);
    const [before, some, after] = [text.slice(0, at), text.slice(at, at + length), text.slice(at + length)];
    const changes = [
      () =>
        before + String.fromCharCode((some.charCodeAt(0) ^ (1 << below(8))) & 0xff) + some.slice(1) + after,
      () => before + after,
      () => before + (special[below(special.length)] ?? '') + some + after,
      () => before + (special[below(special.length)] ?? '') + some.slice(1) + after,
      () => before + some + some + after,
    ];
    text = changes[below(changes.length)]?.() ?? text;
    if (text === '') text = '\r';
  }
  return text;
}

/** Mulberry32: small, repeatable. */
function randomOf(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
