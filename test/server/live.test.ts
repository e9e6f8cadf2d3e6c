import { expect, it } from 'vitest';
import { LiveClient } from '../support/live-client.ts';
import { startServer } from '../support/server.ts';

it('says first how far the bin is, then streams each request as the row that the list has', async () => {
  const server = await startServer();
  await server.send('a', { body: '1' });
  const live = await server.live('a');
  expect(await live.next()).toEqual({ type: 'ready', lastSeq: 1 });
  await server.send('a', { body: '2', path: '/x' });
  const [row] = await live.captured(1);
  expect(row).toEqual((await server.page('a')).items[0]);
});

it('does not stream requests of other bins', async () => {
  const server = await startServer();
  await server.send('mine');
  const live = await server.live('mine');
  await server.send('theirs');
  await server.send('mine', { body: 'proof' });
  expect(await live.captured(1)).toMatchObject([{ bin: 'mine', seq: 2 }]);
});

it('streams the requests of all bins on one feed, and the bins that come and go', async () => {
  const server = await startServer();
  const live = await server.live(null);
  expect(await live.next()).toEqual({ type: 'ready', lastSeq: null });
  await server.send('a');
  expect(await live.next()).toMatchObject({ type: 'bin', id: 'a', bin: { url: `${server.url}/in/a` } });
  expect(await live.next()).toMatchObject({ type: 'captured', request: { bin: 'a', seq: 1 } });
  await server.send('b');
  await server.send('a');
  expect((await live.captured(2)).map(({ bin, seq }) => [bin, seq])).toEqual([
    ['b', 1],
    ['a', 2],
  ]);
  await server.api('/api/bins/a', { method: 'DELETE' });
  expect(await live.next()).toEqual({ type: 'bin', id: 'a', bin: null });
});

it('resumes after a cursor without a gap or a repeat while requests keep coming', async () => {
  const server = await startServer();
  const send = (count: number): Promise<unknown> =>
    Promise.all(Array.from({ length: count }, () => server.send('a')));
  await send(500);
  const sending = send(500);
  const live = await server.live('a', 'after=100');
  const rows = await live.captured(900);
  await sending;
  expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 900 }, (_, index) => index + 101));
});

it('streams only what matches a filter, bodies and headers included', async () => {
  const server = await startServer();
  await server.send('a', { body: '{"kind":"no"}' });
  const live = await server.live('a', `after=0&q=${encodeURIComponent('body.kind:yes')}`);
  await server.send('a', { body: '{"kind":"yes"}' });
  await server.send('a', { body: '{"kind":"no"}' });
  await server.send('a', { body: '{"kind":"yes","last":true}' });
  expect((await live.captured(2)).map(({ seq }) => seq)).toEqual([2, 4]);
});

it('announces deletions, pins and prunes', async () => {
  const server = await startServer(['--keep-requests', '2']);
  for (let count = 0; count < 3; count += 1) await server.send('a');
  const live = await server.live('a');
  expect(await live.nextOf('deleted')).toEqual({ type: 'deleted', bin: 'a', seqs: [1] });
  await server.api('/api/bins/a/requests/3', { method: 'PATCH', json: { pinned: true } });
  expect(await live.nextOf('updated')).toMatchObject({ request: { seq: 3, pinned: true } });
  await server.api('/api/bins/a/requests/2', { method: 'DELETE' });
  expect(await live.nextOf('deleted')).toEqual({ type: 'deleted', bin: 'a', seqs: [2] });
});

it('says that it was trimmed to a viewer whose cursor is older than what is kept', async () => {
  const server = await startServer();
  for (let count = 0; count < 5; count += 1) await server.send('a');
  for (const seq of [1, 2, 3]) await server.api(`/api/bins/a/requests/${seq}`, { method: 'DELETE' });
  const live = await server.live('a', 'after=1');
  expect(await live.nextOf('trimmed')).toEqual({ type: 'trimmed', bin: 'a', oldestSeq: 4 });
  expect((await live.captured(2)).map(({ seq }) => seq)).toEqual([4, 5]);
});

