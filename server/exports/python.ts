import { binaryLiteral, literal, repeatNotes, snippet } from './snippet.ts';
import { type Outgoing, type OutgoingBody, sends } from './outgoing.ts';

// requests escapes these, and takes dot segments away.
const changedByParser = /\/\.{1,2}(?:[/?]|$)|[#"<>\\^`{|}]|%(?![0-9a-f]{2})|\?$/i;

/** Python with the library requests. */
export const python = snippet({
  id: 'python',
  label: 'Python requests',
  extension: 'py',
  mediaType: 'text/x-python',
  comment: '#',
  notes: (sent) => [
    ...(changedByParser.test(sent.target) ? ['requests tidies this URL up before it sends it.'] : []),
    ...repeatNotes(sent, 'requests sends a header once; joined with a comma'),
  ],
  code: (sent) =>
    [
      ...(sent.body.kind === 'inline' && sent.body.text === null ? ['import base64'] : []),
      ...(sent.body.kind === 'stored' ? ['import os'] : []),
      '',
      'import requests',
      ...(skipped(sent).length > 0 ? ['from urllib3.util import SKIP_HEADER'] : []),
      '',
      ...bodyLines(sent.body),
      'headers = {',
      ...headerLines(sent),
      '}',
      `response = requests.request(${literal(sent.method)}, ${literal(sent.origin + sent.target)},`,
      `                            headers=headers, ${dataOf(sent.body)}allow_redirects=False)`,
      'print(response.status_code, response.text)',
      '',
    ]
      .join('\n')
      .trimStart(),
});

const dataOf = ({ kind }: OutgoingBody): string => (kind === 'none' ? '' : 'data=body, ');

/** What requests and urllib3 add by themselves. */
const skipped = (sent: Outgoing): string[] =>
  ['User-Agent', 'Accept-Encoding'].filter((name) => !sends(sent, name.toLowerCase()));

function headerLines(sent: Outgoing): string[] {
  const joined = new Map<string, [name: string, values: string[]]>();
  for (const [name, value] of sent.headers) {
    const known = joined.get(name.toLowerCase());
    if (known) known[1].push(value);
    else joined.set(name.toLowerCase(), [name, [value]]);
  }
  return [
    ...[...joined.values()].map(
      ([name, values]) => `    ${binaryLiteral(name)}: ${binaryLiteral(values.join(', '))},`,
    ),
    ...(sends(sent, 'accept') ? [] : ['    "Accept": None,']),
    ...skipped(sent).map((name) => `    "${name}": SKIP_HEADER,`),
  ];
}

function bodyLines(body: OutgoingBody): string[] {
  if (body.kind === 'none') return [];
  if (body.kind === 'stored') {
    return [
      '# The body is too large for a snippet: it is fetched from this Hookglass.',
      'token = os.environ.get("HOOKGLASS_TOKEN")',
      `stored = requests.get(${literal(body.url)},`,
      '                      headers={"Authorization": f"Bearer {token}"} if token else {})',
      'stored.raise_for_status()',
      'body = stored.content',
    ];
  }
  if (body.text === null) return [`body = base64.b64decode("${body.bytes.toString('base64')}")`];
  return [`body = ${literal(body.text)}.encode()`];
}
