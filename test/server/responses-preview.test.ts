import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiError, NewBinResponse, ResponsePreview } from '../../server/contract.ts';
import { post, responding, watch } from '../support/responding.ts';
import { type Client, launchServer, startServer, type TestServer } from '../support/server.ts';
import { github, verifying } from '../support/signed.ts';

const previewed = async (server: Client, bin: string, response: NewBinResponse, seq?: number) => {
  const { status, body } = await server.api<ResponsePreview>(`/api/bins/${bin}/response/preview`, {
    method: 'POST',
    json: { response, ...(seq === undefined ? {} : { seq }) },
  });
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
};

const shared = {} as { server: TestServer };
beforeAll(async () => void (shared.server = await launchServer()));
afterAll(() => shared.server.close());

describe('a preview', () => {
  it('is what a sender gets, to the byte, for every kind of answer', async () => {
    const server = await startServer();
    const answers: NewBinResponse[] = [
      {},
      { status: 503, headers: { 'retry-after': '3' } },
      { body: 'naïve ☃' },
      { body: { kind: 'echo' } },
      { status: 204, body: 'none' },
      {
        headers: [['x-t', '{{ body.type }}']],
        body: { kind: 'template', text: '{"t":{{ body.type | json }}}' },
      },
      { body: { kind: 'template', text: '{{ "%zz" | url_decode }}' } },
      { body: 'twelve bytes', fault: 'cut' },
      { body: 'twelve bytes', fault: 'long' },
      { body: 'twelve bytes', fault: 'short' },
      { fault: 'empty' },
    ];
    for (const response of answers) {
      await responding(server, 'a', response);
      const live = await server.live('a');
      await live.nextOf('ready');
      const sender = watch(server.port, post('a', '{"type":"x.y"}', 'Content-Type: application/json\r\n'));
      await live.nextOf('captured');
      const { head, body, bodyBytes, seq } = await previewed(server, 'a', response);
      const still = (one: string): string => one.replace(/^Date: .*$/im, 'Date');
      const binary = Buffer.from(body).toString('latin1');
      if (head === '') await sender.ended;
      else await sender.said(`\r\n\r\n${binary}`);
      expect(still(sender.text())).toBe(head === '' ? '' : still(`${head}\r\n\r\n${binary}`));
      expect(bodyBytes).toBe(Buffer.byteLength(body));
      expect(seq).toBe((await server.bin('a')).lastSeq);
    }
  });

  it('shows the chain of answers and the rule that gives them, and counts nothing', async () => {
    const server = await startServer();
    const response: NewBinResponse = {
      status: 201,
      rules: [
        {
          name: 'Twice',
          match: { attempts: { min: 1, max: 3 } },
          answers: [{ status: 503, delay: 5 }, { fault: 'reset' }],
        },
      ],
    };
    await responding(server, 'a', { answers: [{ status: 503 }, {}] });
    const { chain, rule, ruleId, head, seq } = await previewed(server, 'a', response);
    expect(chain.map(({ status, fault, maxMs, rule: by }) => [status, fault, maxMs, by])).toEqual([
      [503, null, 5, 'Twice'],
      [0, 'reset', 0, 'Twice'],
      [0, 'reset', 0, 'Twice'],
      [201, null, 0, null],
    ]);
    expect({ rule, ruleId, seq }).toEqual({ rule: 'Twice', ruleId: 'rule-1', seq: null });
    expect(head).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n/);
    // The sequence in force begins at its beginning all the same.
    expect((await server.send('a')).status).toBe(503);
  });

  it('is about the newest request, or the one that is named', async () => {
    const server = await startServer();
    await server.send('a', { path: '/one', body: 'first' });
    await server.send('a', { path: '/two', body: 'second' });
    const response: NewBinResponse = {
      body: { kind: 'echo' },
      rules: [{ name: 'One', match: { path: '/one' }, body: { kind: 'template', text: '{{ path }}' } }],
    };
    expect(await previewed(server, 'a', response)).toMatchObject({ seq: 2, rule: null, body: 'second' });
    expect(await previewed(server, 'a', response, 1)).toMatchObject({ seq: 1, rule: 'One', body: '/one' });
    const ask = (bin: string, json: object) =>
      server.api<ApiError>(`/api/bins/${bin}/response/preview`, { method: 'POST', json });
    expect((await ask('a', { response, seq: 3 })).body.code).toBe('request_not_found');
    expect((await ask('none', { response })).body.code).toBe('bin_not_found');
    expect((await ask('a', { response: { headers: [['date\n', '']] } })).body).toMatchObject({
      code: 'bad_response',
      field: 'response.headers.0.0',
    });
    expect((await ask('a', {})).status).toBe(400);
  });
});

