/** Both ways with the vendors' own code: what it signs is valid here, and what is signed here it accepts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewVerification } from '../../server/contract.ts';
import { providerOf } from '../../server/signatures/providers.ts';
import { sign } from '../../server/signatures/sign.ts';
import type { Sdk, Sent } from '../signatures/sdks/sdk.ts';
import { sdks } from '../signatures/sdks/sdks.ts';
import { launchServer, type TestServer } from '../support/server.ts';

const publicUrl = 'https://hooks.example.com';
const json = ['{"id":"evt_1","name":"Zoë \\u00e9 ☕","n":10.0}', '{\n  "a": [1, 2],\n  "b": "\\/"\n}\n'];

const requestsOf = ({ provider, bodies = json, query = () => '?x=1', headers = {} }: Sdk): Sent[] =>
  bodies.map((body) => ({
    url: `${publicUrl}/in/${provider}${query(body)}`,
    headers: { 'content-type': typeOf(body), ...headers },
    body,
  }));

const typeOf = (body: string): string =>
  /^[[{]/.test(body) ? 'application/json' : 'application/x-www-form-urlencoded';

/** The same request with one letter of the body changed, which stays JSON or a form. */
const tampered = (sent: Sent): Sent => ({ ...sent, body: sent.body.replace(/[a-z](?=[^a-z]*$)/, 'q') });

/** What Hookglass makes of a request for a test event. */
function signedHere({ provider: id, secret, signsWith = secret }: Sdk, sent: Sent): Sent {
  const provider = providerOf(id);
  const signed =
    provider &&
    sign(
      provider,
      { secrets: [signsWith], values: {}, toleranceSeconds: null },
      {
        method: 'POST',
        url: sent.url,
        headers: Object.entries(sent.headers),
        body: Buffer.from(sent.body),
      },
      Date.now(),
    );
  if (!signed) throw new Error('not signed');
  return {
    url: signed.url ?? '',
    headers: Object.fromEntries(signed.headers.map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(signed.body).toString(),
  };
}

describe('the SDK of a vendor', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await launchServer(['--public-url', publicUrl]);
    for (const { provider, secret } of sdks) {
      const verification: NewVerification[] = [{ provider, secrets: [{ text: secret }], mode: 'reject' }];
      await server.api('/api/bins', { method: 'POST', json: { id: provider } });
      const { status, body } = await server.api(`/api/bins/${provider}`, {
        method: 'PATCH',
        json: { verification },
      });
      expect({ status, body }).toMatchObject({ status: 200 });
    }
  });
  afterAll(() => server.close());

  /** Sent over HTTP as it stands: the verdict, and whether the sender was let in. */
  async function arrived({ provider }: Sdk, { url, headers, body }: Sent): Promise<[string | null, number]> {
    const { status } = await server.send(provider, { path: new URL(url).search, headers, body });
    return [(await server.request(provider)).signature, status];
  }

  const named = sdks.map((sdk) => [sdk.name, sdk.signedBy, sdk] as const);

  it.each(named)('%s: what it signs is valid (signed by %s)', async (_, __, sdk) => {
    for (const sent of requestsOf(sdk)) {
      const signed = { ...sent, headers: { ...sent.headers, ...(await sdk.sign(sent)) } };
      // It agrees with itself, so what the documentation says is what the package does.
      expect(await sdk.verify(signed)).toBe(true);
      expect(await arrived(sdk, signed)).toEqual(['valid', 200]);
      expect(await arrived(sdk, tampered(signed))).toEqual(['invalid', 401]);
    }
  });

  it.each(named)('%s: accepts what is signed here', async (_, __, sdk) => {
    for (const sent of requestsOf(sdk)) {
      const signed = signedHere(sdk, sent);
      expect(await sdk.verify(signed)).toBe(true);
      expect(await sdk.verify(tampered(signed))).toBe(false);
      expect(await arrived(sdk, signed)).toEqual(['valid', 200]);
    }
  });

  it('is there for ten providers at least, and for each that test events are promised for', () => {
    const covered = new Set(sdks.map(({ provider }) => provider));
    expect(covered.size).toBeGreaterThanOrEqual(10);
    const promised =
      'stripe github slack shopify twilio svix standardwebhooks sendgrid discord paddle square';
    expect(promised.split(' ').filter((id) => !covered.has(id))).toEqual([]);
  });
});
