import { describe, expect, it } from 'vitest';
import { decodeJwt, hintOf } from '../../../web/renderers/hints.ts';

const hint = (key: string | null, token: string, currency: string | null = null) =>
  hintOf({ key, token, currency: () => currency });
const base64 = (text: string) => JSON.stringify(btoa(text));

describe('guesses', () => {
  it.each([
    ['created', '1795315904', 1_795_315_904_000],
    ['t', '1795315904123', 1_795_315_904_123],
    ['event_time', '"1795315904"', 1_795_315_904_000],
    ['ts', '"1795315904.5"', 1_795_315_904_500],
    ['x', '"2026-11-22T02:26:03Z"', Date.UTC(2026, 10, 22, 2, 26, 3)],
    ['x', '"2026-11-22T02:26:03.5+02:00"', Date.UTC(2026, 10, 22, 0, 26, 3, 500)],
  ])('%s: %s is a time', (key, token, ms) => {
    expect(hint(key, token)).toEqual({ kind: 'time', ms });
  });

  it.each([
    ['user_id', '1795315904'],
    ['chatId', '1795315904'],
    ['phone', '1795315904'],
    ['name', '"1795315904"'],
    ['n', '12345'],
    ['n', '1795315904.5e3'],
    ['at', '"2026-11-22T02:26:03"'],
    ['at', '"2026-99-99T02:26:03Z"'],
    ['x', '"evt_1QMbZkLkdIwHu7ixN4v2Tq8e"'],
    ['x', '"9f86d081884c7d659a2feaa0c55ad015"'],
    ['x', '"aaaaaaaaaaaaaaaaaaaaaaaa"'],
    ['x', 'true'],
  ])('%s: %s means nothing more', (key, token) => {
    expect(hint(key, token)).toBeNull();
  });

  it('takes small units of money only where key or currency say that they are small', () => {
    expect(hint('amount_due', '4900', 'eur')).toEqual({ kind: 'money', minor: 4900, currency: 'EUR' });
    expect(hint('price_cents', '-100', 'USD')).toMatchObject({ kind: 'money', minor: -100 });
    expect(hint('amount', '50000', 'IDR')).toBeNull();
    expect(hint('amount', '50000')).toBeNull();
    expect(hint('amount', '12.5', 'eur')).toBeNull();
  });

  it('sees base64 by what is in it, with the escapes of PHP and in a data URL', () => {
    expect(hint('x', base64('{"a":1,"b":"cccc"}'))).toEqual({ kind: 'base64', type: 'application/json' });
    expect(hint('x', base64('hello, this is text'))).toEqual({ kind: 'base64', type: 'text/plain' });
    expect(hint('x', '"\\/9j\\/4AAQSkZJRgABAQAAAQ"')).toEqual({ kind: 'base64', type: 'image/jpeg' });
    expect(hint('x', '"data:image/png;base64,iVBORw0KGgoAAAANSUhEUg=="')).toMatchObject({
      type: 'image/png',
    });
  });

  it('opens only plain web addresses', () => {
    expect(hint('x', '"https:\\/\\/a.example\\/b"')).toEqual({ kind: 'url', href: 'https://a.example/b' });
    for (const bad of ['"javascript:alert(1)"', '"https://bank@evil.example/"', '"//a.example"', '"http://"'])
      expect(hint('x', bad)).toBeNull();
  });

  it('reads a JWT and never falls over something like one', () => {
    const token = `${btoa('{"alg":"HS256"}')}.${btoa('{"a":1}')}.x`.replaceAll('=', '');
    expect(hint('x', `"${token}"`)).toEqual({ kind: 'jwt' });
    expect(new TextDecoder().decode(decodeJwt(token)?.payload)).toBe('{"a":1}');
    expect(decodeJwt('eyJ!!.x.y')).toBeNull();
  });
});
