import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  ApiError,
  BinResponse,
  CapturedRequest,
  NewBinResponse,
  NewResponseRule,
  RuleMatch,
} from '../../server/contract.ts';
import { plainAnswer, plainResponse } from '../../server/plain-response.ts';
import { spawnServer } from '../support/process.ts';
import { sendRaw } from '../support/raw-socket.ts';
import { post, responding } from '../support/responding.ts';
import {
  type Client,
  launchServer,
  startServer,
  temporaryFolder,
  type TestServer,
} from '../support/server.ts';
import { github, githubHeaders, verifying } from '../support/signed.ts';

const run = promisify(execFile);
const json = { 'content-type': 'application/json' };
const set = (server: Client, response: unknown) =>
  server.api<ApiError>('/api/bins/a', { method: 'PATCH', json: { response } });

const statuses = async (server: Client, bin: string, count: number, init: RequestInit = {}) => {
  const found: number[] = [];
  for (let at = 0; at < count; at += 1) found.push((await server.send(bin, { body: 'x', ...init })).status);
  return found;
};

/** For what is tried many times: starting one takes longer than the test. */
const shared = {} as { server: TestServer };
beforeAll(async () => void (shared.server = await launchServer()));
afterAll(() => shared.server.close());

describe('the response of a bin', () => {
  it('is the plain one at first, and completes what a person leaves out', async () => {
    const server = await startServer();
    await server.api('/api/bins', { method: 'POST', json: { id: 'a' } });
    expect((await server.bin('a')).response).toEqual(plainResponse);
    const { response } = await responding(server, 'a', {
      status: 429,
      headers: { 'Retry-After': '2' },
      body: { kind: 'fixed', text: '{"slow":"down"}' },
      delay: 5,
      rules: [
        { match: { path: '/x*' }, answers: [{ fault: 'reset' }, {}] },
        { name: 'Named', status: 201 },
      ],
    });
    expect(response).toEqual({
      answers: [
        {
          status: 429,
          headers: [
            ['content-type', 'application/json'],
            ['Retry-After', '2'],
          ],
          body: { kind: 'fixed', text: '{"slow":"down"}' },
          delay: { minMs: 5, maxMs: 5 },
          fault: null,
        },
      ],
      countPer: 'event',
      after: 'stay',
      rules: [
        {
          id: 'rule-1',
          name: 'Rule 1',
          enabled: true,
          match: { path: '/x*' },
          probability: 1,
          answers: [{ ...plainAnswer, fault: 'reset' }, plainAnswer],
          countPer: 'event',
          after: 'stay',
        },
        {
          id: 'rule-2',
          name: 'Named',
          enabled: true,
          match: {},
          probability: 1,
          answers: [{ ...plainAnswer, status: 201 }],
          countPer: 'event',
          after: 'stay',
        },
      ],
    } satisfies BinResponse);
    // What it gives back can be set as it is.
    expect((await responding(server, 'a', response)).response).toEqual(response);
    expect((await responding(server, 'a', {})).response).toEqual(plainResponse);
  });

  const long = '{{ a }}'.repeat(10_000);
  const rule = (more: object) => ({ rules: [{ ...more }] });
  it.each<[string, unknown]>([
    ['response.status', { status: 199 }],
    ['response.status', { status: 600 }],
    ['response.status', { status: 200.5 }],
    ['response.answers', { answers: [] }],
    ['response.answers.1.status', { answers: [{}, { status: 1000 }] }],
    ['response.status', { status: 200, answers: [{}] }],
    ['response.headers.0.0', { headers: [['Content-Length', '3']] }],
    ['response.headers.0.0', { headers: [['transfer-encoding', 'chunked']] }],
    [
      'response.headers.1.0',
      {
        headers: [
          ['x', 'y'],
          ['CONNECTION', 'close'],
        ],
      },
    ],
    ['response.headers.0.0', { headers: [['set-cookie', 'a=b']] }],
    ['response.headers.0.0', { headers: [['service-worker-allowed', '/']] }],
    ['response.headers.0.0', { headers: [['clear-site-data', '"*"']] }],
    ['response.headers.0.0', { headers: [['hookglass-seq', '1']] }],
    ['response.headers.0.0', { headers: [['x y', '1']] }],
    ['response.headers.0.0', { headers: [['', '1']] }],
    ['response.headers.0.0', { headers: [['x\r\ny', '1']] }],
    ['response.headers.0.1', { headers: [['x', 'a\r\nset-cookie: b']] }],
    ['response.headers.0.1', { headers: [['x', 'a\nb']] }],
    ['response.headers.0.1', { headers: [['x', 'a\0b']] }],
    ['response.headers.0.1', { headers: [['x', 'naïve ☃']] }],
    ['response.headers.0.1', { headers: [['x', '{{ body']] }],
    ['response.headers.0', { headers: [['x']] }],
    ['response.body.text', { body: { kind: 'template', text: '{{ body.type' } }],
    ['response.body.text', { body: { kind: 'template', text: '{% include "/etc/passwd" %}' } }],
    ['response.body.text', { body: { kind: 'template', text: '{{ body | nothing }}' } }],
    ['response.body.text', { body: { kind: 'template', text: long } }],
    ['response', { answers: Array.from({ length: 5 }, () => ({ body: long })) }],
    ['response.delay.minMs', { delay: { minMs: 2, maxMs: 1 } }],
    ['response.delay', { delay: 120_001 }],
    ['response.fault', { fault: 'explode' }],
    ['response.countPer', { countPer: 'moon' }],
    ['response.rules.0.probability', rule({ probability: 1.5 })],
    ['response.rules.0.match.path', rule({ match: { path: 'orders' } })],
    ['response.rules.0.match.path', rule({ match: { path: `/${'*'.repeat(1000)}` } })],
    ['response.rules.0.match.methods.0', rule({ match: { methods: ['G T'] } })],
    ['response.rules.0.match.attempts.min', rule({ match: { attempts: { min: 3, max: 2 } } })],
    ['response.rules.1.id', { rules: [{ id: 'a' }, { id: 'a' }] }],
    ['response.rules.0.id', rule({ id: 'a b' })],
    ['response.rules.0.name', rule({ name: 'a\u202eb' })],
    ['response.rules.0.answers.0.delay.minMs', rule({ answers: [{ delay: { minMs: 9, maxMs: 1 } }] })],
    ['response.rules', { rules: Array.from({ length: 201 }, () => ({})) }],
  ])('refuses %s, by its name, and stays as it was', async (field, response) => {
    const { server } = shared;
    await responding(server, 'a', { status: 201 });
    const { status, body } = await set(server, response);
    expect({ status, field: body.field }).toEqual({ status: 400, field });
    expect(body.message).not.toBe('');
    expect((await server.send('a')).status).toBe(201);
  });

  it('says line and column of what is wrong in a template', async () => {
    const server = await startServer();
    await responding(server, 'a', {});
    const { body } = await set(server, {
      body: { kind: 'template', text: '{\n  "a": {{ body.a | uppercase }}\n}' },
    });
    expect(body).toMatchObject({
      code: 'bad_response',
      message: 'response.body.text: Line 2, column 8: undefined filter: uppercase',
    });
  });

  it('survives a restart, a rename and kill -9, and what was answered stays with its request', async () => {
    const folder = await temporaryFolder();
    const first = await spawnServer(['--port', '0', '--data', folder]);
    await responding(first, 'a', { status: 202, headers: [['X-Kind', 'own']], body: 'first' });
    expect((await first.send('a')).status).toBe(202);
    await first.api('/api/bins/a', { method: 'PATCH', json: { id: 'b' } });
    expect(await (await first.send('a')).text()).toBe('first');
    await responding(first, 'b', { rules: [{ name: 'Teapot', status: 418, body: 'short and stout' }] });
    expect((await first.send('b')).status).toBe(418);
    await first.kill('SIGKILL');
    const again = await startServer(['--data', folder]);
    expect((await again.bin('b')).response.rules).toMatchObject([{ name: 'Teapot' }]);
    expect((await again.send('a')).status).toBe(418);
    const told = async (seq: number) => (await again.request('b', seq)).response;
    expect(await told(1)).toMatchObject({ status: 202, body: 'first', scripted: true, rule: null });
    expect((await told(1)).headers.slice(0, 2)).toEqual([
      ['X-Kind', 'own'],
      ['hookglass-seq', '1'],
    ]);
    for (const seq of [3, 4])
      expect(await told(seq)).toMatchObject({ status: 418, rule: 'Teapot', ruleId: 'rule-1', bodyBytes: 15 });
  });

  it('is gone with its bin', async () => {
    const server = await startServer();
    await responding(server, 'a', { status: 500 });
    await server.api('/api/bins/a', { method: 'DELETE' });
    expect((await server.send('a')).status).toBe(200);
    expect((await server.bin('a')).response).toEqual(plainResponse);
  });

  it('stays behind what is not kept: paused, too large', async () => {
    const server = await startServer(['--max-body', '10b']);
    await responding(server, 'a', { status: 201 });
    expect((await server.send('a', { body: 'x'.repeat(11) })).status).toBe(413);
    expect(await server.request('a')).toMatchObject({ status: 413, response: { scripted: false } });
    await server.api('/api/bins/a', { method: 'PATCH', json: { paused: true } });
    expect((await server.send('a')).status).toBe(503);
  });

  it('keeps the first 65,536 bytes of a body, and knows its length', async () => {
    const server = await startServer();
    const body = 'ø'.repeat(50_000);
    await responding(server, 'a', { body });
    expect(await (await server.send('a')).text()).toBe(body);
    const { response } = await server.request('a');
    expect({ bytes: response.bodyBytes, kept: response.body.length }).toEqual({
      bytes: 100_000,
      kept: 32_768,
    });
  });
});

