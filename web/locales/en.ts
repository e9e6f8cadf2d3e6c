/**
 * English, and with it the list of all words the page says: a section for every room, plain texts, and functions
 * where something goes in. Whoever adds a key here adds it in every language; the type check says which is missing.
 */
import type { ComponentChildren as Node } from 'preact';

const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

/** All messages in English. */
export const en = {
  common: {
    actions: 'Actions',
    copied: 'Copied',
    copyValueOf: (name: string) => `Copy value of ${name}`,
    empty: '(empty)',
    retry: 'Try again',
    requests: (n: number, count: string) => `${count} ${plural(n, 'request', 'requests')}`,
  },
  query: {
    tab: 'Query',
    none: 'No query string',
    urlEndsAt: (path: Node): Node => ['The URL ends at ', path, '.'],
    copyRaw: 'Copy raw',
    whole: 'Query string',
    parameter: 'Parameter',
  },
};
