/** Which headers an answer may have. Pure. */

/** What is wrong: `part` 0 is the name, 1 the value. */
export interface WrongHeader {
  part: 0 | 1;
  reason: string;
}

const framing = 'Hookglass frames the message itself';
const shared = 'it would reach the inspector, which lives on the same origin';

const refused = new Map<string, string>([
  ...['content-length', 'transfer-encoding', 'connection', 'keep-alive', 'trailer', 'te', 'upgrade'].map(
    (name) => [name, `${framing}; for a wrong length there are the faults "long" and "short"`] as const,
  ),
  ['proxy-connection', framing],
  ['hookglass-seq', 'Hookglass sets it on every answer'],
  ...[
    'set-cookie',
    'set-cookie2',
    'clear-site-data',
    'service-worker-allowed',
    'strict-transport-security',
    'alt-svc',
    'access-control-allow-credentials',
  ].map((name) => [name, shared] as const),
]);

// What most senders take of one.
const maxValue = 16_384;

/** True for a value that HTTP can carry: no line break, no control character, one byte a character. */
export const isHeaderValue = (value: string): boolean =>
  value.length <= maxValue && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);

/** Null: it may be sent. */
export function wrongWithHeader(name: string, value: string): WrongHeader | null {
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,200}$/.test(name))
    return { part: 0, reason: `${JSON.stringify(name.slice(0, 80))} cannot be the name of a header` };
  const why = refused.get(name.toLowerCase());
  if (why !== undefined) return { part: 0, reason: `${name} cannot be set: ${why}` };
  if (value.length > maxValue) return { part: 1, reason: `A value has at most ${maxValue} characters` };
  if (!isHeaderValue(value))
    return {
      part: 1,
      reason: 'Line breaks, control characters and characters beyond U+00FF cannot be in a header',
    };
  return null;
}
