import { describe, expect, it } from 'vitest';
import type { CapturedRequest, FaultKind } from '../../server/contract.ts';
import { readReplies, sendRaw } from '../support/raw-socket.ts';
import { post, responding, watch } from '../support/responding.ts';
import { type Client, startServer } from '../support/server.ts';

const text = 'twelve bytes';
const faulty = (fault: FaultKind, more = {}) => ({ status: 200, body: text, fault, ...more });

/** The request as the live stream says it was kept, which is before it is answered. */
async function kept(server: Client, bin: string): Promise<CapturedRequest> {
  const live = await server.live(bin, 'after=0');
  await live.nextOf('captured');
  return server.request(bin);
}

describe('a fault', () => {
  it('never answers: the request is kept, and the row says when the sender gave up', async () => {
    const server = await startServer();
    await responding(server, 'a', faulty('never'));
    const live = await server.live('a', 'after=0');
    const sent = fetch(`${server.url}/in/a`, { method: 'POST', body: 'x', signal: AbortSignal.timeout(700) });
    const rejected = expect(sent).rejects.toThrow(/timeout/);
    expect((await live.nextOf('captured')).request).toMatchObject({ status: 0, fault: 'never' });
    expect(await server.request('a')).toMatchObject({
      state: 'complete',
      reason: null,
      response: { status: 0, scripted: true, fault: 'never', headers: [], body: '' },
    });
    await rejected;
    const { request } = await live.nextOf('updated');
    expect(request).toMatchObject({ seq: 1, status: 0, fault: 'never' });
    const { reason, timing } = await server.request('a');
    expect(reason).toMatch(/^the sender left after \d+\.\d s, without an answer$/);
    expect(timing.replyMs).toBeNull();
  });

  it('never answers one that keeps its side open only half, either, while it is there', async () => {
    const server = await startServer();
    await responding(server, 'a', faulty('never'));
    await responding(server, 'b', {});
    const { closed } = await sendRaw({ port: server.port, pieces: [post('a')], end: 'half', timeoutMs: 400 });
    expect(closed).toBe(false);
    expect((await server.send('b')).status).toBe(200);
  });

  it('resets the connection', async () => {
    const server = await startServer();
    await responding(server, 'a', faulty('reset'));
    const sender = watch(server.port, post('a'));
    expect(await sender.ended).toBe('reset');
    expect(sender.text()).toBe('');
    expect(await kept(server, 'a')).toMatchObject({ status: 0, fault: 'reset' });
  });

  it('closes without a byte', async () => {
    const server = await startServer();
    await responding(server, 'a', faulty('empty'));
    const sender = watch(server.port, post('a'));
    expect(await sender.ended).toBe('closed');
    expect(sender.text()).toBe('');
    expect(await kept(server, 'a')).toMatchObject({ status: 0, fault: 'empty' });
  });

  it('closes in the middle of the body', async () => {
    const server = await startServer();
    await responding(server, 'a', faulty('cut'));
    const sender = watch(server.port, post('a'));
    expect(await sender.ended).toBe('closed');
    expect(sender.text()).toMatch(/content-length: 12\r\n/);
    expect(sender.text()).toMatch(/\r\n\r\ntwelve$/);
    expect(await kept(server, 'a')).toMatchObject({
      status: 200,
      fault: 'cut',
      response: { body: text, bodyBytes: 12 },
    });
  });

  it('drips the body, and says when the sender has had enough', async () => {
    const server = await startServer();
    await responding(server, 'a', faulty('drip', { body: 'ab' }));
    const patient = watch(server.port, post('a'));
    const bytes: string[] = [];
    await patient.said('\r\n\r\na');
    bytes.push(patient.text().slice(-1));
    await patient.said('\r\n\r\nab');
    bytes.push(patient.text().slice(-2));
    expect(bytes).toEqual(['a', 'ab']);
    await responding(server, 'a', faulty('drip'));
    const impatient = watch(server.port, post('a'));
    const live = await server.live('a', 'after=1');
    await impatient.said('\r\n\r\ntw');
    impatient.leave();
    await live.nextOf('updated');
    const { status, reason } = await server.request('a');
    expect({ status, reason }).toEqual({
      status: 200,
      reason: expect.stringMatching(/^the sender left after .* in the middle of the answer$/) as string,
    });
  });

  it('announces more than it sends, and leaves the sender waiting', async () => {
    const server = await startServer();
    await responding(server, 'a', faulty('long'));
    const sender = watch(server.port, post('a'));
    await sender.said(text);
    expect(sender.text()).toMatch(/content-length: 28\r\n/);
    const other = watch(server.port, post('a'));
    await other.said(text);
    // That one has come after it, and the first one is still open.
    expect(await Promise.race([sender.ended, Promise.resolve('open')])).toBe('open');
    sender.leave();
  });

  it('announces less than it sends: the rest looks like another answer', async () => {
    const server = await startServer();
    await responding(server, 'a', faulty('short'));
    const sender = watch(server.port, post('a'));
    await sender.said(text);
    expect(sender.text()).toMatch(/content-length: 6\r\n/);
    await expect(fetch(`${server.url}/in/a`, { method: 'POST' }).then((one) => one.text())).resolves.toBe(
      'twelve',
    );
  });

  it('is not seen on another bin, and the server goes on', async () => {
    const server = await startServer();
    for (const fault of ['never', 'reset', 'empty', 'cut', 'drip', 'long', 'short'] as const) {
      await responding(server, fault, faulty(fault));
      watch(server.port, post(fault));
    }
    expect((await server.send('plain')).status).toBe(200);
    expect(server.errors).toEqual([]);
  });
});

