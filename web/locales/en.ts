/**
 * English, and with it the list of all words the page says: a section for every room, plain texts, and functions
 * where something goes in. Whoever adds a key here adds it in every language; the type check says which is missing.
 */
import type { ComponentChildren as Node } from 'preact';
import type { Reason } from '../renderers/unreadable.ts';

const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

/** Why a body is not what it says it is. */
function whyNot(reason: Reason): string {
  const found =
    'found' in reason ? (reason.found === null ? 'the end of the body' : `“${reason.found}”`) : '';
  switch (reason.code) {
    case 'value':
      return `expected a value, found ${found}`;
    case 'key':
      return `expected a key in quotes, found ${found}`;
    case 'colon':
      return `expected “:”, found ${found}`;
    case 'comma-or-brace':
      return `expected “,” or “}”, found ${found}`;
    case 'comma-or-bracket':
      return `expected “,” or “]”, found ${found}`;
    case 'end':
      return `expected the end, found ${found}`;
    case 'closed-string':
      return 'expected a string that ends, without line breaks or unknown escapes in it';
    case 'stray-tag':
      return 'a tag that does not end, or a stray “<”';
    case 'wrong-end':
      return `“</${reason.name}>” ends what “<${reason.open}>” began`;
    case 'never-closed':
      return `“<${reason.name}>” is never closed`;
    case 'too-many-values':
      return `it has more than ${reason.most.toLocaleString('en')} values`;
    case 'no-boundary':
      return 'its Content-Type names no boundary';
    case 'boundary-missing':
      return 'the boundary of its Content-Type stands nowhere in the body';
    case 'line-feeds':
      return 'its lines end with LF alone, the standard wants CR LF';
  }
}

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
  body: {
    tab: 'Body',
    none: 'No body',
    cameWithout: (method: string) => `${method} request came without one.`,
    thisCameWithout: 'This request came without one.',
    loading: 'Loading the body',
    reading: 'Reading the body',
    notLoaded: 'Could not load the body',
    noCode: 'Could not load this part of the page',
    view: 'Body view',
    views: {
      tree: 'Tree',
      pretty: 'Pretty',
      raw: 'Raw',
      hex: 'Hex',
      form: 'Form',
      parts: 'Parts',
      preview: 'Preview',
    },
    copyBody: 'Copy body as text',
    save: 'Download body',
    kept: (stored: string, size: string) => `Cut: the first ${stored} of ${size} are kept.`,
    heavy: (size: string) => `${size}: shown raw, setting it out takes a moment.`,
    anyway: (view: string) => `Show as ${view} anyway`,
    notUtf8: 'Not valid UTF-8: each byte is shown as one latin1 character. Hex shows the bytes.',
    unknownCharset: (charset: string) => `The charset “${charset}” is not known here: shown as UTF-8.`,
    notValid: (format: string, why: string) => `Not valid ${format}, shown raw: ${why}`,
    at: (line: number, column: number, why: string) => `line ${line}, column ${column}: ${why}`,
    whyNot,
    severalValues: (n: number) =>
      `${n} JSON values one after the other: most parsers take only one and refuse this body.`,
    firstLines: (count: string) => `The first ${count} lines are shown. Download has all.`,
    mostLines: (count: string) => `The first ${count} lines are shown. Fold some to see those after.`,

    find: 'Find in body',
    found: (n: number) => `${n} ${plural(n, 'match', 'matches')}`,
    previous: 'Previous match (Shift+Enter)',
    next: 'Next match (Enter)',
    endFind: 'End find (Esc)',

    treeLabel: 'JSON body',
    keys: (n: number) => `${n} ${plural(n, 'key', 'keys')}`,
    items: (n: number) => `${n} ${plural(n, 'item', 'items')}`,
    lines: (n: number) => `${n} ${plural(n, 'line', 'lines')}`,
    showAll: 'show all',
    peek: 'Show the whole value (Enter)',
    level: 'Level',
    levels: (n: number) => `${n} ${plural(n, 'level', 'levels')}`,
    foldToLevel: 'Fold to a level',
    foldAll: 'Fold all',
    unfoldAll: 'Unfold all',
    value: 'Value',
    subtree: 'Subtree',
    path: 'Path',
    copyValue: 'Copy value (Ctrl+C)',
    copySubtree: 'Copy subtree as sent (Ctrl+C)',
    copyPath: 'Copy path (Y)',
    filterByValue: 'Filter list by this value',
    filterByValueOf: (name: string) => `Filter list by the value of ${name}`,
    noFilter: 'This value cannot be a filter: it is empty or too long.',
    openUrl: 'Open this URL in a new tab',
    readJwt: 'JWT: read, not verified',
    readBase64: 'base64: decode',
    jwtTitle: 'JWT, decoded and not verified: anybody can write one',
    base64Title: (type: string, size: string) => `Decoded from base64: ${type}, ${size}`,
    stringTitle: (n: number, count: string) => `${count} ${plural(n, 'character', 'characters')} as sent`,
    closePeek: 'Close (Esc)',

    field: 'Field',
    decodedValue: 'Value, decoded',
    firstPairs: (most: string, count: string) => `The first ${most} of ${count} are shown. Raw has all.`,
    hexLabel: 'Hex dump',
    imageAlt: 'The body of the request',
    notDrawable: 'cannot be drawn',
    imageFacts: (type: string, measures: string, bytes: string) => `${type} · ${measures} · ${bytes} bytes`,

    partsLabel: 'Parts',
    part: 'Part',
    unnamed: (n: number) => `Part ${n}`,
    noType: 'no type',
    copyPart: 'Copy part as text',
    savePartWord: 'Download',
    savePart: (n: number) => `Download part ${n}`,
    partHeaders: (n: number) => `${n} ${plural(n, 'header', 'headers')} as sent`,
    partCut: 'The end of this part did not arrive.',
    nested: 'A multipart inside a part: shown as it came.',
    noEnd:
      'The last boundary is missing: the body was cut, or the sender did not end it. Most parsers refuse it.',
    tooManyParts: (count: string) => `The first ${count} parts are shown. Raw has all.`,
    findPart: 'Find a part by name',
    partsShown: (first: string, last: string, count: string) => `${first}–${last} of ${count}`,
    previousParts: 'Parts before',
    nextParts: 'Parts after',

    coding: 'Content coding',
    decoded: 'Decoded',
    asSent: 'As sent',
    sizes: (codings: string, sent: string, decoded: string) =>
      `${codings}: ${sent} as sent, ${decoded} decoded`,
    sentSize: (codings: string, sent: string) => `${codings}: ${sent}, shown as sent`,
    notDecoded: (why: string) => `Not decoded: ${why}.`,
    cutDecoding: (limit: string) =>
      `Decoding stopped at ${limit}: what comes after is not shown. Such a body can be a bomb.`,
    broken: (coding: string, why: string) => `Not valid ${coding}, shown as sent: ${why}.`,
    brokenPartly: (coding: string, why: string) =>
      `Broken ${coding}: this is what could be decoded before “${why}”.`,
  },
};
