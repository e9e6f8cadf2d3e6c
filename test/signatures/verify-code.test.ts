import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { providers } from '../../server/signatures/providers.ts';
import { sign } from '../../server/signatures/sign.ts';
import type { Settings } from '../../server/signatures/signature.ts';
import { verifyCode } from '../../server/signatures/verify-code.ts';
import { providerFor, validVector, type Vector, vectors } from './vectors.ts';

// Code is made for the first scheme of a provider, and for the JSON of Mailgun.
const others = new Set(['hubspot-v1', 'hubspot-v2', 'mailgun-form']);
const covered = vectors.filter(({ scheme }) => !others.has(scheme));

const headersOf = ({ headers }: Vector): Record<string, string> =>
  Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));

const keyOf = (vector: Vector): unknown => {
  if (vector.scheme === 'plaid') return JSON.parse(vector.publicKey ?? '{}');
  return vector.secret ?? vector.publicKey ?? vector.certificatePem ?? '';
};

async function runInNode(vector: Vector): Promise<boolean> {
  const { node } = verifyCode(providerFor(vector));
  const module = (await import(`data:text/javascript,${encodeURIComponent(node)}`)) as {
    verify: (request: object, ...more: unknown[]) => boolean;
  };
  const request = {
    method: vector.method,
    url: vector.url,
    headers: headersOf(vector),
    body: Buffer.from(vector.bodyBase64, 'base64'),
  };
  const now = vector.nowUnixSeconds * 1000;
  const more = vector.webhookId ? [vector.webhookId] : [now];
  return module.verify(request, keyOf(vector), ...more);
}

const python = `
import base64, inspect, json, sys
for one in json.load(sys.stdin):
    scope = {}
    exec(one["code"], scope)
    given = {**one["given"], "body": base64.b64decode(one["given"]["body"])}
    verify = scope["verify"]
    print(verify(**{name: given[name] for name in inspect.signature(verify).parameters}))
`;

// What a machine without these cannot run.
const needsMore = /^import jwt|^from (?:cryptography|google)/m;
const hasCryptography = spawnSync('python3', ['-c', 'import cryptography']).status === 0;
const hasPython =
  spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0;
const runsInPython = (vector: Vector): boolean => {
  const code = verifyCode(providerFor(vector)).python;
  return !needsMore.test(code) || (hasCryptography && !/^import jwt/m.test(code));
};

