/** What `kill -9` leaves: attempts whose outcome nobody knows are shown as such, and every forward arrives. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import type { DeliveryPage, ForwardStatusList } from '../../../server/contract.ts';
import type { Static } from 'typebox';
import { type ServerProcess, spawnServer } from '../../support/process.ts';
import { temporaryFolder } from '../../support/server.ts';
import { startRawTarget, startRecorder } from '../../support/targets.ts';

const requests = 1000;
const kills = 5;

const statusOf = async (server: ServerProcess) =>
  (await server.api<Static<typeof ForwardStatusList>>('/api/bins/a/forwarding')).body.items[0];

it(
  `forwards each of ${requests} queued requests at least once through ${kills} kills`,
  { timeout: 240_000 },
  async () => {
    const data = await temporaryFolder();
    const start = () => spawnServer(['--port', '0', '--data', data]);
    const app = await startRecorder();
    let server = await start();
    await server.api('/api/bins', { method: 'POST', json: { id: 'a' } });
    for (let from = 1; from <= requests; from += 50)
      await Promise.all(
        Array.from({ length: 50 }, (_, at) =>
          server.send('a', { path: `/${from + at}`, body: 'x'.repeat(500) }),
        ),
      );
    const target = { id: 'app', url: app.url, retries: [0.01], concurrency: 8 };
    await server.api('/api/bins/a', { method: 'PATCH', json: { forwarding: [target] } });
    await server.api('/api/bins/a/forwarding/app/since', { method: 'POST', json: { seq: 1 } });
    for (let count = 1; count <= kills; count += 1) {
      const enough = app.received.length + 60 + count * 17;
      await expect.poll(() => app.received.length, { timeout: 60_000, interval: 1 }).toBeGreaterThan(enough);
      await server.kill('SIGKILL');
      server = await start();
    }
    await expect
      .poll(() => statusOf(server), { timeout: 120_000 })
      .toMatchObject({ waiting: 0, queued: 0, sending: 0, dead: 0 });
    const unknown = await server.api<DeliveryPage>('/api/bins/a/deliveries?state=unknown&limit=1000');
    const delivered = await server.api<DeliveryPage>('/api/bins/a/deliveries?state=delivered&limit=1000');
    await server.kill('SIGTERM');

    const arrived = new Set(app.received.map(({ target }) => Number(target.slice(1))));
    expect(arrived.size).toBe(requests);
    expect(delivered.body.items).toHaveLength(requests);
    // Each kill may leave as many as there were at once; whatever arrived twice is one of them.
    expect(unknown.body.items.length).toBeLessThanOrEqual(kills * 8);
    const lost = new Set(unknown.body.items.map(({ seq }) => seq));
    const counts = new Map<number, number>();
    for (const { target: path } of app.received)
      counts.set(Number(path.slice(1)), (counts.get(Number(path.slice(1))) ?? 0) + 1);
    for (const [seq, count] of counts) if (count > 1) expect(lost).toContain(seq);
    const db = new Database(join(data, 'hookglass.db'), { readonly: true });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.prepare("SELECT count(*) FROM delivery WHERE state = 'sending'").pluck().get()).toBe(0);
    const [counted, summed] = [
      db.prepare('SELECT bytes FROM bin').pluck().get(),
      db.prepare('SELECT (SELECT sum(bytes) FROM request) + (SELECT sum(bytes) FROM delivery)').pluck().get(),
    ];
    expect(counted).toBe(summed);
    db.close();
  },
);

it(
  'never sends a replay again by itself: after a kill its outcome is unknown',
  { timeout: 60_000 },
  async () => {
    const data = await temporaryFolder();
    const start = () => spawnServer(['--port', '0', '--data', data]);
    let connections = 0;
    const arrived = Promise.withResolvers<void>();
    const target = await startRawTarget((socket) => {
      connections += 1;
      socket.once('data', () => arrived.resolve());
    });
    let server = await start();
    await server.send('a', { body: 'x' });
    const json = { target: target.url };
    const call = server.api('/api/bins/a/requests/1/replay', { method: 'POST', json }).catch(() => undefined);
    await arrived.promise;
    await server.kill('SIGKILL');
    await call;
    server = await start();
    const { body } = await server.api<DeliveryPage>('/api/bins/a/requests/1/deliveries');
    expect(body.items).toMatchObject([{ state: 'unknown', kind: 'replay', status: null, error: null }]);
    expect(body.items[0]?.endedAt).not.toBeNull();
    expect(connections).toBe(1);
  },
);

it(
  'stops in time while a target does not answer, and says afterwards that nobody knows',
  { timeout: 60_000 },
  async () => {
    const data = await temporaryFolder();
    const arrived = Promise.withResolvers<void>();
    const target = await startRawTarget((socket) => socket.once('data', () => arrived.resolve()));
    const server = await spawnServer(['--port', '0', '--data', data]);
    await server.send('a', { body: 'x' });
    const json = { target: target.url };
    const call = server.api('/api/bins/a/requests/1/replay', { method: 'POST', json }).catch(() => undefined);
    await arrived.promise;
    const startedAt = performance.now();
    expect((await server.kill('SIGTERM')).code).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    await call;
    const after = await spawnServer(['--port', '0', '--data', data]);
    const { body } = await after.api<DeliveryPage>('/api/bins/a/requests/1/deliveries');
    expect(body.items).toMatchObject([{ state: 'unknown' }]);
  },
);
