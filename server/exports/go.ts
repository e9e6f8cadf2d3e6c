import { binaryLiteral, literal, snippet } from './snippet.ts';
import { type Outgoing, type OutgoingBody, sends } from './outgoing.ts';

/** A Go program with nothing but the standard library. */
export const go = snippet({
  id: 'go',
  label: 'Go',
  extension: 'go',
  mediaType: 'text/x-go',
  comment: '//',
  notes: ({ headers }) => (headers.length > 1 ? ['Go sends headers sorted by name.'] : []),
  code: (sent) =>
    [
      'package main',
      '',
      'import (',
      ...importsOf(sent.body).map((name) => `\t"${name}"`),
      ')',
      '',
      'func main() {',
      ...[...bodyLines(sent.body), ...requestLines(sent), ...sendLines].map((line) =>
        line ? `\t${line}` : '',
      ),
      '}',
      '',
    ].join('\n'),
});

const always = ['fmt', 'io', 'log', 'net/http'];

function importsOf(body: OutgoingBody): string[] {
  const more =
    body.kind === 'stored'
      ? ['os']
      : body.kind === 'none'
        ? []
        : body.text === null
          ? ['bytes', 'encoding/base64']
          : ['strings'];
  return [...always, ...more].toSorted();
}

function bodyLines(body: OutgoingBody): string[] {
  if (body.kind === 'none') return [];
  if (body.kind === 'inline' && body.text !== null)
    return [`body := strings.NewReader(${goText(body.text)})`];
  if (body.kind === 'inline') {
    return [
      `data, err := base64.StdEncoding.DecodeString("${body.bytes.toString('base64')}")`,
      ...stopOnError,
      'body := bytes.NewReader(data)',
    ];
  }
  return [
    '// The body is too large for a program: it is fetched from this Hookglass.',
    `get, err := http.NewRequest("GET", ${literal(body.url)}, nil)`,
    ...stopOnError,
    'if token := os.Getenv("HOOKGLASS_TOKEN"); token != "" {',
    '\tget.Header.Set("Authorization", "Bearer "+token)',
    '}',
    'stored, err := http.DefaultClient.Do(get)',
    ...stopOnError,
    'if stored.StatusCode != 200 {',
    '\tlog.Fatal("Hookglass answered ", stored.Status)',
    '}',
    'body := stored.Body',
  ];
}

const stopOnError = ['if err != nil {', '\tlog.Fatal(err)', '}'];

/** JSON reads better in a raw string; what a raw string cannot hold is quoted. */
const goText = (text: string): string =>
  /^[\t\n\x20-\x5f\x61-\x7e]*$/.test(text) && /["\n]/.test(text) ? `\`${text}\`` : literal(text);

function requestLines(sent: Outgoing): string[] {
  const at = sent.target.indexOf('?');
  const path = at < 0 ? sent.target : sent.target.slice(0, at);
  const host = new URL(sent.origin).host;
  return [
    `req, err := http.NewRequest(${literal(sent.method)}, ${literal(`${sent.origin}/`)}, ${sent.body.kind === 'none' ? 'nil' : 'body'})`,
    ...stopOnError,
    '// Opaque: the path as it is, untouched.',
    `req.URL.Opaque = ${literal(`//${host}${path}`)}`,
    ...(at < 0 || at === sent.target.length - 1
      ? []
      : [`req.URL.RawQuery = ${literal(sent.target.slice(at + 1))}`]),
    ...(at === sent.target.length - 1 ? ['req.URL.ForceQuery = true'] : []),
    ...(sent.body.kind === 'stored' ? ['req.ContentLength = stored.ContentLength'] : []),
    ...headerLines(sent),
  ];
}

/** Names as they are: Set would write them in Go's own case. */
function headerLines(sent: Outgoing): string[] {
  const values = new Map<string, string[]>();
  for (const [name, value] of sent.headers) {
    const known = values.get(name);
    if (known) known.push(binaryLiteral(value));
    else values.set(name, [binaryLiteral(value)]);
  }
  const lines = [...values].map(
    ([name, all]) => `req.Header[${binaryLiteral(name)}] = []string{${all.join(', ')}}`,
  );
  return sends(sent, 'user-agent') ? lines : [...lines, 'req.Header["User-Agent"] = []string{""}'];
}

const sendLines = [
  'client := &http.Client{Transport: &http.Transport{DisableCompression: true}}',
  'res, err := client.Do(req)',
  ...stopOnError,
  'defer res.Body.Close()',
  'answer, err := io.ReadAll(res.Body)',
  ...stopOnError,
  'fmt.Println(res.Status, string(answer))',
];