describe('the verify code', () => {
  it('judges every vector in Node as this engine does', async () => {
    // LiveKit's library, and so its code, looks at the clock itself.
    for (const vector of covered.filter(({ scheme }) => scheme !== 'livekit'))
      expect(`${vector.scheme} ${vector.name} ${await runInNode(vector)}`).toBe(
        `${vector.scheme} ${vector.name} ${vector.expect === 'valid'}`,
      );
  });

  it.runIf(hasPython)('judges every vector in Python as this engine does', () => {
    const asked = covered.filter((one) => one.scheme !== 'livekit' && runsInPython(one));
    const given = asked.map((vector) => ({
      code: verifyCode(providerFor(vector)).python,
      given: {
        method: vector.method,
        url: vector.url,
        headers: headersOf(vector),
        body: vector.bodyBase64,
        secret: keyOf(vector),
        public_key: keyOf(vector),
        certificate: keyOf(vector),
        webhook_id: vector.webhookId ?? '',
        now: vector.nowUnixSeconds,
      },
    }));
    const { stdout, stderr } = spawnSync('python3', ['-c', python], {
      input: JSON.stringify(given),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const said = stdout.trim().split('\n');
    expect(asked.map((vector, at) => `${vector.scheme} ${vector.name} ${said[at]}`)).toEqual(
      asked.map(
        (vector) => `${vector.scheme} ${vector.name} ${vector.expect === 'valid' ? 'True' : 'False'}`,
      ),
    );
  });

  it('judges what was signed just now for LiveKit', async () => {
    const provider = providerFor(validVector('livekit'));
    const settings: Settings = { secrets: ['s'], values: {}, toleranceSeconds: null };
    const now = Date.now();
    const request = { method: 'POST', url: null, headers: [], body: Buffer.from('{"event":"x"}') };
    const signed = sign(provider, settings, request, now);
    const old = sign(provider, settings, request, now - 600_000);
    const vector = (from: typeof signed, body: string): Vector => ({
      ...validVector('livekit'),
      headers: [...(from?.headers ?? [])],
      bodyBase64: Buffer.from(body).toString('base64'),
      secret: 's',
    });
    expect(await runInNode(vector(signed, '{"event":"x"}'))).toBe(true);
    expect(await runInNode(vector(signed, '{"event":"y"}'))).toBe(false);
    expect(await runInNode(vector(old, '{"event":"x"}'))).toBe(false);
  });

  it('refuses an old timestamp where the engine does', async () => {
    for (const vector of covered.filter(
      ({ scheme, expect }) =>
        expect === 'valid' &&
        ['stripe', 'slack', 'svix', 'paddle', 'linear', 'workos', 'plaid', 'contentful'].includes(scheme),
    ))
      expect(
        await runInNode({ ...vector, nowUnixSeconds: vector.nowUnixSeconds + 1000 }),
        vector.scheme,
      ).toBe(false);
  });

  it('is there for every provider in each language, and compares in constant time', () => {
    for (const provider of providers) {
      const { node, python, go } = verifyCode(provider);
      expect(node).toMatch(/timingSafeEqual|verifySignature/);
      expect(python).toMatch(/compare_digest|key\(.*\)\.verify|key\.verify|jwt\.decode|verify_oauth2_token/s);
      expect(go).toMatch(/hmac\.Equal|\.Verify|CheckSignature|idtoken\.Validate/);
      for (const text of [node, python, go]) expect(text).not.toMatch(/\[object|NaN/);
    }
  });

  it('keeps odd text of a custom scheme as text', async () => {
    const custom = providers.find(({ id }) => id === 'custom');
    const odd = `'"\`\${S}{}\\`;
    const settings: Settings = {
      secrets: ['s'],
      values: { header: 'x-sig', prefix: odd, template: `${odd}{body}${odd}` },
      toleranceSeconds: null,
    };
    const request = { method: 'POST', url: null, headers: [], body: Buffer.from('x') };
    const signed = custom && sign(custom, settings, request, 0);
    if (!custom || !signed) throw new Error('not signed');
    const code = verifyCode(custom, settings);
    const module = (await import(`data:text/javascript,${encodeURIComponent(code.node)}`)) as {
      verify: (request: object, secret: string) => boolean;
    };
    const headers = Object.fromEntries(signed.headers.map(([name, value]) => [name.toLowerCase(), value]));
    expect(module.verify({ headers, body: request.body }, 's')).toBe(true);
    expect(module.verify({ headers, body: Buffer.from('y') }, 's')).toBe(false);
    if (!hasPython) return;
    const given = [
      { code: code.python, given: { headers, body: Buffer.from('x').toString('base64'), secret: 's' } },
    ];
    expect(
      spawnSync('python3', ['-c', python], { input: JSON.stringify(given), encoding: 'utf8' }),
    ).toMatchObject({ stdout: 'True\n', stderr: '' });
  });

  it('follows the settings of a custom scheme', () => {
    const settings: Settings = {
      secrets: [],
      values: {
        header: 'X-My-Sig',
        template: '{timestamp}.{body}',
        timestampHeader: 'X-When',
        algorithm: 'hmac-sha512',
        prefix: 'v2=',
      },
      toleranceSeconds: null,
    };
    const custom = providers.find(({ id }) => id === 'custom');
    const { node } = custom ? verifyCode(custom, settings) : { node: '' };
    for (const part of [
      "headers['x-my-sig']",
      "headers['x-when']",
      "createHmac('sha512', secret)",
      "'v2=' + ",
    ])
      expect(node).toContain(part);
  });
});