describe('a browser that opens an answer', () => {
  it('gives it an origin of its own, whatever headers it has', async () => {
    const server = await startServer();
    const own = "default-src 'self'; sandbox allow-same-origin allow-scripts";
    await responding(server, 'a', {
      headers: [
        ['content-type', 'text/html'],
        ['content-security-policy', own],
      ],
      body: '<script>fetch("/api/bins")</script>',
    });
    const { text } = await sendRaw({ port: server.port, pieces: [post('a')] });
    const policies = [...text.matchAll(/^content-security-policy: (.*)\r$/gim)].map(([, policy]) => policy);
    expect(policies[0]).toBe(own);
    expect(policies[1]).toMatch(/^sandbox allow-scripts /);
    expect(policies[1]).not.toContain('allow-same-origin');
    expect(text).toMatch(/^x-content-type-options: nosniff\r$/im);
  });
});

describe('a rule', () => {
  const applies = async (match: RuleMatch, init: RequestInit & { path?: string } = {}) => {
    const { server } = shared;
    // A bin of its own: attempts are counted.
    const bin = randomUUID();
    await responding(server, bin, { status: 200, rules: [{ match, status: 299 }] });
    return (await server.send(bin, init)).status === 299;
  };
  const stripe = {
    headers: { ...json, 'stripe-signature': 't=1,v1=00' },
    body: '{"id":"evt_1","type":"invoice.paid","data":{"object":{"n":20,"ok":true,"no":null,"list":["a"]}}}',
  };

  it.each<[string, boolean, RuleMatch, RequestInit & { path?: string }]>([
    ['no condition', true, {}, {}],
    ['a method', true, { methods: ['get', 'PUT'] }, { method: 'PUT' }],
    ['another method', false, { methods: ['GET'] }, {}],
    ['a path', true, { path: '/orders/*' }, { path: '/orders/5?x=1' }],
    ['a path by its end', true, { path: '*.json' }, { path: '/a/b.JSON' }],
    ['half a path', false, { path: '/orders' }, { path: '/orders/5' }],
    ['the root', true, { path: '/' }, {}],
    ['a query value', true, { query: [{ name: 'a', value: '2' }] }, { path: '?a=1&a=2' }],
    ['a query name', true, { query: [{ name: 'a', value: null }] }, { path: '?a' }],
    ['another query', false, { query: [{ name: 'A', value: null }] }, { path: '?a=1' }],
    ['a header', true, { headers: [{ name: 'X-Kind', value: 'b*' }] }, { headers: { 'x-kind': 'Big' } }],
    ['no header', false, { headers: [{ name: 'x-kind', value: null }] }, {}],
    ['a JSON value', true, { json: [{ name: 'data.object.n', value: '2*' }] }, stripe],
    ['true', true, { json: [{ name: 'data.object.ok', value: 'true' }] }, stripe],
    ['null', true, { json: [{ name: 'data.object.no', value: 'null' }] }, stripe],
    ['a list item', true, { json: [{ name: 'data.object.list.0', value: 'a' }] }, stripe],
    ['an object that is there', true, { json: [{ name: 'data.object', value: null }] }, stripe],
    ['an object has no value', false, { json: [{ name: 'data.object', value: '*' }] }, stripe],
    ['no JSON', false, { json: [{ name: 'data', value: null }] }, { body: '{"data"' }],
    ['prototypes are no values', false, { json: [{ name: 'constructor', value: null }] }, stripe],
    ['a provider', true, { providers: ['github', 'stripe'] }, stripe],
    ['another provider', false, { providers: ['github'] }, stripe],
    ['nobody known', true, { providers: ['none'] }, {}],
    ['an event type', true, { event: 'invoice.*' }, stripe],
    ['another event type', false, { event: 'charge.*' }, stripe],
    ['a path is no event type', false, { event: '*' }, { path: '/x' }],
    ['the first attempt', true, { attempts: { min: 1, max: 1 } }, stripe],
    ['a later attempt', false, { attempts: { min: 2, max: null } }, stripe],
    ['no verdict', false, { signatures: ['valid', 'unsigned'] }, stripe],
    [
      'empty lists',
      true,
      { methods: [], query: [], headers: [], json: [], providers: [], signatures: [] },
      {},
    ],
    ['all of it', true, { methods: ['POST'], path: '/p', providers: ['stripe'] }, { path: '/p', ...stripe }],
    [
      'not all of it',
      false,
      { methods: ['POST'], path: '/q', providers: ['stripe'] },
      { path: '/p', ...stripe },
    ],
  ])('looks at %s: %s', async (_what, expected, match, init) => {
    expect(await applies(match, init)).toBe(expected);
  });

  it('sees bodies of up to 256 kB as JSON, larger ones not', async () => {
    const match: RuleMatch = { json: [{ name: 'id', value: '1' }] };
    const body = (size: number): string => JSON.stringify({ id: 1, pad: 'x'.repeat(size) });
    expect(await applies(match, { body: body(250_000) })).toBe(true);
    expect(await applies(match, { body: body(300_000) })).toBe(false);
  });

  it('cannot take long by its pattern', async () => {
    const server = await startServer();
    const path = `/${'*a'.repeat(498)}*b`;
    await responding(server, 'a', {
      rules: Array.from({ length: 50 }, () => ({ match: { path }, status: 299 })),
    });
    const startedAt = performance.now();
    expect((await server.send('a', { path: `/${'a'.repeat(60_000)}` })).status).toBe(200);
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });

  it('answers when it is the first that applies; one that is off or out of luck does not', async () => {
    const server = await startServer();
    const rules: NewResponseRule[] = [
      { id: 'off', enabled: false, status: 201 },
      { id: 'never', probability: 0, status: 202 },
      { id: 'half', match: { path: '/dice' }, probability: 0.5, status: 203 },
      { id: 'posts', match: { methods: ['POST'] }, status: 204 },
      { id: 'all', status: 205 },
    ];
    await responding(server, 'a', { status: 206, rules });
    expect((await server.send('a')).status).toBe(204);
    expect((await server.send('a', { method: 'PUT' })).status).toBe(205);
    expect((await server.request('a')).response).toMatchObject({ rule: 'all', ruleId: 'all' });
    const thrown = await Promise.all(
      Array.from({ length: 200 }, async () => (await server.send('a', { path: '/dice' })).status),
    );
    const lucky = thrown.filter((status) => status === 203).length;
    expect(lucky).toBeGreaterThan(50);
    expect(lucky).toBeLessThan(150);
    expect(new Set(thrown)).toEqual(new Set([203, 204]));
  });

  it('knows the number of the attempt, of those under way too and after a restart', async () => {
    const folder = await temporaryFolder();
    const first = await startServer(['--data', folder]);
    const rules = [{ match: { attempts: { min: 1, max: 3 } }, status: 503 }];
    await responding(first, 'a', { rules });
    const at = (server: Client) => server.send('a', stripe).then(({ status }) => status);
    expect((await Promise.all([at(first), at(first), at(first), at(first), at(first)])).toSorted()).toEqual([
      200, 200, 503, 503, 503,
    ]);
    await first.close();
    const again = await startServer(['--data', folder]);
    expect(await at(again)).toBe(200);
    expect((await again.send('a', { ...stripe, body: stripe.body.replace('evt_1', 'evt_2') })).status).toBe(
      503,
    );
    const rows = (await again.page('a')).items.filter(({ eventId }) => eventId === 'evt_1');
    for (const { attempt, status } of rows) expect(status).toBe(attempt <= 3 ? 503 : 200);
  });

  it('comes after the refusal of a wrong signature, unless it asks for signatures itself', async () => {
    const server = await startServer();
    await responding(server, 'a', { status: 201, rules: [{ name: 'Everything', status: 202 }] });
    await verifying(server, 'a', github({ mode: 'reject' }));
    const body = '{"a":1}';
    const good = { headers: githubHeaders(body), body };
    const bad = { headers: githubHeaders(body, 'wrong'), body };
    expect((await server.send('a', good)).status).toBe(202);
    expect((await server.send('a', bad)).status).toBe(401);
    expect((await server.request('a')).response).toMatchObject({ scripted: false, rule: null });
    const forged = { name: 'Forged', match: { signatures: ['invalid' as const] }, status: 418 };
    await responding(server, 'a', { rules: [{ status: 202 }, forged] });
    expect((await server.send('a', bad)).status).toBe(418);
    expect(await server.request('a')).toMatchObject({
      status: 418,
      signature: 'invalid',
      reason: null,
      response: { rule: 'Forged' },
    });
    expect((await server.send('a', good)).status).toBe(202);
  });
});

