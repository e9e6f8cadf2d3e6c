/** Step 1: finds the signature header and takes it apart. Total: what cannot be read is a problem with a reason. */
import type { HeaderPair } from '../contract.ts';
import { headerValues } from '../headers.ts';
import { type Problem, problem, type Reading, type Scheme, type SignedRequest } from './signature.ts';

const maxSignatures = 32;
const maxHeaderLength = 16 * 1024;

type Taken = Pick<Reading, 'parts' | 'signatures' | 'timestamp'>;

/** Reads the headers that a scheme names; the problem is `unsigned` or `malformed`. */
export function readHeaders(scheme: Scheme, { headers }: SignedRequest): Reading | Problem {
  const found = signatureHeaders(headers, scheme.header);
  const [first] = found;
  if (!first)
    return problem('unsigned', 'no_signature_header', 'There is no {header} header.', {
      header: displayName(scheme.header),
    });
  const repeated = found.find(([name], at) => found.findIndex(([other]) => sameName(other, name)) !== at);
  if (repeated) return repeatedHeader(repeated[0]);
  const value = found.map(([, text]) => text.trim()).join(', ');
  if (value.length > maxHeaderLength)
    return problem('malformed', 'signature_too_long', 'The signature header holds {length} characters.', {
      length: value.length,
    });
  const taken = found.map(([, text]) => take(scheme, text.trim()));
  const bad = taken.find((one) => 'reason' in one);
  if (bad) return bad;
  return withCompanions(scheme, headers, first[0], value, taken as Taken[]);
}

function withCompanions(
  scheme: Scheme,
  headers: readonly HeaderPair[],
  header: string,
  value: string,
  taken: readonly Taken[],
): Reading | Problem {
  const signatures = taken.flatMap((one) => one.signatures);
  if (signatures.length > maxSignatures)
    return problem('malformed', 'too_many_signatures', 'The header holds {count} signatures.', {
      count: signatures.length,
    });
  const id = scheme.idHeader === null ? null : companion(headers, scheme.idHeader);
  if (isProblemOrNull(id)) return id;
  const timeHeader = scheme.time?.header ?? null;
  const timestamp = timeHeader === null ? (taken[0]?.timestamp ?? null) : companion(headers, timeHeader);
  if (isProblemOrNull(timestamp)) return timestamp;
  if (scheme.idHeader && id === null) return missing(scheme.idHeader);
  if (timeHeader && timestamp === null && needs(scheme)) return missing(timeHeader);
  return { header, value, parts: taken.flatMap((one) => one.parts), signatures, id, timestamp };
}

const isProblemOrNull = (value: string | Problem | null): value is Problem =>
  typeof value === 'object' && value !== null;

const needs = (scheme: Scheme): boolean =>
  scheme.content.includes('timestamp') || scheme.time?.tolerance != null;

const missing = (header: string): Problem =>
  problem('malformed', 'missing_header', 'The signature covers {header}, and that header is missing.', {
    header: displayName(header),
  });

const repeatedHeader = (name: string): Problem =>
  problem('malformed', 'repeated_header', '{header} was sent more than once; it must stand alone.', {
    header: displayName(name),
  });

/** The value of a header that belongs to the signature. */
function companion(headers: readonly HeaderPair[], name: string): string | Problem | null {
  const values = headerValues(headers, name);
  return values.length > 1 ? repeatedHeader(name) : (values[0]?.trim() ?? null);
}

const sameName = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

/** The headers of this name, as sent. */
function signatureHeaders(headers: readonly HeaderPair[], name: string): HeaderPair[] {
  if (!name.endsWith('-#'))
    return headers.filter(([key]) => key.length === name.length && sameName(key, name));
  const start = name.slice(0, -1);
  return headers.filter(
    ([key]) => key.toLowerCase().startsWith(start) && /^\d{1,3}$/.test(key.slice(start.length)),
  );
}

function take(scheme: Scheme, value: string): Taken | Problem {
  if (scheme.format.kind === 'plain') return takePlain(value, scheme.format);
  if (scheme.format.kind === 'pairs') return takePairs(value, scheme.format);
  return takeVersions(value, scheme.format);
}

function takePlain(
  value: string,
  { prefix, optional }: Scheme['format'] & { kind: 'plain' },
): Taken | Problem {
  if (value === '') return empty();
  const has = value.startsWith(prefix);
  if (!has && !optional)
    return problem('malformed', 'no_prefix', 'The signature does not begin with "{prefix}".', { prefix });
  const signature = has ? value.slice(prefix.length) : value;
  if (signature === '') return empty();
  return {
    parts: [{ label: has ? prefix : '', value: short(signature) }],
    signatures: [signature],
    timestamp: null,
  };
}

const empty = (): Problem => problem('malformed', 'empty_signature', 'The signature is empty.');

function takePairs(
  value: string,
  { separator, time, signature }: Scheme['format'] & { kind: 'pairs' },
): Taken | Problem {
  const pairs = value.split(separator, maxSignatures * 2).map((pair) => {
    const at = pair.indexOf('=');
    return at < 0
      ? (['', pair.trim()] as const)
      : ([pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const);
  });
  const all = (key: string): string[] => pairs.filter(([one]) => one === key).map(([, text]) => text);
  const signatures = all(signature).filter((text) => text !== '');
  const [timestamp = null, second] = time === null ? [] : all(time);
  if (signatures.length === 0)
    return problem('malformed', 'no_pair', 'The header holds no "{key}=".', { key: signature });
  if (time !== null && timestamp === null)
    return problem('malformed', 'no_pair', 'The header holds no "{key}=".', { key: time });
  if (second !== undefined)
    return problem('malformed', 'repeated_pair', 'The header holds "{key}=" more than once.', {
      key: time ?? '',
    });
  return { parts: pairs.map(([label, text]) => ({ label, value: short(text) })), signatures, timestamp };
}

function takeVersions(
  value: string,
  { version, bare }: Scheme['format'] & { kind: 'versions' },
): Taken | Problem {
  const parts = value
    .split(' ', maxSignatures * 2)
    .filter(Boolean)
    .map((one) => {
      const at = one.indexOf(',');
      return at < 0 ? { label: '', value: one } : { label: one.slice(0, at), value: one.slice(at + 1) };
    });
  const signatures = parts
    .filter(({ label }) => label === version || (bare && label === ''))
    .map((one) => one.value)
    .filter(Boolean);
  if (signatures.length === 0)
    return problem('malformed', 'no_version', 'The header holds no signature of version {version}.', {
      version,
    });
  return { parts: parts.map((one) => ({ ...one, value: short(one.value) })), signatures, timestamp: null };
}

/** Long enough for every real signature, short enough to send and show. */
export const short = (text: string): string => (text.length > 1024 ? `${text.slice(0, 1023)}…` : text);

/** `x-hub-signature-256` as people write it. */
export const displayName = (name: string): string =>
  name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