it('asks a viewer to begin anew whose cursor is ahead of the bin', async () => {
  const server = await startServer();
  await server.send('a');
  const live = await server.live('a', 'after=99');
  expect(await live.nextOf('resync')).toEqual({ type: 'resync' });
  await server.send('a');
  expect(await live.captured(1)).toMatchObject([{ seq: 2 }]);
});

it('refuses a handshake for an unknown bin with 404 and for a bad filter with 400', async () => {
  const server = await startServer();
  await expect(server.live('none')).rejects.toThrow('404');
  await server.send('a');
  await expect(server.live('a', 'q=nope:x')).rejects.toThrow('400');
});

it('tells viewers when the server stops', async () => {
  const server = await startServer();
  await server.send('a');
  const live = await server.live('a');
  const closed = live.closed();
  await server.close();
  expect(await closed).toBe(1001);
});

it('closes a viewer that floods it with messages, and drops frames that are too large', async () => {
  const server = await startServer();
  await server.send('a');
  const loud = await server.live('a');
  const huge = await server.live('a');
  const [loudClosed, hugeClosed] = [loud.closed(), huge.closed()];
  for (let count = 0; count < 2000; count += 1) loud.socket.send('{}');
  huge.socket.send('x'.repeat(100_000));
  expect(await loudClosed).toBe(1008);
  expect(await hugeClosed).toBe(1009);
  expect((await server.api('/healthz')).status).toBe(200);
});

it('cuts a viewer that does not read, while the others miss nothing and it heals by its cursor', async () => {
  const server = await startServer(['--keep-requests', 'none']);
  await server.send('a');
  const slow = await server.live('a');
  const healthy = await server.live('a', 'after=0');
  await slow.next();
  slow.socket.pause();
  const cut = slow.closed();
  const path = `/${'x'.repeat(1000)}`;
  let sent = 1;
  // 18 MB: more than the sockets of both sides hold by themselves.
  while (sent < 12_000) {
    await Promise.all(Array.from({ length: 100 }, () => server.send('a', { path })));
    sent += 100;
  }
  const rows = await healthy.captured(sent);
  expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: sent }, (_, index) => index + 1));
  slow.socket.resume();
  expect(await cut).toBe(1006);
  const again = await server.live('a', `after=${sent - 1}`);
  expect(await again.captured(1)).toMatchObject([{ seq: sent }]);
});

it('takes the protocol name that the page offers, and none when none is offered', async () => {
  const server = await startServer();
  await server.send('a');
  expect((await server.live('a')).socket.protocol).toBe('hookglass');
  const plain = await LiveClient.open(`${server.url.replace('http', 'ws')}/api/live`, {}, []);
  expect(plain.socket.protocol).toBe('');
});

it('never tells of a request after it told that the request is gone', async () => {
  const server = await startServer();
  const body = JSON.stringify({ filler: 'x'.repeat(100_000), kind: 'yes' });
  for (let count = 0; count < 60; count += 1) await server.send('a', { body });
  const live = await server.live('a', `after=0&q=${encodeURIComponent('body.kind:yes')}`);
  await server.api('/api/bins/a/requests/50', { method: 'DELETE' });
  await server.send('a', { body });
  const seen: (number | string)[] = [];
  while (seen.at(-1) !== 61) {
    const message = await live.next();
    if (message.type === 'captured') seen.push(message.request.seq);
    if (message.type === 'deleted') seen.push('deleted');
  }
  const gone = seen.indexOf('deleted');
  expect(gone).toBeGreaterThanOrEqual(0);
  expect(seen.slice(gone)).not.toContain(50);
});

it('begins anew with a bin that was deleted and created again', async () => {
  const server = await startServer();
  for (let count = 0; count < 5; count += 1) await server.send('a');
  const live = await server.live('a');
  await server.api('/api/bins/a', { method: 'DELETE' });
  for (let count = 0; count < 3; count += 1) await server.send('a');
  expect((await live.captured(3)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
});
