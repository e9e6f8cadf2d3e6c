import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { providers } from '../../server/signatures/providers.ts';
import { sign } from '../../server/signatures/sign.ts';
import type {
  Algorithm,
  Settings,
  SignatureProvider,
  SignedRequest,
} from '../../server/signatures/signature.ts';
import { verify } from '../../server/signatures/verify.ts';

const now = Date.parse('2026-11-22T06:00:00.250Z');
const bodies: Readonly<Record<string, string>> = {
  adyen:
    '{"notificationItems":[{"NotificationRequestItem":{"pspReference":"1","amount":{"value":1,"currency":"EUR"},"merchantReference":"é:\\\\"}}]}',
  midtrans: '{"order_id":"INV-1","status_code":"200","gross_amount":"154600.00"}',
  'microsoft-graph': '{"value":[{"id":"1"},{"id":"2"}]}',
};
const oneSecret: Readonly<Record<string, string>> = {
  'adyen-banking': '44782DEF547AAA06C910C43932B1EB0C',
  adyen: '44782DEF547AAA06C910C43932B1EB0C',
  airtable: 'MTIzNDU2Nzg5MA==',
  okta: 'my-own-word',
};
const whsec = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const secretOf = ({ id, schemes }: SignatureProvider): string =>
  oneSecret[id] ?? (schemes[0].secretForm === 'whsec' ? whsec : 's3cret-with-é');

export const settings = (provider: SignatureProvider): Settings => ({
  secrets: [secretOf(provider)],
  values:
    provider.id === 'custom'
      ? { header: 'X-Sig', template: '{timestamp}:{method}.{body}', timestampHeader: 'X-T', prefix: 'v9=' }
      : {},
  toleranceSeconds: null,
});

const request = (provider: SignatureProvider, body: string): SignedRequest => ({
  method: 'POST',
  url: 'https://hooks.example.com/in/a%20b?x=1&y=%C3%A9',
  headers: [
    ['Content-Type', 'application/json'],
    ['X-Other', '1'],
  ],
  body: Buffer.from(bodies[provider.id] ?? body),
});

const shared = providers.filter(({ schemes }) => schemes[0].secretForm !== 'key');
const keyed = providers.filter((provider) => !shared.includes(provider));
const keyedValues: Readonly<Record<string, Record<string, string>>> = {
  paypal: { webhookId: 'WH-1' },
  'google-oidc': { audience: 'https://hooks.example.com', email: 'a@b.c' },
};

/** As people hold them: PEM, JWK, or PEM without its lines. */
function keyPair(algorithm: Algorithm): {
  publicKey: string;
  privateKeys: Record<'pem' | 'jwk' | 'bare', string>;
} {
  const pair =
    algorithm === 'ed25519'
      ? generateKeyPairSync('ed25519')
      : algorithm.startsWith('rsa')
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKeys: {
      pem: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      jwk: JSON.stringify(pair.privateKey.export({ format: 'jwk' })),
      bare: pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    },
  };
}

const texts = ['{"id":"evt_1","name":"Zoë \\u00e9 ☕","n":10.0}', '{}', '{"a":[1,\n2],"b":{"c":"\\/"}}\n'];

describe('signing', () => {
  it.each(shared.map((provider) => [provider.id, provider] as const))(
    'makes what verifies: %s',
    (_, provider) => {
      for (const text of texts) {
        const signed = sign(provider, settings(provider), request(provider, text), now);
        expect(signed).not.toBeNull();
        if (!signed) continue;
        expect(verify(provider, settings(provider), signed, now)).toMatchObject({
          status: 'valid',
          secret: 0,
        });
        const wrong = {
          ...settings(provider),
          secrets: [
            whsec
              .replace('M', 'N')
              .slice(provider.schemes[0].secretForm === 'whsec' ? 0 : 6)
              .replace(/[^0-9a-f]/g, provider.schemes[0].secretForm === 'hex' ? '0' : '$&'),
          ],
        };
        expect(verify(provider, wrong, signed, now).status).toBe('invalid');
        const again = sign(provider, settings(provider), signed, now + 1000);
        expect(again && verify(provider, settings(provider), again, now + 1000).status).toBe('valid');
      }
    },
  );

  it.each(keyed.map((provider) => [provider.id, provider] as const))(
    'with a private key makes what its public key verifies: %s',
    (id, provider) => {
      const pair = keyPair(provider.schemes[0].algorithm);
      const other = keyPair(provider.schemes[0].algorithm).publicKey;
      const values = keyedValues[id] ?? {};
      const by = (key: string): Settings => ({ secrets: [key], values, toleranceSeconds: null });
      for (const text of texts)
        for (const privateKey of Object.values(pair.privateKeys)) {
          const signed = sign(provider, by(privateKey), request(provider, text), now);
          if (!signed) throw new Error('not signed');
          expect(verify(provider, by(pair.publicKey), signed, now)).toMatchObject({ status: 'valid' });
          expect(verify(provider, by(other), signed, now).status).toBe('invalid');
          const again = sign(provider, by(privateKey), signed, now + 1000);
          expect(again && verify(provider, by(pair.publicKey), again, now + 1000).status).toBe('valid');
        }
      const ofOtherType = keyPair(provider.schemes[0].algorithm === 'ed25519' ? 'es256' : 'ed25519');
      for (const key of [pair.publicKey, ofOtherType.privateKeys.pem, '', '{', '00'.repeat(32)])
        expect(sign(provider, by(key), request(provider, '{}'), now)).toBeNull();
    },
  );

  it('with a private key stays out of the settings that verify', () => {
    for (const provider of keyed) {
      const secrets = [keyPair(provider.schemes[0].algorithm).privateKeys.pem];
      const use = { secrets, values: keyedValues[provider.id] ?? {}, toleranceSeconds: null };
      const signed = sign(provider, use, request(provider, '{}'), now);
      expect(signed && verify(provider, use, signed, now)).toMatchObject({
        status: 'no_secret',
        code: 'key_unreadable',
      });
    }
  });

  it('is not possible without a secret, or without what is signed', () => {
    for (const provider of providers)
      expect(sign(provider, { ...settings(provider), secrets: [] }, request(provider, '{}'), now)).toBeNull();
    for (const id of ['adyen', 'midtrans', 'mailgun', 'linear', 'microsoft-graph']) {
      const provider = shared.find((one) => one.id === id);
      expect(
        provider &&
          sign(provider, settings(provider), { ...request(provider, ''), body: Buffer.from('[') }, now),
      ).toBeNull();
    }
  });
});
