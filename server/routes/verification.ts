import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  ApiError,
  ProviderList,
  SignatureDiagnosis,
  SignatureVerdict,
  Trial,
  VerifyCode,
} from '../contract.ts';
import { fail, HookglassError } from '../errors.ts';
import { providerOf, providers, recognised } from '../signatures/providers.ts';
import { verifyCode } from '../signatures/verify-code.ts';
import type { Store, StoredRequest, StoredVerification } from '../store/store.ts';
import type { CheckParts } from '../verification/arrival.ts';
import { readToCheck } from '../verification/recheck.ts';
import { findProvider, readTrial } from '../verification/settings.ts';
import { findRequest, requestParams } from './find-request.ts';
import { askedOf, settingsOf, type ToCheck } from '../verification/verdicts.ts';

/** Diagnosing ends by itself after this; the thread is ended a little later. */
const budgetMs = 500;
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
          summary: 'Who signs webhooks, and the fields that checking their signature needs',
          response: { 200: ProviderList },
        },
      },
      async () => ({
        items: providers.map(({ id, label, fields, source, confirmed }) => ({
          id,
          label,
          fields: fields.map(({ choices, ...field }) => ({
            ...field,
            ...(choices && { choices: [...choices] }),
          })),
          source,
          confirmed,
        })),
      }),
    );

    app.get(
      '/api/providers/:provider/code',
      {
        schema: {
          tags: ['verification'],
          summary: "Code that verifies a provider's requests, ready to copy",
          params: Type.Object({ provider: Type.String() }),
          response: { 200: VerifyCode, 404: ApiError },
        },
      },
      async ({ params: { provider } }) => verifyCode(findProvider(provider)),
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
        const request = await readWhole(parts, await findRequest(store, { bin, seq }));
        const tried = { ...settings, provider: provider.id, mode: 'observe' as const, status: 401 };
        const list = [{ ...tried, secrets: settings.secrets.map((text) => ({ id: '', text })) }];
        const [verdict] = await thread.ask('explain', { list, request }, limitMs);
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
        const request = await readWhole(parts, found);
        const { provider, settings, others } = askedIn(store, found, { trial: body, request });
        return thread.ask(
          'diagnose',
          { provider: provider.id, settings, others, budgetMs, request },
          limitMs,
        );
      },
    );
  };

async function readWhole(parts: CheckParts, request: StoredRequest): Promise<ToCheck> {
  if (request.state === 'refused')
    fail('bad_verification', 'The parser refused this request: it has no headers');
  return (await readToCheck(parts, request)) ?? fail('body_too_large', 'The body is too large to be checked');
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
