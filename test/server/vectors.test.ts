/** Every vector through the front door: sent byte for byte, at its own time, to a bin that is set up for its provider. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CapturedRequest } from '../../server/contract.ts';
import { providerFor, settingsOf, type Vector, vectors } from '../signatures/vectors.ts';
import { sendRaw } from '../support/raw-socket.ts';
import { launchServer, type TestServer } from '../support/server.ts';

/** As a proxy before the server would hand it on: the sender's own host, path and query. */
function bytesOf(vector: Vector): Buffer {
  const url = new URL(vector.url);
  const body = Buffer.from(vector.bodyBase64, 'base64');
  const lines = [
    `${vector.method} ${url.pathname}${url.search} HTTP/1.1`,
    `Host: ${vector.scheme}.localhost`,
    `X-Forwarded-Host: ${url.host}`,
    'X-Forwarded-Proto: https',
    `Content-Length: ${body.length}`,
    ...vector.headers.map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}

const expected = ({ name, expect: status }: Vector): string =>
  name === 'invalid: missing signature header' ? 'unsigned' : status;

async function send(server: TestServer, vector: Vector, mode: 'observe' | 'reject'): Promise<number> {
  const { secrets, values } = settingsOf(vector);
  const provider = providerFor(vector).id;
  const verification = [{ provider, values, mode, secrets: secrets.map((text) => ({ text })) }];
  const { status, body } = await server.api(`/api/bins/${vector.scheme}`, {
    method: 'PATCH',
    json: { verification },
  });
  expect({ status, body }).toMatchObject({ status: 200 });
  const { statuses } = await sendRaw({ port: server.port, pieces: [bytesOf(vector)] });
  return statuses[0] ?? 0;
}

describe('the vectors, sent to a bin', () => {
  let now = 0;
  let server: TestServer;
  beforeAll(async () => {
    server = await launchServer([], {}, { now: () => now });
  });
  afterAll(() => server.close());

  const sent = new Set<Vector>();
  const schemes = [...new Set(vectors.map(({ scheme }) => scheme))];

  it.each(schemes)('are judged and refused as the vendors say: %s', async (scheme) => {
    await server.api('/api/bins', { method: 'POST', json: { id: scheme } });
    for (const vector of vectors.filter((one) => one.scheme === scheme)) {
      now = vector.nowUnixSeconds * 1000;
      sent.add(vector);
      const isValid = expected(vector) === 'valid';
      expect(await send(server, vector, 'observe')).toBe(200);
      expect(await send(server, vector, 'reject')).toBe(isValid ? 200 : 401);
      const { body } = await server.api<CapturedRequest>(`/api/bins/${scheme}/requests/latest`);
      expect({ name: vector.name, signature: body.signature, reason: body.verification[0]?.reason }).toEqual({
        name: vector.name,
        signature: expected(vector),
        reason: expect.any(String) as string,
      });
      if (!isValid) expect(JSON.parse(body.response.body)).toMatchObject({ code: 'signature_refused' });
    }
  });

  // Each can be sent: what a proxy would say of host and scheme, it says.
  it('are all sent, none is left out', () => {
    expect(sent.size).toBe(vectors.length);
    expect([vectors.length, schemes.length]).toEqual([195, 65]);
  });
});
