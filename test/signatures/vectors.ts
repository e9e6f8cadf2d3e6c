/** The vectors of the design: 195 requests over 65 schemes, as vendors' own code judged them. */
import { readFileSync } from 'node:fs';
import type { HeaderPair } from '../../server/contract.ts';
import { providerOf } from '../../server/signatures/providers.ts';
import type { Settings, SignatureProvider, SignedRequest } from '../../server/signatures/signature.ts';

export interface Vector {
  provider: string;
  scheme: string;
  name: string;
  method: string;
  url: string;
  headers: HeaderPair[];
  bodyBase64: string;
  secret: string | null;
  publicKey?: string;
  certificatePem?: string;
  webhookId?: string;
  apiKey?: string;
  nowUnixSeconds: number;
  expect: 'valid' | 'invalid';
}

export const vectors = JSON.parse(
  readFileSync(new URL('vectors.json', import.meta.url), 'utf8'),
) as readonly Vector[];

// Schemes of the vectors that are not a provider of the same name.
const providerIds: Readonly<Record<string, string>> = {
  'gitlab-signing': 'gitlab',
  'github-sha256': 'github',
  'twilio-form': 'twilio',
  'twilio-json': 'twilio',
  'hubspot-v1': 'hubspot',
  'hubspot-v2': 'hubspot',
  'hubspot-v3': 'hubspot',
  'adyen-standard': 'adyen',
  'mailgun-json': 'mailgun',
  'mailgun-form': 'mailgun',
};

export function providerFor({ scheme }: Vector): SignatureProvider {
  const provider = providerOf(providerIds[scheme] ?? scheme);
  if (!provider) throw new Error(`no provider for ${scheme}`);
  return provider;
}

export const requestOf = (vector: Vector): SignedRequest => ({
  method: vector.method,
  url: vector.url,
  headers: vector.headers,
  body: Buffer.from(vector.bodyBase64, 'base64'),
});

export const settingsOf = (vector: Vector): Settings => ({
  secrets: [vector.secret ?? vector.publicKey ?? vector.certificatePem ?? ''],
  values: {
    ...(vector.webhookId && { webhookId: vector.webhookId }),
    ...(vector.apiKey && { apiKey: vector.apiKey }),
  },
  toleranceSeconds: null,
});

/** The first valid vector of a scheme. */
export function validVector(scheme: string): Vector {
  const vector = vectors.find((one) => one.scheme === scheme && one.expect === 'valid');
  if (!vector) throw new Error(`no valid vector for ${scheme}`);
  return vector;
}
