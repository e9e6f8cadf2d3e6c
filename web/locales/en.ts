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
  exports: {
    title: 'Export',
    close: 'Close',
    scope: {
      request: (seq: string) => `Request ${seq}`,
      selection: (n: number, count: string) => `${count} selected ${plural(n, 'request', 'requests')}`,
      filter: (n: number, count: string) => `${count} matching ${plural(n, 'request', 'requests')}`,
      bin: (n: number, count: string) => `All ${count} ${plural(n, 'request', 'requests')} of this bin`,
    },
    format: 'Format',
    groups: { code: 'Code', file: 'Files' },
    loading: 'Loading formats…',
    sendTo: 'Send to',
    sendToHint: 'Where the code sends the request. Empty: to this bin again.',
    download: 'Download',
    copy: 'Copy',
    request: 'Request',
    cancel: 'Cancel',
    sofar: (size: string) => `${size} so far`,
    saved: (name: string, size: string) => `${name} saved, ${size}`,
    cancelled: 'Cancelled. Nothing was saved.',
    notCopied: 'The browser refused to copy. Download the file instead.',
    failed: (reason: string) => `The export failed: ${reason}`,
    brokenOff: 'The server broke it off. A request may have been deleted meanwhile; try again.',
    notLoaded: 'The export dialog could not be loaded. Is Hookglass still running?',
    import: 'Import NDJSON…',
    importHint: 'Adds the requests of an NDJSON export to this bin. You can also drop the file here.',
    importing: (name: string) => `Importing ${name}…`,
    imported: (n: number, count: string) => `${count} ${plural(n, 'request', 'requests')} imported`,
    importFailed: (reason: string) => `The import failed: ${reason}`,
    problems: (n: number, count: string) => `${count} ${plural(n, 'line was', 'lines were')} left out`,
    problemsAtLeast: (count: string) => `${count} lines or more were left out; the first of them`,
    problem: (line: string, message: string) => `Line ${line}: ${message}`,
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
