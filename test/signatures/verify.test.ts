import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sampleTime } from '../../server/samples/sample.ts';
import { sampleOf } from '../../server/samples/samples.ts';
import { verify } from '../../server/signatures/verify.ts';
import { samples as recorded } from '../support/samples.ts';
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

// What the signatures of the samples were made with: it was made for them and opens nothing.
const proofs = JSON.parse(readFileSync(new URL('sample-proofs.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, Partial<Vector>>
>;
const samples = recorded()
  .filter(({ name }) => name in proofs && name !== 'wechat-message-xml')
  .map((sample) => {
    const proof = proofs[sample.name] ?? {};
    const provider = sampleOf(sample.name)?.provider ?? '';
    return { secret: null, scheme: provider, ...proof, ...sample, provider };
  });

describe('the signed samples', () => {
  it.each(samples.map((sample) => [sample.name, sample] as const))('are valid: %s', (_, sample) => {
    const { body } = sample;
    const now = sampleTime * 1000;
    const vector: Vector = {
      ...sample,
      url: `https://hooks.example.com/in/4f9c2a${sample.path}`,
      bodyBase64: body.toString('base64'),
      nowUnixSeconds: sampleTime,
      expect: 'valid',
    };
    const provider = providerFor(vector);
    const settings = settingsOf(vector);
    const verdict = (bytes: Buffer) => verify(provider, settings, { ...requestOf(vector), body: bytes }, now);
    expect(verdict(body).reason).toBe('The signature matches.');
    const changed = Buffer.from(
      body.toString('latin1').replace(/timestamp|[aeiou](?=[^aeiou]*$)/i, 'z'),
      'latin1',
    );
    const isToken = provider.schemes[0].algorithm === 'equal';
    if (!isToken && sample.provider !== 'midtrans' && sample.provider !== 'mailgun')
      expect(verdict(changed).status).not.toBe('valid');
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