describe('a delay', () => {
  it('comes after the commit: the request is seen while its sender waits', async () => {
    const server = await startServer();
    await responding(server, 'a', { delay: { minMs: 300, maxMs: 400 }, body: 'late' });
    const startedAt = performance.now();
    const sent = server.send('a');
    const live = await server.live('a', 'after=0');
    await live.nextOf('captured');
    expect(performance.now() - startedAt).toBeLessThan(300);
    expect(await (await sent).text()).toBe('late');
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(299);
    const { delayMs } = (await server.request('a')).response;
    expect(delayMs).toBeGreaterThanOrEqual(300);
    expect(delayMs).toBeLessThanOrEqual(400);
  });

  it('says so when the sender does not wait', async () => {
    const server = await startServer();
    await responding(server, 'a', { delay: 60_000 });
    const live = await server.live('a', 'after=0');
    const timeout = AbortSignal.timeout(500);
    await expect(
      fetch(`${server.url}/in/a`, { method: 'POST', body: 'x', signal: timeout }),
    ).rejects.toThrow();
    expect((await live.nextOf('captured')).request).toMatchObject({ status: 200 });
    expect((await live.nextOf('updated')).request).toMatchObject({ status: 0 });
    expect(await server.request('a')).toMatchObject({
      state: 'complete',
      reason: expect.stringMatching(/^the sender left after 0\.[45] s, without an answer$/) as string,
      response: { status: 0, scripted: true, delayMs: 60_000 },
    });
    expect((await server.page('a', 'q=is:failed')).items).toHaveLength(1);
  });

  it('and a fault do not hold up the end of the process: who waits is answered at once', async () => {
    const server = await startServer();
    await responding(server, 'late', { delay: 120_000, body: 'at last' });
    await responding(server, 'never', faulty('never'));
    await responding(server, 'drip', faulty('drip', { body: 'x'.repeat(1000) }));
    const [late, never, drip] = ['late', 'never', 'drip'].map((bin) => watch(server.port, post(bin)));
    for (const bin of ['late', 'never', 'drip']) await (await server.live(bin, 'after=0')).nextOf('captured');
    await drip?.said('\r\n\r\nx');
    const startedAt = performance.now();
    await server.close();
    expect(performance.now() - startedAt).toBeLessThan(900);
    expect(await late?.ended).toBe('closed');
    expect(late?.text()).toMatch(/connection: close[\s\S]*at last$/i);
    expect(await never?.ended).toBe('closed');
    expect(never?.text()).toBe('');
  });
});

