import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { ApiError, Facets, FieldValues, Timeline } from '../contract.ts';
import { fail, noSuchBin } from '../errors.ts';
import { instant } from '../filter-values.ts';
import { countedFields, readField } from '../store/field-values.ts';
import type { Store } from '../store/store.ts';
import { filterText, readFilter } from './requests.ts';
import { whileThere } from './while-there.ts';

const params = Type.Object({ bin: Type.String() });
const time = Type.Optional(
  Type.String({ maxLength: 40, description: 'As in 2026-01-31T12:00:00Z, or milliseconds since 1970.' }),
);
// The last day that a date can name.
const lastInstant = 8.64e15;

/** Reads a time; undefined when none is given. */
function readTime(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = instant(text);
  if (at === null || at > lastInstant)
    fail(
      'bad_filter',
      `${name}=${text} is not a time; write 2026-01-31T12:00:00Z or milliseconds since 1970`,
    );
  return at;
}

/** What a bin holds, counted: `/api/bins/:bin/timeline`, `/facets` and `/values`. */
export const insightRoutes =
  (store: Store): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/api/bins/:bin/timeline',
      {
        schema: {
          tags: ['requests'],
          summary: 'Requests over time, by how they ended: all, and those that match',
          params,
          querystring: Type.Object({
            q: filterText,
            from: time,
            to: time,
            buckets: Type.Integer({ minimum: 1, maximum: 500, default: 120 }),
          }),
          response: { 200: Timeline, 400: ApiError, 404: ApiError },
        },
      },
      async ({ params: { bin }, query: { q, buckets, ...query } }, reply) => {
        const filter = readFilter(q);
        const from = readTime('from', query.from);
        const to = readTime('to', query.to);
        if (from !== undefined && to !== undefined && from >= to)
          fail('bad_filter', 'the time range is empty: from must be before to');
        return whileThere(
          reply,
          async (signal) =>
            (await store.timeline(bin, { filter, from, to, buckets, signal })) ?? noSuchBin(bin),
        );
      },
    );

    app.get(
      '/api/bins/:bin/facets',
      {
        schema: {
          tags: ['requests'],
          summary: 'How many requests match, and how many of them are worth a look',
          params,
          querystring: Type.Object({ q: filterText }),
          response: { 200: Facets, 400: ApiError, 404: ApiError },
        },
      },
      async ({ params: { bin }, query: { q } }, reply) => {
        const filter = readFilter(q);
        return whileThere(
          reply,
          async (signal) => (await store.facets(bin, { filter, signal })) ?? noSuchBin(bin),
        );
      },
    );

    app.get(
      '/api/bins/:bin/values',
      {
        schema: {
          tags: ['requests'],
          summary: 'The most frequent values of a field, over the newest 3,000 requests that match',
          params,
          querystring: Type.Object({
            field: Type.String({
              maxLength: 300,
              description: `${countedFields.join(', ')}; header.<name>, query.<name> and body.<path> too.`,
            }),
            prefix: Type.String({ maxLength: 300, default: '', description: 'Its case does not count.' }),
            q: filterText,
          }),
          response: { 200: FieldValues, 400: ApiError, 404: ApiError },
        },
      },
      async ({ params: { bin }, query: { field, prefix, q } }, reply) => {
        const filter = readFilter(q);
        if (!readField(field))
          fail('bad_filter', `"${field}" has no values to count; the fields are ${countedFields.join(' ')}`);
        return whileThere(
          reply,
          async (signal) => (await store.values(bin, { field, prefix, filter, signal })) ?? noSuchBin(bin),
        );
      },
    );
  };
