import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../server/filter.ts';
import { paintCode } from '../../web/code/paint-code.ts';
import { cookiesOf } from '../../web/cookies.ts';
import { headerRole, headerTopic, signedAt } from '../../web/header-notes.ts';
import { namedTerm } from '../../web/renderers/filter-term.ts';
import { usedAlias } from '../../web/used-alias.ts';

describe('headers', () => {
  it('are known whatever their case; names that every object has are not', () => {
    expect(headerRole('Stripe-Signature')).toBe('signature');
    expect(headerRole('X-GITHUB-DELIVERY')).toBe('id');
    expect(headerTopic('Content-Type')).toBe('type');
    for (const name of ['constructor', '__proto__', 'x-unknown', '']) expect(headerTopic(name)).toBe(null);
  });

  it('say when a request was signed', () => {
    const of = (headers: Record<string, string>) => signedAt((name) => headers[name] ?? null);
    expect(of({ 'stripe-signature': 't=1767225600,v1=aa,v0=bb' })).toBe(1_767_225_600_000);
    expect(of({ 'paddle-signature': 'ts=1767225600;h1=aa' })).toBe(1_767_225_600_000);
    expect(of({ 'webhook-timestamp': '1767225600' })).toBe(1_767_225_600_000);
    expect(of({ 'x-hubspot-request-timestamp': '1767225600123' })).toBe(1_767_225_600_123);
    expect(of({ 'paypal-transmission-time': '2026-01-01T00:00:00Z' })).toBe(1_767_225_600_000);
    expect(of({ 'stripe-signature': 'nonsense', 'x-hub-signature-256': 'sha256=aa' })).toBe(null);
  });

  it('become filter terms that the filter reads back', () => {
    for (const value of ['plain', 'with space', 'a,b', 'say "hi"', 'back\\slash', '<b>', '>5']) {
      const term = namedTerm('header', 'x-a', value) ?? '';
      expect(parseFilter(term)).toEqual([{ field: 'header', name: 'x-a', negated: false, values: [value] }]);
    }
    expect(namedTerm('query', 'a b', 'x')).toBe(null);
    expect(namedTerm('query', 'a', '')).toBe(null);
  });
});

describe('cookies', () => {
  it('keep order, repeats and odd pieces', () => {
    const cookies = cookiesOf([
      ['Cookie', 'a=1; b="x y"; a=2;; c'],
      ['cookie', 'd=%C3%A9+%zz; e=a&b=c'],
    ]);
    expect(cookies.map(({ name, value }) => [name, value])).toEqual([
      ['a', '1'],
      ['b', 'x y'],
      ['a', '2'],
      ['', 'c'],
      ['d', 'é+%zz'],
      ['e', 'a&b=c'],
    ]);
  });
});

describe('an old name of a bin', () => {
  const of = (target: string, host = 'localhost:4665') =>
    usedAlias({ target, headers: [['Host', host]] }, ['old', 'older']);
  it('is found in the path and in the host', () => {
    expect(of('/in/old/a?b')).toBe('old');
    expect(of('http://localhost/in/older')).toBe('older');
    expect(of('/in/new/in/old')).toBe(null);
    expect(of('/a', 'old.localhost:4665')).toBe('old');
    expect(of('/in/oldest')).toBe(null);
  });
});

describe('code', () => {
  it('is coloured without losing a character', () => {
    for (const line of [`curl -sS 'it'\\''s' # c`, 'const a = "x\\"y"; // no', '  12 1.5 v2 "open', '']) {
      expect(
        paintCode(line)
          .map(([, text]) => text)
          .join(''),
      ).toBe(line);
    }
    expect(paintCode("curl -d 'x'").map(([kind]) => kind)).toEqual(['keyword', 'plain', 'string']);
  });
});
