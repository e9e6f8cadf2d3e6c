import { describe, expect, it } from 'vitest';
import type { CapturedRequest, HeaderPair } from '../../../server/contract.ts';
import type { Change, Side } from '../../../web/diff/change.ts';
import { compareRequests } from '../../../web/diff/compare.ts';
import { aRequest } from '../a-request.ts';

interface Sent {
  method?: string;
  path?: string;
  headers?: HeaderPair[];
  body?: string | Uint8Array;
  status?: number;
  stored?: number;
}

const json: HeaderPair = ['Content-Type', 'application/json'];

/** A request as the API gives it, with its bytes. */
function side({
  method = 'POST',
  path = '/a',
  headers = [json],
  body = '',
  status = 200,
  stored,
}: Sent): Side {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const request: CapturedRequest = {
    ...aRequest({ method, path, title: path, size: bytes.length, status }),
    target: `/in/a${path}`,
    httpVersion: '1.1',
    headers,
    trailers: [],
    remotePort: 1,
    body: { size: bytes.length, stored: stored ?? bytes.length, sha256: '00' },
    reason: null,
    note: null,
    timing: { headMs: null, bodyMs: 0, commitMs: null, replyMs: null },
    response: {
      status,
      headers: [],
      body: '',
      bodyBytes: 0,
      scripted: false,
      rule: null,
      ruleId: null,
      fault: null,
      delayMs: 0,
    },
    verification: [],
  };
  return { request, bytes: stored === undefined ? bytes : bytes.subarray(0, stored) };
}

const where = ({ place }: Change): string =>
  'path' in place ? place.path : 'line' in place ? `line ${place.line}` : place.fact;

/** The differences as short texts: `changed created 1 -> 2`. */
function differences(before: Sent, after: Sent): string[] {
  const { groups } = compareRequests(side(before), side(after));
  return groups
    .flatMap(({ changes }) => changes)
    .map((change) => `${change.kind} ${where(change)} ${change.before} -> ${change.after}`);
}

const bodies = (before: string, after: string): string[] => differences({ body: before }, { body: after });

describe('two requests', () => {
  it('that are the same have no difference', () => {
    const sent = { body: '{"a":1.0}', headers: [json, ['X', 'a'], ['x', 'b']] satisfies HeaderPair[] };
    expect(differences(sent, sent)).toEqual([]);
    expect(compareRequests(side(sent), side(sent)).body.equal).toBe(true);
  });

  it('differ in method, path, target, status', () => {
    expect(differences({}, { method: 'PUT', path: '/b', status: 503 })).toEqual([
      'changed method POST -> PUT',
      'changed path /a -> /b',
      'changed status 200 -> 503',
    ]);
    const other = side({});
    other.request.target = '/in/old/a';
    expect(compareRequests(side({}), other).groups[0]?.changes.map(where)).toEqual(['target']);
  });

  it('differ in the values, the case, the repeats and the order of headers', () => {
    const before: HeaderPair[] = [
      ['Host', 'a'],
      ['X-Dup', '1'],
      ['X-Dup', '2'],
      ['X-Dup', '3'],
      ['Accept', '*/*'],
    ];
    expect(
      differences({ headers: before }, { headers: before.filter(([, value]) => value !== '1') }),
    ).toEqual(['removed X-Dup (1) 1 -> null']);
    const after: HeaderPair[] = [
      ['Accept', '*/*'],
      ['host', 'b'],
      ['X-Dup', '1'],
      ['X-Dup', '2'],
      ['X-Dup', '3'],
      ['New', ''],
    ];
    expect(differences({ headers: before }, { headers: after })).toEqual([
      'spelling host Host -> host',
      'changed host a -> b',
      'added New null -> ',
      'order Accept #5 -> #1',
    ]);
  });

  it('differ in the query, decoded, and in how it was written', () => {
    expect(differences({ path: '/a?x=1&y=2' }, { path: '/a?x=1&y=3&y=4' })).toEqual([
      'changed y (1) 2 -> 3',
      'added y (2) null -> 4',
    ]);
    expect(differences({ path: '/a?x=a+b' }, { path: '/a?x=a%20b' })).toEqual([
      'spelling x x=a+b -> x=a%20b',
    ]);
  });
});

