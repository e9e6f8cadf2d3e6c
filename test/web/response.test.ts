import { describe, expect, it } from 'vitest';
import type { Answer, BinResponse, ResponseRule } from '../../server/contract.ts';
import { plainAnswer, plainResponse } from '../../server/plain-response.ts';
import { check, fieldOf } from '../../web/drawer/response/check.ts';
import { freshId, matchLike, newRule, readWords } from '../../web/drawer/response/rules.ts';
import {
  chainOf,
  failing,
  failingOf,
  failings,
  moved,
  single,
  withFails,
} from '../../web/drawer/response/script.ts';
import { paintTemplate } from '../../web/drawer/response/template.ts';
import { tidy } from '../../web/drawer/response/tidy.ts';
import { readFails, same } from '../../web/response-fails.ts';
import { bodyWord, responseTags } from '../../web/response-tags.ts';
import { aRequest } from './a-request.ts';

const answer = (change: Partial<Answer>): Answer => ({ ...plainAnswer, ...change });
const response = (...answers: Answer[]): BinResponse => ({ ...plainResponse, answers });
const ok = answer({ status: 200 });
const down = failing(503);

describe('fail, then work', () => {
  it('is read back as it was written, however often it fails', () => {
    for (const count of [1, 2, 49])
      expect(readFails(withFails(response(ok), count, down))).toEqual({ count, fail: down });
  });

  it.each([
    ['one answer', response(ok)],
    ['two failures that differ', response(down, failing(500), ok)],
    ['a success first', response(ok, ok)],
    ['answers that begin anew', { ...response(down, ok), after: 'repeat' as const }],
    ['a fault at the end', response(down, answer({ fault: 'reset' }))],
  ])('is not %s', (_name, script) => {
    expect(readFails(script)).toBe(null);
  });

  it('keeps the answer that works, and never makes more answers than there may be', () => {
    const works = answer({ status: 201, fault: 'drip' });
    const { answers } = withFails(response(down, works), 99, failing(500));
    expect(answers).toHaveLength(50);
    expect(answers.at(-1)).toEqual({ ...works, fault: null });
    expect(single(response(down, works), 'reset').answers).toEqual([{ ...works, fault: 'reset' }]);
  });

  it('knows the failures of the form, whatever the order of their keys', () => {
    const { status, ...rest } = failing(429);
    expect(failings[failingOf({ ...rest, status })]).toEqual(failing(429));
    expect(failingOf(answer({ status: 503 }))).toBe(-1);
  });
});

describe('what a sender sees', () => {
  const statuses = (script: BinResponse) => chainOf(script).seen.map(({ status }) => status);

  it('ends with the answer that stays, or goes back to the first', () => {
    expect(statuses(response(down, down, ok))).toEqual([503, 503, 200, 200]);
    const again = chainOf({ ...response(down, ok), after: 'repeat' });
    expect(again.seen.map(({ status }) => status)).toEqual([503, 200, 503]);
    expect(again.more).toBe(true);
  });

  it('is cut when it is long', () => {
    const long = chainOf(withFails(response(ok), 30, down));
    expect(long.seen).toHaveLength(8);
    expect(long.more).toBe(true);
  });
});

it('an item goes where it is sent, and nowhere beyond the ends', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
});

it('two values are the same by what they say', () => {
  expect(same({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 })).toBe(true);
  expect(same({ a: 1 }, { a: 1, b: undefined })).toBe(false);
  expect(same([1, 2], { 0: 1, 1: 2 })).toBe(false);
  expect(same(null, {})).toBe(false);
  expect(same([['a', 'b']], [['a', 'c']])).toBe(false);
});

const rule = (change: Partial<ResponseRule>): ResponseRule => ({ ...newRule([], 'One'), ...change });