describe('a sequence', () => {
  const failTwice: NewBinResponse = { answers: [{ status: 503 }, { status: 503 }, {}] };

  it('fails twice, then works: seen by a client that retries, and in the list', async () => {
    const server = await startServer();
    await responding(server, 'a', failTwice);
    const retrying = [
      '-s',
      '--retry',
      '3',
      '--retry-all-errors',
      '--retry-delay',
      '1',
      '-w',
      ' %{http_code}',
    ];
    const sent = ['-H', 'content-type: application/json', '-d', '{"id":"evt_1"}', `${server.url}/in/a`];
    const { stdout } = await run('curl', [...retrying, ...sent]);
    expect(stdout).toMatch(/"ok":true,"bin":"a","seq":3\} 200$/);
    const { items } = await server
      .api<{ items: CapturedRequest[] }>('/api/bins/a/requests/3/attempts')
      .then(({ body }) => body);
    expect(items.map(({ seq, attempt, attempts, status }) => [seq, attempt, attempts, status])).toEqual([
      [3, 3, 3, 200],
      [2, 2, 3, 503],
      [1, 1, 3, 503],
    ]);
  });

  it.each<[NewBinResponse['countPer'], number[], number[]]>([
    ['event', [503, 200], [503, 200]],
    ['path', [503, 200], [200, 200]],
    ['bin', [503, 200], [200, 200]],
    ['sender', [503, 200], [200, 200]],
  ])('is counted per %s', async (countPer, one, other) => {
    const server = await startServer();
    await responding(server, 'a', { answers: [{ status: 503 }, {}], ...(countPer && { countPer }) });
    expect(await statuses(server, 'a', 2, { body: 'one' })).toEqual(one);
    expect(await statuses(server, 'a', 2, { body: 'other' })).toEqual(other);
    expect((await server.send('a', { path: '/elsewhere', body: 'one' })).status).toBe(
      countPer === 'path' ? 503 : 200,
    );
    // Another address of the same machine.
    const elsewhere = await sendRaw({ port: server.port, host: '::1', pieces: [post('a', 'one')] });
    expect(elsewhere.statuses).toEqual([countPer === 'sender' ? 503 : 200]);
  });

  it('is counted per event id, whatever else is in the body', async () => {
    const server = await startServer();
    await responding(server, 'a', { answers: [{ status: 503 }, {}] });
    const event = (id: string, more: string): RequestInit => ({
      headers: { 'webhook-id': id },
      body: `{"more":"${more}"}`,
    });
    expect((await server.send('a', event('1', 'a'))).status).toBe(503);
    expect((await server.send('a', event('1', 'b'))).status).toBe(200);
    expect((await server.send('a', event('2', 'a'))).status).toBe(503);
    // What has neither an id nor a body is known by what it asks for.
    expect(await statuses(server, 'a', 2, { method: 'GET', body: null })).toEqual([503, 200]);
  });

  it('gives each of many at once its own step, and begins anew when it repeats', async () => {
    const server = await startServer();
    const answers = [{ status: 501 }, { status: 502 }, { status: 503 }];
    await responding(server, 'a', { answers, countPer: 'bin', after: 'repeat' });
    const found = await Promise.all(Array.from({ length: 30 }, async () => (await server.send('a')).status));
    for (const { status } of answers) expect(found.filter((one) => one === status)).toHaveLength(10);
  });

  it('begins anew when it is told to, and when its answers change: not when something else does', async () => {
    const server = await startServer();
    const rule = { id: 'r', answers: [{ status: 503 }, { status: 201 }] };
    await responding(server, 'a', { rules: [rule] });
    expect(await statuses(server, 'a', 2)).toEqual([503, 201]);
    await server.api('/api/bins/a', { method: 'PATCH', json: { labels: ['x'], id: 'b' } });
    await responding(server, 'b', { rules: [{ match: { path: '/other' } }, { ...rule, name: 'Else' }] });
    expect(await statuses(server, 'b', 1)).toEqual([201]);
    const reset = await server.api('/api/bins/a/response/reset', { method: 'POST' });
    expect(reset.status).toBe(204);
    expect(await statuses(server, 'b', 2)).toEqual([503, 201]);
    await responding(server, 'b', { rules: [{ ...rule, answers: [{ status: 504 }, { status: 202 }] }] });
    expect(await statuses(server, 'b', 2)).toEqual([504, 202]);
    expect((await server.api('/api/bins/none/response/reset', { method: 'POST' })).status).toBe(404);
  });

  it('keeps the counts of its rules apart', async () => {
    const server = await startServer();
    const answers = [{ status: 503 }, { status: 201 }];
    await responding(server, 'a', { answers, rules: [{ match: { methods: ['PUT'] }, answers }] });
    expect(await statuses(server, 'a', 1)).toEqual([503]);
    expect(await statuses(server, 'a', 2, { method: 'PUT' })).toEqual([503, 201]);
    expect(await statuses(server, 'a', 1)).toEqual([201]);
  });
});

