/** What is replayed reaches a raw socket as it came, framing aside: every odd request that the suites know. */
import { expect, it } from 'vitest';
import type { Delivery, HeaderPair, RequestPage } from '../../../server/contract.ts';
import { rebuiltHeaders } from '../../../server/egress/framing.ts';
import { sendRaw } from '../../support/raw-socket.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { anOddRequest, seeded } from '../../store/odd.ts';
import { startSink } from '../exports/sink.ts';
import { bodyCases } from '../raw/bodies.ts';
import type { RawCase } from '../raw/case.ts';
import { endingCases } from '../raw/endings.ts';
import { framingCases } from '../raw/framing.ts';
import { headerCases } from '../raw/headers.ts';
import { requestLineCases } from '../raw/request-line.ts';

const cases = [...requestLineCases, ...headerCases, ...framingCases, ...bodyCases, ...endingCases];
const oddRequests = 150;

/** Header pairs without those that are made anew for each connection. */
function lasting(headers: readonly HeaderPair[]): HeaderPair[] {
  const listed = headers
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(',').map((name) => name.trim().toLowerCase()));
  return headers.filter(([name]) => {
    const key = name.toLowerCase();
    return !rebuiltHeaders.has(key) && !key.startsWith('proxy-') && !listed.includes(key);
  });
}

/** Replays everything that a bin holds whole, with its Host, and compares. */
async function expectFidelity(server: TestServer, bin: string): Promise<number> {
  const sink = await startSink();
  const { body: page } = await server.api<RequestPage>(`/api/bins/${bin}/requests?after=0&limit=1000`);
  let compared = 0;
  for (const { seq } of page.items) {
    const stored = await server.request(bin, seq);
    const mark = `/${bin}.${seq}.mark`;
    const arrived = sink.next(mark);
    const answer = await server.api<{ items: Delivery[]; code?: string }>(
      `/api/bins/${bin}/requests/${seq}/replay`,
      {
        method: 'POST',
        json: { target: `http://127.0.0.1:${sink.port}${mark}`, host: 'original' },
      },
    );
    if (stored.httpVersion === '') {
      expect(answer).toMatchObject({ status: 409, body: { code: 'not_sendable' } });
      continue;
    }
    expect({ path: stored.path, answer: answer.body.items }).toMatchObject({
      answer: [{ state: 'delivered' }],
    });
    const sent = await arrived;
    const isBelow = stored.target !== stored.path && stored.target.startsWith('/');
    const below = isBelow ? stored.target.replace(/^\/in\/[^/?]*/, '') : stored.path;
    expect({ method: sent.method, target: sent.target }).toEqual({
      method: stored.method,
      target: mark + (stored.path === '*' ? '' : below),
    });
    const hasHost = stored.headers.some(([name]) => name.toLowerCase() === 'host');
    const host: HeaderPair[] = hasHost ? [] : [['Host', `127.0.0.1:${sink.port}`]];
    expect(lasting(sent.headers)).toEqual([...host, ...lasting(stored.headers)]);
    expect(Buffer.from(sent.body, 'latin1').equals(await server.body(bin, seq))).toBe(true);
    // What is on record is what went out.
    expect(answer.body.items[0]?.request).toMatchObject({
      method: sent.method,
      target: sent.target,
      headers: sent.headers,
    });
    compared += 1;
  }
  return compared;
}

it('reproduces the stored bytes of the whole raw suite', { timeout: 120_000 }, async () => {
  const server = await startServer(['--max-body', '1mb']);
  await server.api('/api/bins', { method: 'POST', json: { id: 'raw' } });
  const authority = `localhost:${server.port}`;
  const fill = (piece: RawCase['pieces'][number]) =>
    typeof piece === 'string' ? piece.replaceAll('{bin}', 'raw').replaceAll('{authority}', authority) : piece;
  const send = ({ pieces, end, closed, statuses }: RawCase) =>
    sendRaw({
      port: server.port,
      pieces: pieces.map(fill),
      end,
      answers: closed ? null : statuses.length,
      timeoutMs: 3_000,
    });
  for (let at = 0; at < cases.length; at += 120) await Promise.all(cases.slice(at, at + 120).map(send));
  expect(await expectFidelity(server, 'raw')).toBeGreaterThan(200);
});

it(`reproduces the stored bytes of ${oddRequests} generated requests`, { timeout: 120_000 }, async () => {
  const server = await startServer();
  await server.api('/api/bins', { method: 'POST', json: { id: 'odd' } });
  const random = seeded(7);
  for (let count = 0; count < oddRequests; count += 1) {
    const { method, path, rawHeaders, body } = anOddRequest('odd', random, count);
    const bytes = Buffer.concat(body.bytes);
    const head = [`${method} /in/odd${encodeURI(path)} HTTP/1.1`, `Host: localhost:${server.port}`];
    for (let at = 0; at < rawHeaders.length; at += 2)
      if (!/^(?:host|content-length)$/i.test(rawHeaders[at] ?? ''))
        head.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
    head.push(`Content-Length: ${bytes.length}`, '', '');
    await sendRaw({ port: server.port, pieces: [head.join('\r\n'), bytes] });
  }
  expect(await expectFidelity(server, 'odd')).toBeGreaterThan(oddRequests / 2);
});