describe('an answer on the wire', () => {
  it('keeps the order of a pipeline, whatever each of them is', async () => {
    const server = await startServer();
    await responding(server, 'slow', { delay: 150, body: 'slow' });
    await responding(server, 'quick', { body: 'quick' });
    await responding(server, 'cut', faulty('cut'));
    const { replies, closed } = await sendRaw({
      port: server.port,
      pieces: [post('slow') + post('quick') + post('plain') + post('slow') + post('cut') + post('quick')],
      answers: null,
    });
    const bodies = replies.map(({ body }) => body);
    expect(bodies.slice(0, 2)).toEqual(['slow', 'quick']);
    expect(bodies[2]).toContain('"bin":"plain"');
    expect(bodies.slice(3)).toEqual(['slow', 'twelve']);
    expect(closed).toBe(true);
    // What came behind the cut one is kept all the same: its sender just never heard of it.
    expect((await server.page('quick')).lastSeq).toBe(2);
  });

  it('resets only after the answers before it', async () => {
    const server = await startServer();
    await responding(server, 'slow', { delay: 100, body: 'slow' });
    await responding(server, 'reset', faulty('reset'));
    const sender = watch(server.port, post('slow') + post('reset'));
    expect(await sender.ended).toBe('reset');
    expect((await server.request('reset')).fault).toBe('reset');
    expect((await server.request('slow')).status).toBe(200);
  });

  it('keeps the connection for the next request', async () => {
    const server = await startServer();
    await responding(server, 'a', { body: 'x' });
    const { statuses, closed } = await sendRaw({
      port: server.port,
      pieces: [post('a'), { until: '\r\n\r\nx' }, post('a')],
      answers: 2,
    });
    expect({ statuses, closed }).toEqual({ statuses: [200, 200], closed: false });
  });

  it('closes for HTTP/1.0, and gives HEAD the head alone', async () => {
    const server = await startServer();
    await responding(server, 'a', { body: text });
    const old = await sendRaw({
      port: server.port,
      pieces: ['POST /in/a HTTP/1.0\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx'],
      answers: null,
    });
    expect(old).toMatchObject({ closed: true, replies: [{ body: text }] });
    const head = await sendRaw({
      port: server.port,
      pieces: ['HEAD /in/a HTTP/1.1\r\nHost: localhost\r\n\r\n', { until: '\r\n\r\n' }, post('a')],
      answers: 2,
      isHead: (index) => index === 0,
    });
    expect(head.replies.map(({ headers, body }) => [headers.get('content-length'), body])).toEqual([
      ['12', ''],
      ['12', text],
    ]);
  });

  it.each(['cut', 'long', 'drip', 'short'] as const)(
    'is for HEAD the head alone, with fault %s',
    async (fault) => {
      const server = await startServer();
      await responding(server, 'a', faulty(fault));
      const sender = watch(server.port, 'HEAD /in/a HTTP/1.1\r\nHost: localhost\r\n\r\n');
      await sender.said('\r\n\r\n');
      if (fault === 'cut') expect(await sender.ended).toBe('closed');
      expect(sender.text()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      expect(sender.text()).toMatch(/\r\n\r\n$/);
    },
  );

  it.each([204, 205, 304])('has no body with status %i', async (status) => {
    const server = await startServer();
    await responding(server, 'a', { status, body: text });
    const { text: said } = await sendRaw({
      port: server.port,
      pieces: [post('a'), { until: '\r\n\r\n' }, post('a')],
      answers: null,
      timeoutMs: 500,
    });
    const heads = said.split('\r\n\r\n');
    expect(heads).toHaveLength(3);
    expect(heads[2]).toBe('');
    expect(/content-length/i.test(heads[0] ?? '')).toBe(status === 205);
    expect((await server.request('a')).response).toMatchObject({ status, body: '', bodyBytes: 0 });
  });

  it('echoes the very bytes, small and staged in pieces, with their type and coding', async () => {
    const server = await startServer();
    await responding(server, 'a', { body: { kind: 'echo' } });
    for (const size of [0, 3, 300_000, 3_000_000]) {
      const body = Buffer.alloc(size, Buffer.from([0, 255, 7, 13, 10]));
      const headers = { 'content-type': 'image/png', 'content-encoding': 'x-odd' };
      const answered = await server.send('a', { headers, body });
      expect(answered.headers.get('content-type')).toBe('image/png');
      expect(answered.headers.get('content-encoding')).toBe('x-odd');
      expect(Buffer.from(await answered.arrayBuffer()).equals(body)).toBe(true);
      expect((await server.request('a')).response.bodyBytes).toBe(size);
    }
  });

  it('sends half of a body that comes in pieces', async () => {
    const server = await startServer();
    await responding(server, 'a', { body: { kind: 'echo' }, fault: 'cut' });
    const body = 'x'.repeat(1_000_000);
    const { text: said, closed } = await sendRaw({
      port: server.port,
      pieces: [post('a', body)],
      answers: null,
    });
    const { replies } = readReplies(said, () => false);
    expect(closed).toBe(true);
    expect(said.length - said.indexOf('\r\n\r\n') - 4).toBe(500_000);
    expect(replies[0]?.headers.get('content-length')).toBe('1000000');
  });
});
