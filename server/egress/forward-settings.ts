/** What a person sets for a bin's forwarding, checked field by field; what cannot work is refused by its name. */
import { randomBytes } from 'node:crypto';
import type { ForwardTarget, NewForwardTarget } from '../contract.ts';
import { HookglassError } from '../errors.ts';
import { FilterError, parseFilter } from '../filter.ts';
import { readTarget } from './target-guard.ts';

const usual: Omit<ForwardTarget, 'id' | 'name' | 'url'> = {
  enabled: true,
  filter: '',
  path: 'keep',
  host: 'target',
  mode: 'async',
  sign: 'keep',
  anyCertificate: false,
  timeoutMs: 10_000,
  retries: [5, 30, 120, 600, 3600],
  jitter: 0.1,
  concurrency: 4,
  ordered: false,
};

/** New targets of a bin. Throws bad_forwarding with the field. */
export function readForwarding(list: readonly NewForwardTarget[]): ForwardTarget[] {
  const ids = new Set<string>();
  return list.map((asked, at) => {
    const place = `forwarding.${at}`;
    const url = readUrl(asked.url, place);
    readFilter(asked.filter ?? '', place);
    const id = asked.id ?? randomBytes(6).toString('base64url');
    if (ids.has(id)) refuse(`${place}.id`, `two targets are called "${id}"`);
    ids.add(id);
    return { ...usual, ...asked, id, name: asked.name ?? url.host, url: asked.url };
  });
}

function readUrl(text: string, place: string): URL {
  try {
    return readTarget(text);
  } catch (cause) {
    return refuse(`${place}.url`, cause instanceof Error ? cause.message : String(cause));
  }
}

function readFilter(text: string, place: string): void {
  try {
    parseFilter(text);
  } catch (cause) {
    if (!(cause instanceof FilterError)) throw cause;
    refuse(`${place}.filter`, cause.message);
  }
}

function refuse(field: string, message: string): never {
  throw new HookglassError('bad_forwarding', `${field}: ${message}`, { field });
}
