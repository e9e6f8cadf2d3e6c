import { binaryLiteral, literal, repeatNotes, snippet } from './snippet.ts';
import { type Outgoing, type OutgoingBody, sends } from './outgoing.ts';

// The standard forbids these methods, and a body with GET and HEAD.
const forbidden = /^(?:CONNECT|TRACE|TRACK)$/;
// A URL parser changes these: it takes dot segments away and escapes.
const changedByParser = /\/(?:\.|%2e){1,2}(?:[/?]|$)|[#"<>\\^`{|}']|^\/\//i;

/** JavaScript, as browsers, Node, Deno and Bun run it. */
export const fetchCode = snippet({
  id: 'fetch',
  label: 'fetch',
  extension: 'mjs',
  mediaType: 'text/javascript',
  comment: '//',
  notes: (sent) => [
    ...(forbidden.test(sent.method) ? [`fetch refuses the method ${sent.method}.`] : []),
    ...(isBodyless(sent) && hasBytes(sent.body) ? [`fetch sends no body with ${sent.method}.`] : []),
    ...(changedByParser.test(sent.target) ? ['fetch tidies this URL up before it sends it.'] : []),
    ...repeatNotes(sent, 'fetch joins repeated headers with a comma'),
  ],
  code(sent) {
    const withBody = !isBodyless(sent) && sent.body.kind !== 'none';
    const options = [
      `  method: ${literal(sent.method)},`,
      '  headers: [',
      ...sent.headers.map(([name, value]) => `    [${binaryLiteral(name)}, ${binaryLiteral(value)}],`),
      '  ],',
      ...(withBody ? ['  body,'] : []),
      "  redirect: 'manual',",
    ];
    return [
      ...(withBody ? bodyLines(sent) : []),
      `const response = await fetch(${literal(sent.origin + sent.target)}, {`,
      ...options,
      '});',
      'console.log(response.status, await response.text());',
      '',
    ].join('\n');
  },
});

const isBodyless = ({ method }: Outgoing): boolean => method === 'GET' || method === 'HEAD';
const hasBytes = (body: OutgoingBody): boolean =>
  body.kind === 'stored' || (body.kind === 'inline' && body.bytes.length > 0);

function bodyLines(sent: Outgoing): string[] {
  const { body } = sent;
  if (body.kind === 'none') return [];
  if (body.kind === 'stored') {
    return [
      '// The body is too large for a snippet: it is fetched from this Hookglass.',
      'const token = globalThis.process?.env.HOOKGLASS_TOKEN;',
      `const stored = await fetch(${literal(body.url)}, {`,
      '  headers: token ? { authorization: `Bearer ${token}` } : {},',
      '});',
      'if (!stored.ok) throw new Error(`Hookglass answered ${stored.status}`);',
      'const body = await stored.arrayBuffer();',
    ];
  }
  if (body.text === null)
    return [
      `const body = Uint8Array.from(atob('${body.bytes.toString('base64')}'), (c) => c.charCodeAt(0));`,
    ];
  // To a string fetch adds a content type, to bytes it does not.
  if (sends(sent, 'content-type')) return [`const body = ${literal(body.text)};`];
  return [`const body = new TextEncoder().encode(${literal(body.text)});`];
}
