/** How a bin's requests were last sent on: remembered in this browser, the URL also by the server. */
import { signal } from '@preact/signals';
import { calls } from './calls.ts';
import type { Bin, CapturedRequest, Provider, Replay } from '../../server/contract.ts';
import { belowHook, pathAt } from '../../server/egress/paths.ts';
import { providerOf } from '../providers.ts';
import { recall, remember } from '../remembered.ts';
import { httpUrl } from './risk.ts';

/** What is chosen once and holds until it is changed. */
export interface Sending {
  /** A URL; empty when none was given yet. */
  target: string;
  path: 'keep' | 'replace';
  host: 'target' | 'original';
  /** `auto`: signed anew where that can be done and the signature would be refused otherwise. */
  sign: 'auto' | 'keep' | 'resign';
}

const usual: Sending = { target: '', path: 'keep', host: 'target', sign: 'auto' };

/** The URLs that are known of a bin, by its id: the last used first. */
export const knownTargets = signal<ReadonlyMap<string, readonly string[]>>(new Map());

/** What was said of a bin in this browser, or followed from a call. */
const said = signal<ReadonlyMap<string, Sending>>(new Map());

const keyOf = (bin: string): string => `replay.${bin}`;

function readSaid(bin: string): Sending | null {
  try {
    const found: Partial<Sending> | null = JSON.parse(recall(keyOf(bin)) ?? 'null');
    return found && typeof found.target === 'string' ? { ...usual, ...found } : null;
  } catch {
    return null;
  }
}

/** Asks the server where requests of a bin went. Without an answer the browser's own memory does. */
export async function loadTargets(bin: string): Promise<void> {
  if (knownTargets.peek().has(bin)) return;
  try {
    const { items } = await calls.targets(bin);
    knownTargets.value = new Map(knownTargets.peek()).set(bin, items);
  } catch {
    // It only saves typing.
  }
}

/** How a bin's requests are sent unless somebody says otherwise: as last time, else to where it forwards. */
export function sendingOf({ id, forwarding }: Pick<Bin, 'id' | 'forwarding'>): Sending {
  const own = said.value.get(id) ?? readSaid(id);
  if (own?.target) return own;
  const first = forwarding.find(({ enabled }) => enabled) ?? forwarding[0];
  if (first) return { ...usual, target: first.url, path: first.path, host: first.host };
  return { ...usual, ...own, target: knownTargets.value.get(id)?.[0] ?? '' };
}

/** Remembers it. */
export function rememberSending(bin: string, sending: Sending): void {
  said.value = new Map(said.peek()).set(bin, sending);
  const others = (knownTargets.peek().get(bin) ?? []).filter((url) => url !== sending.target);
  knownTargets.value = new Map(knownTargets.peek()).set(bin, [sending.target, ...others]);
  remember(keyOf(bin), JSON.stringify(sending));
}

/** Where a request goes, path and query kept or replaced; null when the target is no URL. */
export function whereTo(
  request: Pick<CapturedRequest, 'target' | 'path'>,
  { target, path }: Pick<Sending, 'target' | 'path'>,
): string | null {
  const url = httpUrl(target);
  return url && `${url.origin}${pathAt(url, belowHook(request), path)}`;
}

/** Who can sign a request of a bin: one whose secret is here, and that makes its signatures with it. */
export function signerOf(
  request: Pick<CapturedRequest, 'verification' | 'provider'>,
  bin: Bin,
): string | null {
  const verdict = request.verification[0]?.provider ?? request.provider;
  const able = bin.verification.filter(
    ({ provider, secrets }) => secrets.length > 0 && hasSecret(providerOf(provider)),
  );
  return able.find(({ provider }) => provider === verdict)?.provider ?? null;
}

const hasSecret = (provider: Provider | undefined): boolean =>
  provider?.fields.some(({ kind }) => kind === 'secret') ?? true;

/** What the API is asked for: a signature with a time in it is refused after a while. */
export function signingOf(
  request: Pick<CapturedRequest, 'verification' | 'provider'>,
  bin: Bin,
  { sign }: Pick<Sending, 'sign'>,
): NonNullable<Replay['sign']> {
  if (signerOf(request, bin) === null) return 'keep';
  if (sign !== 'auto') return sign;
  const [verdict] = request.verification;
  // Steps may not be there yet: a fresh signature is never refused for its age.
  return verdict?.steps === null || verdict?.steps.timestamp ? 'resign' : 'keep';
}
