import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../server/filter.ts';
import {
  chipOf,
  facetOf,
  isQuoteOpen,
  quoteValue,
  readWanted,
  withFacet,
  wordsOf,
} from '../../web/query-text.ts';

const asked = (q: string) => readWanted({ q, from: null, to: null });

describe('the filter as it is typed', () => {
  it('takes words apart for the eye', () => {
    expect(chipOf('-path:/health')).toMatchObject({
      negated: true,
      field: 'path:',
      value: '/health',
      fault: null,
    });
    expect(chipOf('body.a.b:"x y"')).toMatchObject({ negated: false, field: 'body.a.b:', value: '"x y"' });
    expect(chipOf('refund')).toMatchObject({ field: '', value: 'refund', fault: null });
    expect(chipOf('-')).toMatchObject({ negated: false, value: '-' });
  });

  it('says why a word does not count, and lets the others count', () => {
    expect(chipOf('colour:red').fault).toMatch(/colour/);
    expect(asked('colour:red method:POST status:').listed).toBe('method:POST');
  });

  it('knows when a space belongs to the word', () => {
    expect(isQuoteOpen('"payment ')).toBe(true);
    expect(isQuoteOpen('"payment \\" ')).toBe(true);
    expect(isQuoteOpen('"payment failed" ')).toBe(false);
    expect(wordsOf('a "b c" d')).toEqual(['a', '"b c"', 'd']);
  });

  it('writes any value so that it is read back as it was', () => {
    for (const value of ['plain', 'two words', 'a,b', 'say "hi"', 'back\\slash " quote'])
      expect(parseFilter(`event:${quoteValue(value)}`)[0]?.values).toEqual([value]);
  });

  it('has one quick filter at a time, which the stream does without', () => {
    const q = withFacet(withFacet('method:POST', 'failed'), 'repeats');
    expect(q).toBe('method:POST is:retry');
    expect(facetOf(wordsOf(q))).toBe('repeats');
    expect(asked(q)).toMatchObject({ listed: 'method:POST is:retry', streamed: 'method:POST' });
    expect(withFacet(q, 'all')).toBe('method:POST');
  });

  it('never asks the server for what only the page knows', () => {
    expect(asked('is:unread method:GET')).toMatchObject({ facet: 'unread', listed: 'method:GET' });
  });

  it('turns the time span into words', () => {
    const { listed } = readWanted({
      q: 'a',
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-01-02T00:00:00.000Z',
    });
    expect(listed).toBe('a from:2026-01-01T00:00:00.000Z to:2026-01-02T00:00:00.000Z');
  });
});
