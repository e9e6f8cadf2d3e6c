/** Requests signed as their providers sign them, and bins set up for them. */
import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
import type { Bin, NewVerification } from '../../server/contract.ts';
import type { TestServer } from './server.ts';

/** Secrets that no answer may hold. */
export const secret = 'whsec_test_this-must-stay-here-7Fq2';
export const otherSecret = 'whsec_test_another-one-that-stays-Z9k4';

/** As GitHub signs. */
export const githubHeaders = (body: string | Uint8Array, by = secret): Record<string, string> => ({
  'content-type': 'application/json',
  'x-github-event': 'push',
  'x-hub-signature-256': `sha256=${createHmac('sha256', by).update(body).digest('hex')}`,
});

/** As Stripe signs, now. */
export function stripeHeaders(body: string, by = secret, at = Date.now()): Record<string, string> {
  const time = Math.floor(at / 1000);
  const v1 = createHmac('sha256', by).update(`${time}.${body}`).digest('hex');
  return { 'content-type': 'application/json', 'stripe-signature': `t=${time},v1=${v1}` };
}

/** GitHub's settings with one secret. */
export const github = (more: Partial<NewVerification> = {}): NewVerification => ({
  provider: 'github',
  secrets: [{ text: secret }],
  ...more,
});

/** Sets the verification of a bin; makes the bin when there is none. */
export async function verifying(server: TestServer, bin: string, ...list: NewVerification[]): Promise<Bin> {
  await server.api('/api/bins', { method: 'POST', json: { id: bin } });
  const json = { verification: list };
  const { status, body } = await server.api<Bin>(`/api/bins/${bin}`, { method: 'PATCH', json });
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}
