/** The verification of a bin as it is being edited. Pure. */
import type { NewVerification, Provider, Verification } from '../../../server/contract.ts';
import { type Draft, fieldOf, hasTime, toleranceOf, valuesOf, type Wrong } from '../../signature/draft.ts';

/** One provider. Secrets that are stored are known by their end only; `news` are typed and not saved. */
export interface Entry extends Pick<Draft, 'provider' | 'values' | 'tolerance'> {
  stored: readonly { id: string; hint: string; dropped: boolean }[];
  news: readonly string[];
  mode: 'observe' | 'reject';
  status: string;
  handshake: boolean;
  /** Gone once it is saved. */
  removed: boolean;
  /** The bin does not have it yet. */
  isNew: boolean;
}

/** What the bin has, to be edited. */
export const entryOf = ({
  provider,
  values,
  toleranceSeconds,
  secrets,
  mode,
  status,
  handshake,
}: Verification): Entry => ({
  provider,
  values,
  tolerance: toleranceSeconds === null ? '' : String(toleranceSeconds),
  stored: secrets.map((secret) => ({ ...secret, dropped: false })),
  news: secrets.length > 0 ? [] : [''],
  mode,
  status: String(status),
  handshake,
  removed: false,
  isNew: false,
});

/** A provider that the bin does not have yet; of a sender that signs nothing the handshake is all there is. */
export const newEntry = (provider: string, signs: boolean): Entry => ({
  provider,
  values: {},
  tolerance: '',
  stored: [],
  news: [''],
  mode: 'observe',
  status: '401',
  handshake: !signs,
  removed: false,
  isNew: true,
});

/** True for what will not be there: removed, or added without anything being typed or switched on. */
const isLeftOut = ({ removed, isNew, news, values, mode, handshake }: Entry): boolean =>
  removed ||
  (isNew &&
    mode === 'observe' &&
    !handshake &&
    news.every((text) => text === '') &&
    Object.values(values).every((text) => text === ''));

/** The entries as the API takes them. */
export const asSet = (entries: readonly Entry[], providerOf: (id: string) => Provider | undefined) =>
  entries.filter((entry) => !isLeftOut(entry)).map((entry) => entryAsSet(entry, providerOf(entry.provider)));

function entryAsSet(entry: Entry, provider: Provider | undefined): NewVerification {
  const { mode, stored, news } = entry;
  const isTimed = provider ? hasTime(provider, entry) : true;
  return {
    provider: entry.provider,
    values: provider ? valuesOf(provider, entry) : { ...entry.values },
    toleranceSeconds: isTimed ? (toleranceOf(entry) ?? null) : null,
    mode,
    status: Number(entry.status) || 401,
    handshake: entry.handshake,
    secrets: [
      ...stored.filter(({ dropped }) => !dropped).map(({ id }) => ({ id })),
      ...news.filter((text) => text !== '').map((text) => ({ text })),
    ],
  };
}

/** True for a status that a sender can be refused with. */
export const isRefusal = (status: string): boolean => /^[45]\d\d$/.test(status.trim());

/** Which of the entries, and which of its fields, the server found fault with; null when that is not known. */
export function placeOf(
  entries: readonly Entry[],
  path: string | null,
): { index: number; field: string } | null {
  const number = /^verification\.(\d+)\./.exec(path ?? '')?.[1];
  const field = fieldOf(path);
  const entry = entries.filter((one) => !isLeftOut(one))[Number(number)];
  if (number === undefined || field === null || !entry) return null;
  return { index: entries.indexOf(entry), field };
}

/** What can be told to be wrong before anything is sent. */
export function wrongWith(entry: Entry, says: { tolerance: string; status: string }): Wrong {
  if (entry.removed) return {};
  return {
    ...(toleranceOf(entry) === undefined ? { toleranceSeconds: says.tolerance } : {}),
    ...(entry.mode === 'reject' && !isRefusal(entry.status) ? { status: says.status } : {}),
  };
}
