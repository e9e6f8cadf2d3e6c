import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  ApiError,
  type Provider,
  ProviderList,
  SignatureDiagnosis,
  SignatureVerdict,
  Trial,
  VerifyCode,
} from '../contract.ts';
import { fail, HookglassError } from '../errors.ts';
import { type HandshakeSender, handshakeSenders } from '../signatures/handshake-senders.ts';
import { handshakeIds } from '../signatures/handshakes.ts';
import { providerOf, providers, recognised } from '../signatures/providers.ts';
import type { Scheme } from '../signatures/signature.ts';
import { verifyCode } from '../signatures/verify-code.ts';
import type { Store, StoredRequest, StoredVerification } from '../store/store.ts';
import type { CheckParts } from '../verification/arrival.ts';
import { withBodyInHand } from '../verification/body-in-hand.ts';
import { findProvider, readTrial } from '../verification/settings.ts';
import { findRequest, requestParams } from './find-request.ts';
import { askedOf, settingsOf, type ToCheck } from '../verification/verdicts.ts';

/**
 * Diagnosing ends by itself after this; the thread is ended a little later. A small body takes some milliseconds: when
 * it takes more, the machine is busy, and it is worth to wait.
 */
const budgetMs = (body: Uint8Array): number => (body.length > 64 * 1024 ? 90 : 500);
const limitMs = 5_000;

const params = Type.Object(requestParams);
const errors = { 400: ApiError, 404: ApiError, 413: ApiError, 503: ApiError };

/** Who is asked about a request, with which settings, and the bin's other secrets. */
interface Asked extends ReturnType<typeof readTrial> {
  others: readonly { provider: string; secret: string }[];
}

/** `/api/providers`; secrets tried on a stored request, and why its signature failed. Nothing of it is kept. */
export const verificationRoutes =
  (parts: CheckParts): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store, thread } = parts;

    app.get(
      '/api/providers',
      {
        schema: {
          tags: ['verification'],
          summary: 'Who signs webhooks or begins with a handshake, and the fields that this needs',
          response: { 200: ProviderList },
        },
      },
      async () => ({
        items: [...providers, ...handshakeSenders].map(described),
      }),
    );

    app.get(
      '/api/providers/:provider/code',
      {
        schema: {
          tags: ['verification'],
          summary: "Code that verifies a provider's requests, ready to copy",
          params: Type.Object({ provider: Type.String() }),
          querystring: Type.Record(Type.String(), Type.String({ maxLength: 4096 }), {
            description: 'The fields of the provider that the code depends on, by their keys.',
          }),
          response: { 200: VerifyCode, 400: ApiError, 404: ApiError },
        },
      },
      async ({ params, query }) => {
        const provider = findProvider(params.provider);
        if (Object.keys(query).length === 0) return verifyCode(provider);
        return verifyCode(
          provider,
          readTrial({ provider: provider.id, values: query, secrets: [] }).settings,
        );
      },
    );

    app.post(
      '/api/bins/:bin/requests/:seq/verify',
      {
        schema: {
          tags: ['verification'],
          summary: 'Try other secrets or settings on a stored request; nothing is kept',
          params,
          body: Trial,
          response: { 200: SignatureVerdict, ...errors },
        },
      },
      async ({ params: { bin, seq }, body }) => {
        const { provider, settings } = readTrial(body);
        const found = await findRequest(store, { bin, seq });
        const tried = {
          ...settings,
          provider: provider.id,
          mode: 'observe' as const,
          status: 401,
          handshake: false,
        };
        const list = [{ ...tried, secrets: settings.secrets.map((text) => ({ id: '', text })) }];
        const [verdict] = await withWhole(parts, found, (request) =>
          thread.ask('explain', { list, request }, limitMs),
        );
        return verdict ?? fail('provider_not_found');
      },
    );

    app.post(
      '/api/bins/:bin/requests/:seq/diagnosis',
      {
        schema: {
          tags: ['verification'],
          summary:
            'Why the signature of a stored request fails: by the settings of its bin, or by those that are sent',
          params,
          body: Type.Partial(Trial),
          response: { 200: SignatureDiagnosis, ...errors },
        },
        // Without a body it is about the bin's own settings.
        preValidation: async (request) => {
          request.body ??= {};
        },
      },
      async ({ params: { bin, seq }, body }) => {
        const found = await findRequest(store, { bin, seq });
        return withWhole(parts, found, (request) => {
          const { provider, settings, others } = askedIn(store, found, { trial: body, request });
          return thread.ask(
            'diagnose',
            { provider: provider.id, settings, others, budgetMs: budgetMs(request.request.body), request },
            limitMs,
          );
        });
      },
    );
  };

const described = ({
  id,
  label,
  fields,
  source,
  confirmed,
  schemes = [],
}: HandshakeSender & { schemes?: readonly Scheme[] }): Provider => ({
  id,
  label,
  signs: schemes.length > 0,
  handshake: handshakeIds.includes(id),
  fields: fields.map(({ choices, ...field }) => ({ ...field, ...(choices && { choices: [...choices] }) })),
  source,
  confirmed,
  // Who has a field for the header is told its name.
  headers: fields.some(({ key }) => key === 'header')
    ? []
    : [...new Set(schemes.map(({ header }) => header).filter(Boolean))],
  timestamped: schemes.some(({ time }) => time !== null),
  toleranceSeconds: schemes.find(({ time }) => time !== null)?.time?.tolerance ?? null,
});

function withWhole<T>(
  parts: CheckParts,
  request: StoredRequest,
  use: (asked: ToCheck) => Promise<T>,
): Promise<T> {
  if (request.state === 'refused')
    fail('bad_verification', 'The parser refused this request: it has no headers');
  return withBodyInHand(parts, request, async (asked) =>
    use(asked ?? fail('body_too_large', 'The body is too large to be checked')),
  );
}

function askedIn(
  store: Store,
  found: StoredRequest,
  { trial, request }: { trial: Partial<Trial>; request: ToCheck },
): Asked {
  const list = store.bins.settings(found.bin)?.checks.list ?? [];
  const own = ownOf(list, found, request, trial.provider);
  const id = trial.provider ?? own?.provider ?? recognised(request.request.headers)?.id;
  if (id === undefined)
    throw new HookglassError('bad_verification', 'provider: nobody is recognised; name a provider', {
      field: 'provider',
    });
  const provider = findProvider(id);
  const isOwn = own !== undefined && trial.secrets === undefined && trial.values === undefined;
  const { settings } = isOwn
    ? { settings: settingsOf(own) }
    : readTrial({ ...trial, provider: id, secrets: trial.secrets ?? [] });
  const others = list
    .flatMap((one) => one.secrets.map(({ text }) => ({ provider: labelOf(one.provider), secret: text })))
    .filter(({ secret }) => !settings.secrets.includes(secret));
  return { provider, settings, others };
}

/** The verification whose verdict counts for a request. */
function ownOf(
  list: readonly StoredVerification[],
  { verification }: StoredRequest,
  { request }: ToCheck,
  provider: string | undefined,
): StoredVerification | undefined {
  if (provider !== undefined) return list.find((one) => one.provider === provider);
  const mine = askedOf(list, request);
  return mine.find((one) => one.provider === verification[0]?.provider) ?? mine[0];
}

const labelOf = (id: string): string => providerOf(id)?.label ?? id;