describe('a warning', () => {
  const always = { name: 'All' };
  const paths = { name: 'Paths', match: { path: '/a*' } };
  it.each<[string, NewBinResponse, string, Record<string, string | number>?]>([
    ['rule_shadowed', { rules: [always, paths] }, '.rules.1', { by: 'All' }],
    ['rule_shadowed', { rules: [paths, { ...paths, name: 'Again' }] }, '.rules.1', { by: 'Paths' }],
    ['rule_shadowed', { rules: [{ match: { path: '*', json: [] } }, paths] }, '.rules.1', { by: 'Rule 1' }],
    ['rule_off_dice', { rules: [{ probability: 0 }] }, '.rules.0.probability'],
    [
      'method_unknown',
      { rules: [{ match: { methods: ['POST', 'SEND'] } }] },
      '.rules.0.match.methods.1',
      { method: 'SEND' },
    ],
    [
      'method_unknown',
      { rules: [{ match: { methods: ['CONNECT'] } }] },
      '.rules.0.match.methods.0',
      { method: 'CONNECT' },
    ],
    [
      'provider_unknown',
      { rules: [{ match: { providers: ['strype'] } }] },
      '.rules.0.match.providers.0',
      { provider: 'strype' },
    ],
    ['path_with_query', { rules: [{ match: { path: '/a?b=*' } }] }, '.rules.0.match.path'],
    ['path_with_bin', { rules: [{ match: { path: '/in/a/b' } }] }, '.rules.0.match.path'],
    [
      'json_contradiction',
      {
        rules: [
          {
            match: {
              json: [
                { name: 'a', value: '1' },
                { name: 'a', value: '2' },
              ],
            },
          },
        ],
      },
      '.rules.0.match.json.1',
      { name: 'a' },
    ],
    [
      'event_without_provider',
      { rules: [{ match: { providers: ['none'], event: 'a.*' } }] },
      '.rules.0.match.event',
    ],
    [
      'signature_without_verification',
      { rules: [{ match: { signatures: ['valid'] } }] },
      '.rules.0.match.signatures',
    ],
    [
      'answers_beyond_attempts',
      { rules: [{ match: { attempts: { min: 2, max: 3 } }, answers: [{}, {}, {}] }] },
      '.rules.0.answers',
      { count: 2 },
    ],
    ['own_unreachable', { status: 500, rules: [always] }, '.answers', { by: 'All' }],
    ['delay_long', { delay: 20_000 }, '.answers.0.delay', { seconds: 20 }],
    ['redirect_loop', { status: 307, headers: { location: '/in/a/again' } }, '.answers.0.headers'],
    ['redirect_loop', { status: 302, headers: { Location: '{self}' } }, '.answers.0.headers'],
    ['redirect_without_location', { answers: [{}, { status: 301 }] }, '.answers.1.headers'],
    ['body_not_sent', { status: 204, body: 'x' }, '.answers.0.body', { status: 204 }],
    ['fault_without_body', { body: '', fault: 'drip' }, '.answers.0.fault'],
  ])('%s says what is doubtful: %j', async (code, response, field, values = {}) => {
    const { server } = shared;
    await server.api('/api/bins', { method: 'POST', json: { id: 'a' } });
    const { url } = await server.bin('a');
    const real = JSON.parse(JSON.stringify(response).replace('{self}', url)) as NewBinResponse;
    const { warnings } = await previewed(server, 'a', real);
    expect(warnings).toEqual([
      { code, field: `response${field}`, values, reason: expect.not.stringContaining('{') as string },
    ]);
  });

  it.each<NewBinResponse>([
    {},
    { rules: [paths, always] },
    { rules: [{ ...always, enabled: false }, paths] },
    { rules: [{ ...always, probability: 0.5 }, paths] },
    { rules: [{ match: { methods: ['p*'], providers: ['STRIPE'], event: 'x' } }] },
    { status: 302, headers: { location: 'https://example.com/in/a' } },
    { status: 302, headers: { location: '/in/another' } },
    { delay: 5000 },
  ])('is not said of what is fine: %j', async (response) => {
    const { server } = shared;
    await server.api('/api/bins', { method: 'POST', json: { id: 'a' } });
    expect((await previewed(server, 'a', response)).warnings).toEqual([]);
  });

  it('is not said of signatures where they are checked', async () => {
    const server = await startServer();
    await verifying(server, 'a', github());
    const response: NewBinResponse = { rules: [{ match: { signatures: ['invalid'] }, status: 418 }] };
    expect((await previewed(server, 'a', response)).warnings).toEqual([]);
  });
});
