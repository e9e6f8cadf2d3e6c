import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  ApiError,
  Burst,
  ComposedList,
  type ComposedRequest,
  CurlRead,
  CurlText,
  KeyPair,
  NewBurst,
  SampleDetail,
  SampleList,
  type SampleSummary,
  TestSend,
  TestSent,
} from '../contract.ts';
import { fail } from '../errors.ts';
import { utf8Text } from '../exports/body-bytes.ts';
import type { Sample } from '../samples/sample.ts';
import { sampleOf, samples } from '../samples/samples.ts';
import { makeKeyPair } from '../signatures/key-pair.ts';
import { providerOf } from '../signatures/providers.ts';
import { freshSample, readCommand } from '../test-events/asked.ts';
import { placeholders } from '../test-events/placeholders.ts';
import type { TestEvents } from '../test-events/sending.ts';
import type { TestEvent } from '../test-events/test-event.ts';
import { variants } from '../test-events/variants.ts';
import { findProvider } from '../verification/settings.ts';
import { whenGone } from './while-there.ts';

const binParams = Type.Object({ bin: Type.String() });
const burstParams = Type.Object({ bin: Type.String(), run: Type.String({ maxLength: 64 }) });
const errors = { 400: ApiError, 404: ApiError, 409: ApiError, 413: ApiError };
// Escapes of JSON make a text longer; a command line is told its own limit.
const commandBytes = 16 * 2 ** 20;

/** Samples, what can be made of them, and sending it. */
export const testEventRoutes =
  (testEvents: TestEvents, maxBodyBytes: number): FastifyPluginAsyncTypebox =>
  async (app) => {
    // A body may be as long as one that is kept, in base64.
    const bodyLimit = Math.max(commandBytes, Math.ceil(maxBodyBytes * 1.4) + 2 ** 20);

    app.get(
      '/api/samples',
      {
        schema: {
          tags: ['test events'],
          summary: 'Events that can be sent, the ways to send them, and what can stand in a request',
          response: { 200: SampleList },
        },
      },
      async () => ({
        items: samples.map(summaryOf),
        variants: variants.map((one) => ({ ...one })),
        placeholders: placeholders.map((one) => ({ ...one })),
      }),
    );

    app.get(
      '/api/samples/:sample',
      {
        schema: {
          tags: ['test events'],
          summary: 'One event with ids and times of now, without a signature',
          params: Type.Object({ sample: Type.String({ maxLength: 100 }) }),
          response: { 200: SampleDetail, 404: ApiError },
        },
      },
      async ({ params }) => {
        const sample = sampleOf(params.sample) ?? fail('sample_not_found');
        const { method, path, headers, body } = freshSample(sample);
        return {
          ...summaryOf(sample),
          request: { method, path, headers: [...headers], body: bodyOut(body.length > 0 ? body : null) },
        };
      },
    );

    app.post(
      '/api/curl',
      {
        bodyLimit,
        schema: {
          tags: ['test events'],
          summary: 'Read a pasted curl command: what curl would send. Nothing is sent',
          body: CurlText,
          response: { 200: CurlRead, 400: ApiError, 413: ApiError },
        },
      },
      async ({ body: { curl } }) => {
        const { origin, target, body, ...rest } = readCommand(curl);
        return { ...rest, url: origin + target, body: bodyOut(body) };
      },
    );

    app.post(
      '/api/providers/:provider/key-pair',
      {
        schema: {
          tags: ['verification'],
          summary: 'Make a pair of keys, for test events of a provider that signs with one. It is not kept',
          params: Type.Object({ provider: Type.String() }),
          response: { 200: KeyPair, 400: ApiError, 404: ApiError },
        },
      },
      async ({ params: { provider } }) =>
        makeKeyPair(findProvider(provider).schemes[0].algorithm) ??
        fail('bad_verification', 'This provider signs with a shared secret, not with a key'),
    );

    app.post(
      '/api/bins/:bin/compose',
      {
        bodyLimit,
        schema: {
          tags: ['test events'],
          summary: 'What POST …/send would send now. Nothing is sent',
          params: binParams,
          body: TestSend,
          response: { 200: ComposedList, ...errors },
        },
      },
      async ({ params: { bin }, body }) => {
        const { events, notes } = await testEvents.composed(bin, body);
        return { items: events.map(composedOut), notes };
      },
    );

    app.post(
      '/api/bins/:bin/send',
      {
        bodyLimit,
        schema: {
          tags: ['test events'],
          summary: 'Send a sample, a curl command or a request; waits for what comes of it',
          params: binParams,
          body: TestSend,
          response: { 200: TestSent, ...errors },
        },
      },
      async (request, reply) =>
        testEvents.send(request.params.bin, request.body, { by: askerOf(request), signal: whenGone(reply) }),
    );

    app.post(
      '/api/bins/:bin/bursts',
      {
        bodyLimit,
        schema: {
          tags: ['test events'],
          summary: 'Send many events in the background; DELETE …/runs/:run stops it',
          params: binParams,
          body: NewBurst,
          response: { 202: Burst, ...errors },
        },
      },
      async (request, reply) =>
        reply.code(202).send(await testEvents.burst(request.params.bin, request.body, askerOf(request))),
    );

    app.get(
      '/api/bins/:bin/bursts/:run',
      {
        schema: {
          tags: ['test events'],
          summary: 'How a burst goes: rate, statuses and latencies so far',
          params: burstParams,
          response: { 200: Burst, 404: ApiError },
        },
      },
      async ({ params: { bin, run } }) => testEvents.shown(bin, run) ?? fail('run_not_found'),
    );
  };

function summaryOf(sample: Sample): SampleSummary {
  const { id, provider, label, event, note = null, method } = sample;
  const signer = sample.signers[0] ?? null;
  const form = signer === null ? null : providerOf(signer)?.schemes[0].secretForm;
  const signedWith = signer === null ? null : form === 'key' ? 'key' : 'secret';
  return { id, provider, label, event, note, method, signer, signedWith };
}

const composedOut = ({ origin, target, method, headers, body, expected }: TestEvent): ComposedRequest => ({
  url: origin.origin + target,
  method,
  headers,
  body: bodyOut(body),
  expected,
});

function bodyOut(body: Buffer | null): ComposedRequest['body'] {
  if (body === null) return null;
  const text = utf8Text(body);
  return text === null ? { base64: body.toString('base64') } : { text };
}

// A browser says so of its own page, and lets no page lie.
const askerOf = ({ headers }: FastifyRequest): string =>
  headers['sec-fetch-site'] === 'same-origin' ? 'page' : 'api';
