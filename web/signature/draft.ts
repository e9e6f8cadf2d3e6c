/** What is typed about a provider: its secret, its other fields, the tolerance. Pure. */
import type { Provider, Trial } from '../../server/contract.ts';

/** As typed. */
export interface Draft {
  provider: string;
  secret: string;
  values: Readonly<Record<string, string>>;
  /** Seconds; empty: the provider's own. */
  tolerance: string;
}

/** Where something is wrong with it, by the key of the field: what is said there. */
export type Wrong = Readonly<Record<string, string>>;

/** A draft of a provider before anything is typed; `known`: what the bin has for it. */
export const draftOf = (
  provider: string,
  known?: { values: Readonly<Record<string, string>>; toleranceSeconds: number | null },
): Draft => ({
  provider,
  secret: '',
  values: known?.values ?? {},
  tolerance: known?.toleranceSeconds == null ? '' : String(known.toleranceSeconds),
});

/** The field for the secret or the key. */
export const secretField = ({ fields }: Provider) =>
  fields.find(({ kind }) => kind === 'secret' || kind === 'key');

/** The other fields. */
export const plainFields = ({ fields }: Provider) =>
  fields.filter(({ kind }) => kind !== 'secret' && kind !== 'key');

/** True when the provider signs a time, or was told in which header one is. */
export const hasTime = ({ timestamped }: Provider, { values }: Pick<Draft, 'values'>): boolean =>
  timestamped || Boolean(values['timestampHeader']?.trim());

/** The tolerance that was typed; undefined when it is no number of seconds. */
export function toleranceOf({ tolerance }: Pick<Draft, 'tolerance'>): number | null | undefined {
  const text = tolerance.trim();
  if (text === '') return null;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** Only fields that the provider has, without those that are empty. */
export const valuesOf = (provider: Provider, { values }: Pick<Draft, 'values'>): Record<string, string> =>
  Object.fromEntries(
    plainFields(provider)
      .map(({ key }) => [key, values[key]?.trim() ?? ''] as const)
      .filter(([, value]) => value !== ''),
  );

/** The draft as it can be tried. */
export const trialOf = (provider: Provider, draft: Draft): Trial => ({
  provider: provider.id,
  secrets: draft.secret === '' ? [] : [draft.secret],
  values: valuesOf(provider, draft),
  toleranceSeconds: toleranceOf(draft) ?? null,
});

/** Where the server found fault: the key of a field, from `verification.1.values.header` or `values.header`. */
export function fieldOf(path: string | null): string | null {
  if (path === null) return null;
  const [, key] = /(?:^|\.)values\.([^.]+)$/.exec(path) ?? [];
  if (key !== undefined) return key;
  if (/(?:^|\.)secrets(?:\.|$)/.test(path)) return 'secret';
  return /(?:^|\.)(provider|toleranceSeconds|status)$/.exec(path)?.[1] ?? null;
}

/** The sentence of a `bad_verification` without the path before it. */
export const problemText = (message: string): string => message.replace(/^[\w-]+(?:\.[\w-]+)*: /, '');