describe('a template', () => {
  const template = async (text: string, init: RequestInit & { path?: string } = {}): Promise<string> => {
    const { server } = shared;
    const bin = randomUUID();
    await responding(server, bin, { body: { kind: 'template', text } });
    const answered = await (await server.send(bin, init)).text();
    return answered.replaceAll(bin, 'a');
  };
  const sent = {
    path: '/p/q?a=1&a=2&b',
    headers: { ...json, 'X-Y': 'why' },
    body: JSON.stringify({ type: 'a "quoted"\n', n: 2, list: ['x', 'y'], o: { p: 1 } }),
  };

  it.each([
    ['{{ body.n }} {{ body.list[1] }} {{ body.o.p }}', '2 y 1'],
    ['{"t":{{ body.type | json }},"none":{{ body.none | json }}}', '{"t":"a \\"quoted\\"\\n","none":null}'],
    [
      '{{ header.x-y }} {{ header["x-y"] }} {{ header["X-Y"] }} {{ headers.content-type }}',
      'why why why application/json',
    ],
    ['{{ method }} {{ path }} {{ query.a }} {{ bin }} {{ attempt }}', 'POST /p/q 2 a 1'],
    [
      '{% for one in body.list %}{{ one | upcase }}{% unless forloop.last %},{% endunless %}{% endfor %}',
      'X,Y',
    ],
    ['{% if body.n == 2 %}two{% else %}other{% endif %}', 'two'],
    ['{{ nothing.at.all }}{{ body.none }}', ''],
    ['{{ body.constructor.name }}{{ constructor }}{{ header.__proto__ }}{{ body.__proto__.polluted }}', ''],
    ['{{ process.env.HOME }}{{ global }}{{ require }}{{ this }}', ''],
  ])('renders %s', async (text, expected) => {
    expect(await template(text, sent)).toBe(expected);
  });

  it('knows the time, the request and the number of the attempt', async () => {
    const server = await startServer();
    await responding(server, 'a', {
      headers: [['x-id', '{{ request.id }}']],
      body: {
        kind: 'template',
        text: '{{ now }}|{{ uuid }}|{{ attempt }}|{{ request.received_at }}|{{ request.text }}',
      },
    });
    await server.send('a', { body: 'x' });
    const second = await server.send('a', { body: 'x' });
    const { id, receivedAt, response } = await server.request('a');
    const text = await second.text();
    const [now, uuid, attempt, received, body] = text.split('|');
    expect([now, attempt, received, body]).toEqual([receivedAt, '2', receivedAt, 'x']);
    expect(uuid).toMatch(/^[0-9a-f-]{36}$/);
    expect(second.headers.get('x-id')).toBe(id);
    expect(response.body).toBe(text);
    expect(response.headers).toContainEqual(['x-id', id]);
  });

  it('reads forms by their fields, and everything else as text', async () => {
    const form = new URLSearchParams({ kind: 'a b', more: '1' });
    expect(await template('{{ body.kind }}', { body: form })).toBe('a b');
    expect(await template('{{ body }}', { body: 'plain <text>' })).toBe('plain <text>');
  });

  const failure = async (server: TestServer, response: NewBinResponse, init: RequestInit = {}) => {
    await responding(server, 'a', response);
    const startedAt = performance.now();
    const answered = await server.send('a', init);
    const { code, message } = (await answered.json()) as ApiError;
    return { status: answered.status, code, message, ms: performance.now() - startedAt };
  };
  const looping = '{% for i in (1..99999) %}{% for j in (1..99999) %}{{ i }}{% endfor %}{% endfor %}';

  it.each([
    ['a loop', looping, /longer than 50 ms/],
    ['a range', '{% for i in (1..999999999) %}x{% endfor %}', /more than fits/],
    [
      'doubling',
      '{% assign a = "xxxxxxxxxx" %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}',
      /more than fits/,
    ],
    [
      'doubling by capture',
      '{% capture a %}xxxxxxxx{% endcapture %}{% for i in (1..40) %}{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}',
      /more than fits/,
    ],
    [
      'two megabytes',
      `{% for i in (1..2000) %}${'x'.repeat(1100)}{% endfor %}`,
      /more than 1048576 characters/,
    ],
    [
      'one slow filter',
      '{% assign a = "" %}{% for i in (1..11) %}{% capture a %}{{ a }}{{ a }}b a{% endcapture %}{% endfor %}{% for i in (1..1000) %}{{ a | split: "" | sort_natural | size }}{% endfor %}',
      /50 ms|more than fits|does not end/,
    ],
    ['a bad escape', '{{ "%zz" | url_decode }}', /URI malformed/],
  ])('that does not end or makes too much is a 500 that says so: %s', async (_what, text, expected) => {
    const server = await startServer();
    const { status, code, message, ms } = await failure(server, { body: { kind: 'template', text } });
    expect({ status, code }).toEqual({ status: 500, code: 'template_failed' });
    expect(message).toMatch(expected);
    expect(ms).toBeLessThan(2000);
    expect(await server.request('a')).toMatchObject({ status: 500, response: { scripted: true } });
  });

  it('that hangs does not keep the event loop, nor the templates of others', async () => {
    const server = await startServer();
    await responding(server, 'good', { body: { kind: 'template', text: 'hello {{ bin }}' } });
    await responding(server, 'bad', { body: { kind: 'template', text: looping } });
    await server.send('good');
    const ended: number[] = [];
    const bad = Array.from({ length: 10 }, async () => ended.push((await server.send('bad')).status));
    expect((await server.send('plain')).status).toBe(200);
    expect(ended.length).toBeLessThan(5);
    expect(await (await server.send('good')).text()).toBe('hello good');
    await Promise.all(bad);
    expect(ended).toEqual(Array.from({ length: 10 }, () => 500));
  });

  it('cannot make a header of what is none: the answer is a 500 that says so', async () => {
    const server = await startServer();
    const headers: [string, string][] = [['x-type', '{{ body.type }}']];
    const ofType = (type: string): RequestInit => ({ headers: json, body: JSON.stringify({ type }) });
    for (const type of ['a\r\nSet-Cookie: b=c', 'a\nb', 'a\0', 'snow ☃']) {
      const { status, code, message } = await failure(server, { headers, body: 'x' }, ofType(type));
      expect({ status, code }).toEqual({ status: 500, code: 'template_failed' });
      expect(message).toContain('x-type');
    }
    const { status } = await server.send('a', ofType('fine'));
    expect(status).toBe(200);
  });
});