describe('a draft', () => {
  it.each<[string, string, Partial<Answer>]>([
    ['answers.0.status', 'status', { status: NaN }],
    ['answers.0.status', 'status', { status: 199 }],
    ['answers.0.delay.minMs', 'delay', { delay: { minMs: 1.5, maxMs: 2 } }],
    ['answers.0.delay.maxMs', 'delayOrder', { delay: { minMs: 9, maxMs: 8 } }],
    ['answers.0.headers.0.0', 'headerName', { headers: [['x a', '']] }],
    ['answers.0.headers.0.0', 'missing', { headers: [['', 'x']] }],
    ['answers.0.headers.0.1', 'headerValue', { headers: [['x', 'a\r\nset-cookie: b']] }],
  ])('is wrong at %s: %s', (field, wrong, change) => {
    expect([...check(response(answer(change)))]).toEqual([[field, wrong]]);
    const ruled = { ...response(ok), rules: [rule({ answers: [answer(change)] })] };
    expect([...check(ruled)]).toEqual([[`rules.0.${field}`, wrong]]);
  });

  it('is wrong in a rule without a name, with a chance that is none, with attempts that go back', () => {
    const rules = [
      rule({
        name: ' ',
        probability: NaN,
        match: { attempts: { min: 3, max: 2 }, json: [{ name: '', value: 'x' }] },
      }),
    ];
    expect(Object.fromEntries(check({ ...response(ok), rules }))).toEqual({
      'rules.0.name': 'missing',
      'rules.0.probability': 'probability',
      'rules.0.match.attempts': 'attempts',
      'rules.0.match.json.0.name': 'missing',
    });
  });

  it('is sent without rows and conditions that say nothing', () => {
    const draft = {
      ...response(
        answer({
          headers: [
            ['', ''],
            ['x', ''],
          ],
        }),
      ),
      rules: [
        rule({
          name: ' One ',
          match: {
            path: '',
            methods: [],
            headers: [{ name: '', value: null }],
            event: '*',
            attempts: { min: 1, max: null },
          },
        }),
      ],
    };
    const sent = tidy(draft);
    expect(sent.answers[0]?.headers).toEqual([['x', '']]);
    expect(sent.rules[0]).toMatchObject({ name: 'One' });
    expect(sent.rules[0]?.match).toEqual({ event: '*', attempts: { min: 1, max: null } });
  });

  it('finds the field that the server names', () => {
    expect(fieldOf('response.rules.2.match.path')).toBe('rules.2.match.path');
    expect(fieldOf('answers.0.body.text')).toBe('answers.0.body.text');
  });
});

describe('a new rule', () => {
  it('has an id that no other has', () => {
    const rules = [rule({ id: 'rule-2' }), rule({ id: 'rule-3' })];
    expect(freshId(rules)).toBe('rule-4');
    expect(freshId([rule({ id: 'rule-2' })])).toBe('rule-3');
  });

  it('is for requests like another: its method, its path without the query, its event when the sender is known', () => {
    const like = aRequest({ method: 'PUT', path: '/orders?x=1', title: 'order.paid', provider: 'stripe' });
    expect(matchLike(like)).toEqual({ methods: ['PUT'], path: '/orders', event: 'order.paid' });
    expect(matchLike({ ...like, provider: null })).toEqual({ methods: ['PUT'], path: '/orders' });
    expect(matchLike({ ...like, method: '', path: '/very/lo…', provider: null })).toEqual({
      path: '/very/lo*',
    });
  });

  it('reads words with commas or spaces between, each once', () => {
    expect(readWords(' POST, PUT  POST,,')).toEqual(['POST', 'PUT']);
  });
});

describe('the colours of a template', () => {
  const kinds = (text: string, isTemplate = true) =>
    paintTemplate(text, isTemplate).filter(([kind]) => kind !== 'plain' && kind !== 'punctuation');

  it('mark Liquid, also within a string, and leave every character in its place', () => {
    const text = '{"a": "x {{ now }} y",\n {% if b %}1{% endif %}, "c": null, "open: }';
    expect(
      paintTemplate(text, true)
        .map(([, piece]) => piece)
        .join(''),
    ).toBe(text);
    expect(kinds(text).filter(([kind]) => kind === 'template')).toEqual([
      ['template', '{{ now }}'],
      ['template', '{% if b %}'],
      ['template', '{% endif %}'],
    ]);
    expect(kinds('{"a": "b"}')).toEqual([
      ['key', '"a"'],
      ['string', '"b"'],
    ]);
  });

  it('are over soon for a text that never closes what it opens', () => {
    const text = '{{ "'.repeat(5_000);
    const began = performance.now();
    expect(
      paintTemplate(text, true)
        .map(([, piece]) => piece)
        .join(''),
    ).toBe(text);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

describe('the stage of the pipeline says', () => {
  it.each<[string[], BinResponse]>([
    [[], response(ok)],
    [['fail first 2'], { ...response(ok), ...withFails(response(ok), 2, down) }],
    [['3 answers'], response(ok, down, ok)],
    [['Timeout'], response(answer({ fault: 'never' }))],
    [['Wrong length'], response(answer({ fault: 'long' }))],
    [
      ['after 2.0 s', '1 rule'],
      { ...response(answer({ delay: { minMs: 0, maxMs: 2_000 } })), rules: [rule({})] },
    ],
    [[], { ...response(ok), rules: [rule({ enabled: false })] }],
  ])('%j', (tags, settings) => {
    expect(responseTags(settings)).toEqual(tags);
  });

  it('what kind of body goes out', () => {
    expect(bodyWord(response(ok))).toBe('JSON');
    expect(bodyWord(response(answer({ headers: [['Content-Type', 'text/plain; charset=utf-8']] })))).toBe(
      'text/plain',
    );
    expect(bodyWord(response(answer({ body: { kind: 'echo' } })))).toBe('Echo');
  });
});