describe('two JSON bodies', () => {
  it('differ by path', () => {
    expect(bodies('{"a":{"b":[1,{"c":2}]},"d":null}', '{"a":{"b":[1,{"c":3}]},"e":true}')).toEqual([
      'changed a.b[1].c 2 -> 3',
      'removed d null -> null',
      'added e null -> true',
    ]);
  });

  it('are compared token by token: no number is rounded', () => {
    expect(bodies('{"n":12345678901234567890}', '{"n":12345678901234567891}')).toEqual([
      'changed n 12345678901234567890 -> 12345678901234567891',
    ]);
    expect(bodies('{"n":1.0}', '{"n":1}')).toEqual(['spelling n 1.0 -> 1']);
    expect(bodies('{"n":1e2}', '{"n":100}')).toEqual(['spelling n 1e2 -> 100']);
    expect(bodies('{"n":-0.10}', '{"n":0.1}')).toEqual(['changed n -0.10 -> 0.1']);
    expect(bodies('{"s":"\\u00e9"}', '{"s":"é"}')).toEqual(['spelling s "\\u00e9" -> "é"']);
    expect(bodies('{"s":"1"}', '{"s":1}')).toEqual(['changed s "1" -> 1']);
  });

  it('keep repeated keys apart', () => {
    expect(bodies('{"k":1,"k":2}', '{"k":1,"k":3}')).toEqual(['changed k (2) 2 -> 3']);
    expect(bodies('{"k":1,"k":2}', '{"k":1}')).toEqual(['removed k (2) 2 -> null']);
  });

  it('find an item that was put into a list', () => {
    expect(bodies('{"l":[{"i":1},{"i":2},{"i":3}]}', '{"l":[{"i":1},{"i":9},{"i":2},{"i":3}]}')).toEqual([
      'added l[1] null -> {"i": 9}',
    ]);
  });

  it('with the same values say that only white space or the order of keys differs', () => {
    const notes = (before: string, after: string) =>
      compareRequests(side({ body: before }), side({ body: after })).body.notes;
    expect(notes('{"a":1}', '{ "a": 1 }')).toEqual(['formatting']);
    expect(notes('{"a":1,"b":2}', '{"b":2,"a":1}')).toEqual(['keyOrder']);
    expect(bodies('{"a":1,"b":2}', '{"b":2,"a":1}')).toEqual(['order $ a, b -> b, a']);
  });

  it('are walked however deep and odd they are', () => {
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    expect(compareRequests(side({ body: deep }), side({ body: `${deep} ` })).body.method).toBe('text');
    expect(bodies('{"__proto__":1,"a b":2,"":3}', '{"__proto__":2,"a b":3,"":4}')).toEqual([
      'changed __proto__ 1 -> 2',
      'changed ["a b"] 2 -> 3',
      'changed [""] 3 -> 4',
    ]);
    expect(bodies('{"a":"}{,:\\""}', '{"a":"}{,:\\"!"}')).toEqual(['changed a "}{,:\\"" -> "}{,:\\"!"']);
  });
});

describe('two other bodies', () => {
  it('of text differ by line, line ends included', () => {
    const text = { headers: [] };
    expect(differences({ ...text, body: 'a\nb\nc\n' }, { ...text, body: 'a\nB\nc\nd' })).toEqual([
      'changed line 2 b\n -> B\n',
      'added line 4 null -> d',
    ]);
    expect(differences({ ...text, body: 'a\r\n' }, { ...text, body: 'a\n' })).toEqual([
      'changed line 1 a\r\n -> a\n',
    ]);
  });

  it('of forms differ by field', () => {
    const form: HeaderPair[] = [['Content-Type', 'application/x-www-form-urlencoded']];
    expect(differences({ headers: form, body: 'a=1&b=2' }, { headers: form, body: 'a=1&b=3' })).toEqual([
      'changed b 2 -> 3',
    ]);
  });

  it('that are no text are compared byte by byte', () => {
    const before = Uint8Array.from({ length: 64 }, (_, at) => at);
    const after = before.slice();
    after[20] = 255;
    const { body } = compareRequests(side({ body: before }), side({ body: after }));
    expect(body).toMatchObject({ method: 'bytes', firstDifference: 20, differing: 1, notes: ['binary'] });
    expect(body.runs).toEqual([
      { same: true, before: [0, 1], after: [0, 1] },
      { same: false, before: [1, 2], after: [1, 2] },
      { same: true, before: [2, 4], after: [2, 4] },
    ]);
  });

  it('that are encoded or cut say so', () => {
    const gzip: HeaderPair[] = [['Content-Encoding', 'gzip']];
    const notes = (before: Sent, after: Sent) => compareRequests(side(before), side(after)).body.notes;
    expect(notes({ headers: gzip, body: 'x' }, { body: 'x' })).toEqual(['encoded']);
    expect(notes({ body: '{"a":1}', stored: 3 }, { body: '{"a":1}' })).toEqual(['cut']);
  });

  it('of 100,000 lines that have nothing in common end in time and say that they were not aligned', () => {
    const lines = (word: string) => Array.from({ length: 100_000 }, (_, at) => `${word} ${at}`).join('\n');
    const { body } = compareRequests(
      side({ headers: [], body: lines('a') }),
      side({ headers: [], body: lines('b') }),
    );
    expect(body.notes).toEqual(['coarse']);
    expect(body.runs).toHaveLength(1);
  });
});
