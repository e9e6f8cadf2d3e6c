/** What every driver must do, the default one included. A driver's test calls this with its way to open a store. */
import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseFilter } from '../../server/filter.ts';
import { plainResponse } from '../../server/plain-response.ts';
import { anOddFilter, anOddRequest, expectAgreement, seeded } from './odd.ts';
import type { NewCapture, Retention, Store, StoreChange } from '../../server/store/store.ts';

/** A capture that was complete; `body` as text. */
export function aCapture(bin: string, body = '', more: Partial<NewCapture> = {}): NewCapture {
  const bytes = Buffer.from(body);
  return {
    bin,
    id: randomUUID(),
    receivedAt: Date.now(),
    method: 'POST',
    target: `/in/${bin}`,
    path: '/',
    httpVersion: '1.1',
    rawHeaders: ['Host', 'localhost'],
    rawTrailers: [],
    contentType: null,
    remoteAddress: '127.0.0.1',
    remotePort: 50_000,
    state: 'complete',
    reason: null,
    status: 200,
    headMs: null,
    bodyMs: 0.1,
    body: {
      size: bytes.length,
      stored: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length > 0 ? [bytes] : [],
      spool: null,
    },
    ...more,
  };
}

async function bytesOf(store: Store, bin: string, seq: number): Promise<Buffer | null> {
  const body = await store.body(bin, seq);
  if (!body) return null;
  const pieces: Uint8Array[] = [];
  for await (const piece of body.pieces) pieces.push(piece);
  return Buffer.concat(pieces);
}

const noLimits: Retention = { keepRequests: null, keepAgeMs: null, keepBytes: null };

/** Prunes until nothing is left to do; gives how many requests went. */
export async function prune(store: Store, policy: Partial<Retention>, now = Date.now()): Promise<number> {
  let removed = 0;
  for (;;) {
    const step = await store.retain({ ...noLimits, ...policy }, now);
    removed += step.removed;
    if (step.done) return removed;
  }
}

