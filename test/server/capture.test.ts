import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { startServer } from '../support/server.ts';

it('answers 200 with the seq after the request is kept', async () => {
  const server = await startServer();
  const response = await server.send('stripe', { path: '/orders?x=1', body: '{"a":1}' });
  expect(response.status).toBe(200);
  expect(response.headers.get('hookglass-seq')).toBe('1');
  expect(await response.json()).toEqual({ ok: true, bin: 'stripe', seq: 1 });
  const request = await server.request('stripe');
  expect(request).toMatchObject({
    method: 'POST',
    path: '/orders?x=1',
    target: '/in/stripe/orders?x=1',
    state: 'complete',
  });
  expect(request.body.sha256).toBe(createHash('sha256').update('{"a":1}').digest('hex'));
  expect((await server.body('stripe')).toString()).toBe('{"a":1}');
});
