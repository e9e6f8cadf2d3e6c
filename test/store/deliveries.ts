/** What every driver must do with outgoing attempts. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type {
  DeliveryOutcome,
  DeliveryWrite,
  NewDelivery,
  Store,
  StoreChange,
} from '../../server/store/store.ts';
import { aCapture, prune } from './conformance.ts';

/** An attempt that begins. */
export const aBegin = (bin: string, more: Partial<NewDelivery> = {}): DeliveryWrite => ({
  type: 'begin',
  delivery: {
    id: '1',
    bin,
    seq: null,
    kind: 'replay',
    by: 'api',
    targetId: null,
    run: null,
    target: 'http://localhost:3000/hook',
    asked: null,
    answers: false,
    at: Date.now(),
    sent: {
      method: 'POST',
      target: '/hook',
      headers: [
        ['Host', 'localhost:3000'],
        ['X-Dup', 'a'],
        ['x-dup', '\xe9\xff'],
      ],
      size: 4,
    },
    body: null,
    ...more,
  },
});

/** Its end: 200. */
export const anEnd = (
  id: string,
  outcome: Partial<DeliveryOutcome> = {},
  more: Partial<Extract<DeliveryWrite, { type: 'end' }>> = {},
): DeliveryWrite => ({
  type: 'end',
  id,
  at: Date.now(),
  outcome: {
    state: 'delivered',
    status: 200,
    error: null,
    timing: { connectMs: 1, firstByteMs: 2, totalMs: 3 },
    response: { headers: [['content-type', 'text/plain']], size: 2, cut: false, bytes: Buffer.from('ok') },
    ...outcome,
  },
  next: null,
  dead: false,
  ...more,
});