export function storeConformance(name: string, openDriver: () => Promise<Store>): void {
  describe(`${name} store`, () => {
    const open = async (...bins: string[]): Promise<Store> => {
      const store = await openDriver();
      onTestFinished(() => store.close());
      for (const id of bins) await store.bins.create({ id, name: id });
      return store;
    };

    it('numbers the requests of each bin from 1 without a gap, in the order of the batch', async () => {
      const store = await open('a', 'b');
      const acks = await store.append([
        aCapture('a'),
        aCapture('b'),
        aCapture('a'),
        aCapture('b'),
        aCapture('a'),
      ]);
      expect(acks).toEqual([1, 1, 2, 2, 3].map((seq) => ({ ok: true, seq })));
      expect(await store.append([aCapture('a')])).toEqual([{ ok: true, seq: 4 }]);
    });

    it('says of each capture of a batch whether its bin was there', async () => {
      const store = await open('a');
      expect(await store.append([aCapture('a'), aCapture('gone'), aCapture('a')])).toEqual([
        { ok: true, seq: 1 },
        { ok: false },
        { ok: true, seq: 2 },
      ]);
    });

    it('keeps numbers gapless when many batches are written at once', async () => {
      const store = await open('a');
      const batches = Array.from({ length: 20 }, () =>
        store.append(Array.from({ length: 25 }, () => aCapture('a'))),
      );
      const seqs = (await Promise.all(batches)).flat().map((ack) => (ack.ok ? ack.seq : 0));
      expect(seqs.toSorted((x, y) => x - y)).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
    });

    it('keeps header names, values, order, case, repeats and 8-bit bytes as they came', async () => {
      const store = await open('a');
      const rawHeaders = [
        'Host',
        'x',
        'X-Dup',
        'a',
        'x-dup',
        'b',
        'X-Dup',
        '',
        'X-8',
        '\xe9\xff\x80',
        '__proto__',
        '1',
      ];
      await store.append([aCapture('a', '', { rawHeaders, rawTrailers: ['X-Sum', '1', 'x-sum', '2'] })]);
      const request = await store.get('a', 1);
      expect(request?.headers.flat()).toEqual(rawHeaders);
      expect(request?.trailers).toEqual([
        ['X-Sum', '1'],
        ['x-sum', '2'],
      ]);
    });

    it('gives back every byte of a body', async () => {
      const store = await open('a');
      const bytes = Buffer.from(Array.from({ length: 256 }, (_, code) => code));
      const body = {
        size: 256,
        stored: 256,
        sha256: 'x',
        bytes: [bytes.subarray(0, 100), bytes.subarray(100)],
        spool: null,
      };
      await store.append([aCapture('a', '', { body }), aCapture('a')]);
      expect(await bytesOf(store, 'a', 1)).toEqual(bytes);
      expect(await bytesOf(store, 'a', 2)).toEqual(Buffer.alloc(0));
      expect(await store.body('a', 3)).toBeNull();
    });

    it('gives back a body that was staged in pieces, and forgets pieces that were unstaged', async () => {
      const store = await open('a');
      for (const [index, text] of ['one ', 'two ', 'three'].entries())
        await store.stage(7, index, Buffer.from(text));
      const body = { size: 13, stored: 13, sha256: 'x', bytes: [], spool: 7 };
      await store.append([aCapture('a', '', { body })]);
      expect((await bytesOf(store, 'a', 1))?.toString()).toBe('one two three');
      await store.stage(8, 0, Buffer.from('lost'));
      await store.unstage(8);
      await store.append([aCapture('a', '', { body: { ...body, spool: 8 } })]);
      await expect(bytesOf(store, 'a', 2)).rejects.toMatchObject({ code: 'request_not_found' });
    });

    it('pages by key, newest first, and says where the next page begins', async () => {
      const store = await open('a');
      await store.append(Array.from({ length: 25 }, () => aCapture('a')));
      const first = await store.page('a', { limit: 10 });
      expect(first?.items.map(({ seq }) => seq)).toEqual([25, 24, 23, 22, 21, 20, 19, 18, 17, 16]);
      expect(first).toMatchObject({ nextBefore: 16, lastSeq: 25, oldestSeq: 1 });
      const last = await store.page('a', { limit: 10, before: 6 });
      expect(last?.items.map(({ seq }) => seq)).toEqual([5, 4, 3, 2, 1]);
      expect(last?.nextBefore).toBeNull();
    });

    it('lists what came after a cursor oldest first, and how far it looked', async () => {
      const store = await open('a');
      await store.append(Array.from({ length: 10 }, () => aCapture('a')));
      const page = await store.page('a', { after: 4, limit: 3 });
      expect(page?.items.map(({ seq }) => seq)).toEqual([5, 6, 7]);
      expect(page?.through).toBe(7);
      expect((await store.page('a', { after: 10, limit: 3 }))?.through).toBe(10);
    });

    it('answers null for a bin and for a request that are not there', async () => {
      const store = await open('a');
      expect(await store.page('none', { limit: 1 })).toBeNull();
      expect(await store.get('a', 1)).toBeNull();
      expect(await store.get('a', 'latest')).toBeNull();
      expect(await store.bins.get('none')).toBeNull();
      expect(await store.update('a', 1, { pinned: true })).toBeNull();
      expect(await store.bins.update('none', { name: 'x' })).toBeNull();
      expect(await store.bins.delete('none')).toBe(false);
    });

    it('keeps a bin under the names it had: each captures, reads and changes it, none is given away', async () => {
      const store = await open('a', 'other');
      const changes: StoreChange[] = [];
      store.onChange((change) => changes.push(change));
      expect(await store.bins.update('a', { id: 'b' })).toMatchObject({ id: 'b', name: 'b', aliases: ['a'] });
      expect(store.bins.settings('a')).toEqual({
        id: 'b',
        paused: false,
        response: plainResponse,
        forwarding: [],
        checks: { version: 0, list: [] },
      });
      expect(changes).toMatchObject([{ type: 'bin', id: 'a', bin: { id: 'b' } }]);
      // One batch by both names: the order is kept and no number is given twice.
      const acks = await store.append([aCapture('a', '1'), aCapture('b', '2'), aCapture('a', '3')]);
      expect(acks).toEqual([1, 2, 3].map((seq) => ({ ok: true, seq })));
      expect(changes.slice(1)).toMatchObject([1, 2, 3].map((seq) => ({ request: { bin: 'b', seq } })));
      expect(await store.bins.get('a')).toMatchObject({ id: 'b', requests: 3, lastSeq: 3 });
      await store.settle(new Map([['a', [2, 1.5, 2.5]]]));
      expect(await store.get('a', 2)).toMatchObject({ bin: 'b', timing: { commitMs: 1.5 } });
      expect(await bytesOf(store, 'a', 3)).toEqual(Buffer.from('3'));
      expect(await store.bins.create({ id: 'a', name: 'a' })).toBeNull();
      expect(await store.bins.update('other', { id: 'a', paused: true })).toBe('taken');
      expect(await store.bins.get('other')).toMatchObject({ id: 'other', paused: false });
      await prune(store, { keepRequests: 1 });
      expect(changes.at(-1)).toEqual({ type: 'deleted', bin: 'b', seqs: [1, 2] });
      expect(await store.remove('a', { filter: null, pinned: true })).toBe(1);
      expect(changes.at(-1)).toEqual({ type: 'deleted', bin: 'b', seqs: [3] });
      expect(await store.bins.update('a', { id: 'a' })).toMatchObject({ id: 'a', aliases: ['b'] });
      expect(await store.bins.update('b', { aliases: [] })).toMatchObject({ id: 'a', aliases: [] });
      expect(store.bins.settings('b')).toBeNull();
      expect(await store.append([aCapture('b')])).toEqual([{ ok: false }]);
    });

    it('pages through bins in the order they were made', async () => {
      const store = await open('a', 'b', 'c');
      await store.append([aCapture('a')]);
      const first = await store.bins.page(2, null);
      expect(first.items.map(({ id }) => id)).toEqual(['c', 'b']);
      await store.bins.delete('b');
      const second = await store.bins.page(2, first.nextAfter);
      expect(second.items.map(({ id }) => id)).toEqual(['a']);
      expect(second.nextAfter).toBeNull();
    });

    it('counts attempts by event id, else by body, within one bin', async () => {
      const store = await open('a', 'b');
      const github = (delivery: string): Partial<NewCapture> => ({
        rawHeaders: ['X-GitHub-Event', 'push', 'X-GitHub-Delivery', delivery],
      });
      await store.append([
        aCapture('a', 'x', github('1')),
        aCapture('a', 'y', github('1')),
        aCapture('a', 'x', github('2')),
        aCapture('a', 'same'),
        aCapture('a', 'same'),
        aCapture('b', 'same'),
        aCapture('a'),
        aCapture('a'),
      ]);
      const page = await store.page('a', { after: 0, limit: 20 });
      expect(page?.items.map(({ attempt }) => attempt)).toEqual([1, 2, 1, 1, 2, 1, 1]);
      expect(page?.items[0]).toMatchObject({ provider: 'github', title: 'push', eventId: '1' });
      expect((await store.get('b', 1))?.attempt).toBe(1);
    });

    it('announces a capture only after it can be read back', async () => {
      const store = await open('a');
      const found = new Promise((resolve) => {
        store.onChange((change) => {
          if (change.type === 'captured') resolve(store.get('a', change.request.seq));
        });
      });
      await store.append([aCapture('a', 'x')]);
      expect(await found).toMatchObject({ seq: 1, size: 1 });
    });

    it('announces the very row that it lists', async () => {
      const store = await open('a');
      const changes: StoreChange[] = [];
      store.onChange((change) => changes.push(change));
      await store.append([aCapture('a', '{"a":1}', { contentType: 'application/json', path: '/x?y=1' })]);
      const page = await store.page('a', { limit: 1 });
      expect(changes).toEqual([{ type: 'captured', request: page?.items[0] }]);
    });

    it('stops announcing to a listener that left', async () => {
      const store = await open('a');
      let heard = 0;
      const leave = store.onChange(() => (heard += 1));
      await store.append([aCapture('a')]);
      leave();
      await store.append([aCapture('a')]);
      expect(heard).toBe(1);
    });

    it('keeps the counters of a bin with its requests', async () => {
      const store = await open('a');
      await store.append([aCapture('a', '12345'), aCapture('a', '1'), aCapture('a')]);
      await store.update('a', 1, { pinned: true });
      expect(await store.bins.get('a')).toMatchObject({ requests: 3, lastSeq: 3, pinned: 1 });
      await store.remove('a', { seq: 2 });
      expect(await store.bins.get('a')).toMatchObject({ requests: 2, lastSeq: 3, pinned: 1 });
      await store.remove('a', { filter: null, pinned: true });
      expect(await store.bins.get('a')).toMatchObject({ requests: 0, bytes: 0, pinned: 0, lastSeq: 3 });
    });

    it('never gives a seq twice, not even after everything was deleted', async () => {
      const store = await open('a');
      await store.append([aCapture('a'), aCapture('a')]);
      await store.remove('a', { filter: null, pinned: true });
      expect(await store.append([aCapture('a')])).toEqual([{ ok: true, seq: 3 }]);
    });

    it('removes what matches a filter, leaves pinned requests, and announces what went', async () => {
      const store = await open('a');
      await store.append([
        aCapture('a', '', { method: 'GET' }),
        aCapture('a'),
        aCapture('a', '', { method: 'GET' }),
      ]);
      await store.update('a', 3, { pinned: true });
      const gone: number[] = [];
      store.onChange((change) => {
        if (change.type === 'deleted') gone.push(...change.seqs);
      });
      expect(await store.remove('a', { filter: parseFilter('method:GET'), pinned: false })).toBe(1);
      expect(gone).toEqual([1]);
      expect((await store.page('a', { limit: 9 }))?.items.map(({ seq }) => seq)).toEqual([3, 2]);
    });

    it('filters by row, header, query and body, and pages through what matches', async () => {
      const store = await open('a');
      await store.append([
        aCapture('a', '{"type":"paid","amount":12345678901234567890}', { path: '/orders?x=1&x=2' }),
        aCapture('a', 'plain words', { rawHeaders: ['X-Kind', 'Ünïcode needle'], method: 'PUT' }),
        aCapture('a', '{"type":"failed"}', { status: 413, state: 'truncated' }),
      ]);
      const find = async (text: string): Promise<number[]> =>
        (await store.page('a', { limit: 9, filter: parseFilter(text) }))?.items.map(({ seq }) => seq) ?? [];
      expect(await find('method:put')).toEqual([2]);
      expect(await find('-method:put')).toEqual([3, 1]);
      expect(await find('query.x:2')).toEqual([1]);
      expect(await find('body.type:paid,failed')).toEqual([3, 1]);
      expect(await find('header.x-kind:needle')).toEqual([2]);
      expect(await find('words')).toEqual([2]);
      expect(await find('status:4xx state:truncated')).toEqual([3]);
      expect(await find('"nothing at all"')).toEqual([]);
      const page = await store.page('a', { limit: 1, filter: parseFilter('has:body') });
      expect(page).toMatchObject({ nextBefore: 3 });
    });

    it('agrees with `matches` on odd requests and odd filters', async () => {
      const store = await open('a');
      const random = seeded(42);
      await store.append(Array.from({ length: 200 }, (_, at) => anOddRequest('a', random, at)));
      await store.update('a', 7, { note: 'ΣΑΣ', pinned: true });
      await expectAgreement(
        store,
        'a',
        Array.from({ length: 300 }, () => anOddFilter(random)),
      );
    });

    it('counts over time and by outcome, all and what matches', async () => {
      const store = await open('a', 'none');
      const at = (receivedAt: number, status: number): NewCapture =>
        aCapture('a', '', { receivedAt, status });
      await store.append([at(1000, 200), at(1999, 404), at(2000, 500), at(2001, 0), at(4000, 302)]);
      const timeline = await store.timeline('a', {
        from: 1000,
        to: 4000,
        buckets: 3,
        filter: parseFilter('status:>=400'),
      });
      expect(timeline).toEqual({
        from: '1970-01-01T00:00:01.000Z',
        to: '1970-01-01T00:00:04.000Z',
        bucketMs: 1000,
        buckets: [
          { index: 0, all: { ok: 1, warn: 1, bad: 0 }, matching: { ok: 0, warn: 1, bad: 0 } },
          { index: 1, all: { ok: 0, warn: 0, bad: 2 }, matching: { ok: 0, warn: 0, bad: 1 } },
        ],
      });
      expect((await store.timeline('none', { buckets: 9, filter: [] }))?.buckets).toEqual([]);
      expect(await store.timeline('nowhere', { buckets: 9, filter: [] })).toBeNull();
    });

    it('counts facets and values', async () => {
      const store = await open('a');
      await store.append([
        aCapture('a', 'same'),
        aCapture('a', 'same', { status: 500 }),
        aCapture('a', '{"k":1}'),
      ]);
      expect(await store.facets('a', { filter: [] })).toEqual({
        all: 3,
        matching: 3,
        invalid: 0,
        failed: 1,
        repeats: 1,
      });
      expect(await store.facets('none', { filter: [] })).toBeNull();
      const values = await store.values('a', { field: 'body.k', prefix: '', filter: parseFilter('seq:2-3') });
      expect(values).toEqual({ items: [{ value: '1', count: 1 }], looked: 2 });
      expect(await store.values('none', { field: 'method', prefix: '', filter: [] })).toBeNull();
    });

    it('lists the attempts of an event, newest first, of its bin only', async () => {
      const store = await open('a', 'b');
      await store.append([
        aCapture('a', 'same'),
        aCapture('b', 'same'),
        aCapture('a'),
        aCapture('a', 'same'),
      ]);
      const seqs = async (seq: number) => (await store.attempts('a', seq))?.map((one) => one.seq);
      expect(await seqs(1)).toEqual([3, 1]);
      expect(await seqs(2)).toEqual([2]);
      expect(await store.attempts('a', 9)).toBeNull();
    });

    it('ends a search whose signal is aborted', async () => {
      const store = await open('a');
      await store.append([aCapture('a', 'x')]);
      const signal = AbortSignal.abort();
      await expect(store.page('a', { limit: 1, filter: parseFilter('x') }, signal)).rejects.toThrow(
        'aborted',
      );
      await expect(store.facets('a', { filter: [], signal })).rejects.toThrow('aborted');
    });

    it('keeps a pin and a note, and announces both', async () => {
      const store = await open('a');
      await store.append([aCapture('a')]);
      const changes: string[] = [];
      store.onChange(({ type }) => changes.push(type));
      expect(await store.update('a', 1, { pinned: true, note: 'why' })).toMatchObject({
        pinned: true,
        note: 'why',
      });
      expect(await store.update('a', 1, { note: null })).toMatchObject({ pinned: true, note: null });
      expect(changes).toEqual(['updated', 'updated']);
    });

    it('keeps what was answered and what went wrong on purpose, and announces it with the row', async () => {
      const store = await open('a');
      const announced: StoreChange[] = [];
      store.onChange((change) => announced.push(change));
      const answer = {
        status: 503,
        headers: [],
        body: 'x\0☃',
        bodyBytes: 5,
        rule: 'R',
        ruleId: 'r',
        delayMs: 7,
      };
      const scripted = { fault: 'reset' as const, answer: JSON.stringify(answer) };
      await store.append([aCapture('a', '', { status: 0, scripted }), aCapture('a')]);
      expect(await store.get('a', 1)).toMatchObject({ status: 0, fault: 'reset', answer });
      expect(await store.get('a', 2)).toMatchObject({ fault: null, answer: null });
      const { items = [] } = (await store.page('a', { limit: 9, filter: parseFilter('is:fault') })) ?? {};
      expect(items.map(({ seq }) => seq)).toEqual([1]);
      expect(announced[0]).toEqual({ type: 'captured', request: items[0] });
      expect((await store.bins.get('a'))?.bytes).toBeGreaterThan(2 * scripted.answer.length);
    });

    it('says of a request that its sender left, and announces that', async () => {
      const store = await open('a');
      const [known, other] = [aCapture('a'), aCapture('a')];
      await store.append([known, other]);
      const changes: StoreChange[] = [];
      store.onChange((change) => changes.push(change));
      const left = { id: known.id, reason: 'left', status: 0 };
      await store.settle(new Map([['a', [1, 1, 9]]]));
      await store.unanswered('a', 1, left);
      // Another request by that number, none, and none in no bin.
      for (const [bin, seq] of [
        ['a', 2],
        ['a', 3],
        ['none', 1],
      ] as const)
        await store.unanswered(bin, seq, left);
      expect(await store.get('a', 2)).toMatchObject({ status: 200, reason: null });
      expect(await store.get('a', 1)).toMatchObject({ status: 0, reason: 'left', timing: { replyMs: null } });
      expect(changes).toMatchObject([{ type: 'updated', request: { seq: 1, status: 0 } }]);
    });

    it('knows how many attempts of an event it has', async () => {
      const store = await open('a', 'b');
      const known = aCapture('a', 'same');
      await store.append([known, aCapture('a', 'same'), aCapture('b', 'same'), aCapture('a')]);
      const event = { eventId: null, size: known.body.size, sha256: known.body.sha256 };
      expect(await store.attemptsSoFar('a', event)).toBe(2);
      expect(await store.attemptsSoFar('b', event)).toBe(1);
      expect(await store.attemptsSoFar('a', { ...event, eventId: 'evt_1' })).toBe(0);
      expect(await store.attemptsSoFar('a', { ...event, size: 0 })).toBe(0);
      expect(await store.attemptsSoFar('none', event)).toBe(0);
    });

    it('keeps the response of a bin, through a rename and other changes', async () => {
      const store = await open();
      const response = { ...plainResponse, after: 'repeat' as const };
      await store.bins.create({ id: 'a', name: 'a' });
      expect((await store.bins.get('a'))?.response).toEqual(plainResponse);
      await store.bins.update('a', { response });
      await store.bins.update('a', { id: 'b', labels: ['x'] });
      expect((await store.bins.get('a'))?.response).toEqual(response);
      expect(store.bins.settings('a')?.response).toEqual(response);
      const made = await store.bins.create({ id: 'c', name: 'c', response });
      expect([made?.response, store.bins.settings('c')?.response]).toEqual([response, response]);
    });

    it('keeps how long commit and reply took', async () => {
      const store = await open('a');
      await store.append([aCapture('a'), aCapture('a')]);
      const times = new Map([
        ['a', [1, 1.5, 0.5, 2, 2.5, Number.NaN]],
        ['none', [1, 1, 1]],
      ]);
      await store.settle(times);
      expect((await store.get('a', 1))?.timing).toMatchObject({ commitMs: 1.5, replyMs: 0.5 });
      expect((await store.get('a', 2))?.timing).toMatchObject({ commitMs: 2.5, replyMs: null });
    });

    it('gives a name once, frees it when the bin is deleted, and begins anew at 1', async () => {
      const store = await open('a');
      await store.append([aCapture('a')]);
      expect(await store.bins.create({ id: 'a', name: 'again' })).toBeNull();
      expect(await store.bins.delete('a')).toBe(true);
      expect(await store.append([aCapture('a')])).toEqual([{ ok: false }]);
      expect(store.bins.settings('a')).toBeNull();
      expect(await store.bins.create({ id: 'a', name: 'again' })).toMatchObject({ requests: 0, lastSeq: 0 });
      await prune(store, {});
      expect(await store.append([aCapture('a')])).toEqual([{ ok: true, seq: 1 }]);
      expect((await store.page('a', { limit: 9 }))?.items).toHaveLength(1);
    });

    it('renames and pauses a bin, and announces it', async () => {
      const store = await open('a');
      const changes: StoreChange[] = [];
      store.onChange((change) => changes.push(change));
      const bin = await store.bins.update('a', { name: 'Stripe test mode', paused: true });
      expect(bin).toMatchObject({ name: 'Stripe test mode', paused: true });
      expect(store.bins.settings('a')).toMatchObject({ id: 'a', paused: true });
      expect(changes).toEqual([{ type: 'bin', id: 'a', bin }]);
    });

    it('prunes by count: the oldest go first, pinned ones stay', async () => {
      const store = await open('a', 'b');
      await store.append(Array.from({ length: 500 }, () => aCapture('a')));
      await store.append([aCapture('b')]);
      await store.update('a', 1, { pinned: true });
      expect(await prune(store, { keepRequests: 10 })).toBe(489);
      const page = await store.page('a', { limit: 50 });
      expect(page?.items.map(({ seq }) => seq)).toEqual([
        500, 499, 498, 497, 496, 495, 494, 493, 492, 491, 1,
      ]);
      expect((await store.page('b', { limit: 5 }))?.items).toHaveLength(1);
    });

    it('prunes by age', async () => {
      const store = await open('a');
      const now = Date.now();
      await store.append([60_000, 30_000, 0].map((age) => aCapture('a', '', { receivedAt: now - age })));
      expect(await prune(store, { keepAgeMs: 20_000 }, now)).toBe(2);
      expect((await store.page('a', { limit: 5 }))?.items.map(({ seq }) => seq)).toEqual([3]);
    });

    it('prunes by bytes over all bins, the oldest first', async () => {
      const store = await open('a', 'b');
      const body = 'x'.repeat(1000);
      const start = Date.now() - 1_000_000;
      for (let index = 0; index < 20; index += 1) {
        const bin = index % 2 === 0 ? 'a' : 'b';
        await store.append([aCapture(bin, body, { receivedAt: start + index * 20_000 })]);
      }
      await prune(store, { keepBytes: 10_000 });
      const left = (await store.bins.list()).reduce((sum, { bytes }) => sum + bytes, 0);
      expect(left).toBeLessThanOrEqual(10_000);
      expect(left).toBeGreaterThan(5_000);
      for (const bin of ['a', 'b']) {
        const seqs = (await store.page(bin, { limit: 20 }))?.items.map(({ seq }) => seq) ?? [];
        expect(seqs.at(0)).toBe(10);
        expect(seqs.length).toBeGreaterThan(2);
      }
    });

    it('announces what it pruned', async () => {
      const store = await open('a');
      await store.append([aCapture('a'), aCapture('a'), aCapture('a')]);
      const gone: number[] = [];
      store.onChange((change) => {
        if (change.type === 'deleted') gone.push(...change.seqs);
      });
      await prune(store, { keepRequests: 1 });
      expect(gone).toEqual([1, 2]);
    });

    it('lists the bins, the last used first', async () => {
      const store = await open('a', 'b', 'c');
      await store.append([aCapture('b', '', { receivedAt: Date.now() + 5000 })]);
      expect((await store.bins.list()).map(({ id }) => id)[0]).toBe('b');
      expect(await store.bins.list()).toHaveLength(3);
    });

    it('is in no trouble', async () => {
      const store = await open();
      expect(await store.trouble()).toBeNull();
    });
  });
}