export function deliveryConformance(name: string, openDriver: () => Promise<Store>): void {
  describe(`${name}: deliveries`, () => {
    const open = async (...bins: string[]): Promise<Store> => {
      const store = await openDriver();
      onTestFinished(() => store.close());
      for (const id of bins) await store.bins.create({ id, name: id });
      return store;
    };
    const bytes = async (store: Store, bin = 'a'): Promise<number> => (await store.bins.get(bin))?.bytes ?? 0;

    it('keeps an attempt before it is sent, and its outcome with every byte', async () => {
      const store = await open('a');
      await store.append([aCapture('a', 'body')]);
      const at = Date.now();
      expect(await store.deliveries.write([aBegin('a', { seq: 1, at })])).toEqual([true]);
      const sending = await store.deliveries.get('a', '1');
      expect(sending).toMatchObject({
        seq: 1,
        state: 'sending',
        status: null,
        response: null,
        endedAt: null,
      });
      expect(sending?.request).toEqual({
        method: 'POST',
        target: '/hook',
        headers: [
          ['Host', 'localhost:3000'],
          ['X-Dup', 'a'],
          ['x-dup', '\xe9\xff'],
        ],
        body: { size: 4, own: false },
      });
      await store.deliveries.write([anEnd('1', {}, { at: at + 5 })]);
      expect(await store.deliveries.get('a', '1')).toMatchObject({
        state: 'delivered',
        status: 200,
        endedAt: new Date(at + 5).toISOString(),
        timing: { connectMs: 1, firstByteMs: 2, totalMs: 3 },
        responseSize: 2,
        response: {
          status: 200,
          headers: [['content-type', 'text/plain']],
          body: { size: 2, stored: 2, cut: false },
        },
      });
      expect(Buffer.from((await store.deliveries.body('a', '1', 'response')) ?? [])).toEqual(
        Buffer.from('ok'),
      );
      expect(await store.deliveries.body('a', '1', 'request')).toBeNull();
    });

    it('keeps a body of its own, and an error with its words', async () => {
      const store = await open('a');
      const body = Buffer.from([0, 255, 10, 13]);
      const error = { code: 'refused' as const, message: 'nobody is there' };
      await store.deliveries.write([
        aBegin('a', { body }),
        anEnd('1', { state: 'failed', status: null, error, response: null }),
      ]);
      expect(await store.deliveries.get('a', '1')).toMatchObject({
        seq: null,
        state: 'failed',
        error,
        request: { body: { own: true } },
        response: null,
      });
      expect(Buffer.from((await store.deliveries.body('a', '1', 'request')) ?? [])).toEqual(body);
    });

    it('says that an attempt did not take place when its bin or request is gone, or when it has ended', async () => {
      const store = await open('a');
      await store.append([aCapture('a')]);
      const writes = [
        aBegin('a', { seq: 2 }),
        aBegin('gone', { id: '2' }),
        aBegin('a', { id: '3', seq: 1 }),
        anEnd('3'),
        anEnd('3'),
        anEnd('4'),
      ];
      expect(await store.deliveries.write(writes)).toEqual([false, false, true, true, false, false]);
    });

    it('queues the next attempt with the end of one, and starts it once', async () => {
      const store = await open('a');
      await store.append([aCapture('a')]);
      const at = Date.now() + 5000;
      const forward = { seq: 1, kind: 'forward', targetId: 't', by: 'app' } as const;
      await store.deliveries.write([
        aBegin('a', forward),
        anEnd('1', { state: 'failed', status: 500 }, { next: { id: '2', at } }),
      ]);
      expect(await store.deliveries.get('a', '2')).toMatchObject({
        state: 'queued',
        attempt: 2,
        seq: 1,
        kind: 'forward',
        targetId: 't',
        by: 'app',
        nextAttemptAt: new Date(at).toISOString(),
        request: null,
      });
      const sent = { method: 'POST', target: '/other', headers: [], size: 4 };
      const start: DeliveryWrite = { type: 'start', id: '2', at, target: 'http://x/other', sent };
      expect(await store.deliveries.write([start, start])).toEqual([true, false]);
      expect(await store.deliveries.get('a', '2')).toMatchObject({
        state: 'sending',
        target: 'http://x/other',
        nextAttemptAt: null,
        request: { target: '/other', headers: [] },
      });
    });

    it('lists by request, state, kind and run, newest first and in pages', async () => {
      const store = await open('a', 'b');
      await store.append([aCapture('a'), aCapture('a')]);
      const ids = Array.from({ length: 9 }, (_, at) => String(at + 1));
      await store.deliveries.write(
        ids.map((id) => aBegin('a', { id, seq: Number(id) % 2 ? 1 : 2, run: Number(id) > 6 ? 'r' : null })),
      );
      await store.deliveries.write([anEnd('3'), aBegin('b', { id: 'b1', kind: 'test' })]);
      const list = async (query: Partial<Parameters<Store['deliveries']['list']>[1]>) =>
        (await store.deliveries.list('a', { limit: 100, ...query }))?.items.map(({ id }) => id);
      expect(await list({})).toEqual(ids.toReversed());
      expect(await list({ seq: 2 })).toEqual(['8', '6', '4', '2']);
      expect(await list({ state: 'delivered' })).toEqual(['3']);
      expect(await list({ run: 'r' })).toEqual(['9', '8', '7']);
      expect(await list({ kind: 'test' })).toEqual([]);
      const first = await store.deliveries.list('a', { limit: 5 });
      expect(first?.nextBefore).toBe('5');
      expect(await list({ limit: 5, before: '5' })).toEqual(['4', '3', '2', '1']);
      expect(await store.deliveries.list('none', { limit: 5 })).toBeNull();
    });

    it('remembers where somebody sent to, the last used first, and not where a bin forwards to', async () => {
      const store = await open('a');
      await store.append([aCapture('a')]);
      const to = (id: string, asked: string | null, at: number) => aBegin('a', { id, asked, at, seq: 1 });
      await store.deliveries.write([
        to('1', 'http://one/', 1),
        to('2', 'http://two/', 2),
        to('3', 'http://one/', 3),
        to('4', null, 4),
      ]);
      expect(await store.deliveries.targets('a')).toEqual(['http://one/', 'http://two/']);
      expect(await store.deliveries.targets('none')).toBeNull();
    });

    it('announces each attempt after it can be read back', async () => {
      const store = await open('a');
      const heard: [string, string][] = [];
      const readable: Promise<unknown>[] = [];
      store.onChange((change: StoreChange) => {
        if (change.type !== 'delivered') return;
        heard.push([change.delivery.id, change.delivery.state]);
        readable.push(store.deliveries.get('a', change.delivery.id));
      });
      await store.deliveries.write([aBegin('a', { id: '1' })]);
      await store.deliveries.write([anEnd('1')]);
      expect(heard).toEqual([
        ['1', 'sending'],
        ['1', 'delivered'],
      ]);
      expect(await Promise.all(readable)).not.toContain(null);
    });

    it('counts the bytes of attempts, and drops them with their request and with their bin', async () => {
      const store = await open('a');
      await store.append([aCapture('a'), aCapture('a')]);
      const before = await bytes(store);
      const big = { response: { headers: [], size: 5000, cut: false, bytes: Buffer.alloc(5000) } };
      await store.deliveries.write([aBegin('a', { id: '1', seq: 1 }), anEnd('1', big)]);
      await store.deliveries.write([aBegin('a', { id: '2', seq: 2, body: Buffer.alloc(3000) })]);
      expect(await bytes(store)).toBeGreaterThan(before + 8000);
      await store.remove('a', { seq: 1 });
      expect(await store.deliveries.get('a', '1')).toBeNull();
      await store.remove('a', { seq: 2 });
      expect(await bytes(store)).toBe(0);
      await store.deliveries.write([aBegin('a', { id: '3' })]);
      await store.bins.delete('a');
      await store.bins.create({ id: 'a', name: 'a' });
      await prune(store, {});
      expect(await bytes(store)).toBe(0);
      expect((await store.deliveries.list('a', { limit: 10 }))?.items).toEqual([]);
    });

    it('prunes composed attempts by number, age and bytes', async () => {
      const store = await open('a');
      const now = Date.now();
      const ids = Array.from({ length: 30 }, (_, at) => String(at + 10));
      await store.deliveries.write(
        ids.map((id, at) => aBegin('a', { id, at: now - (30 - at) * 20_000, body: Buffer.alloc(1000) })),
      );
      const left = async () => (await store.deliveries.list('a', { limit: 100 }))?.items.map(({ id }) => id);
      await prune(store, { keepRequests: 20 }, now);
      expect(await left()).toEqual(ids.slice(10).toReversed());
      await prune(store, { keepAgeMs: 300_000 }, now);
      expect(await left()).toEqual(ids.slice(16).toReversed());
      await prune(store, { keepBytes: 8000 }, now);
      expect(await bytes(store)).toBeLessThanOrEqual(8000);
      expect((await left())?.[0]).toBe('39');
    });
  });
}
