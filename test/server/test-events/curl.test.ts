/** What is read out of a curl command is what curl sends: real curl says so, run by a real bash. */
import { describe, expect, it } from 'vitest';
import { readCurl } from '../../../server/test-events/curl.ts';
import { complaintsOf, hasTool } from '../../support/tools.ts';
import { startSink } from '../exports/sink.ts';

const hasCurl = hasTool('curl', ['--version']) && hasTool('bash', ['--version']);
const first = (): number => 0;

/** Method, target, headers and body, what belongs to a connection left out, and boundaries made equal. */
function comparable(request: {
  method: string;
  target: string;
  headers: readonly (readonly [string, string])[];
  body: string;
}) {
  const text = JSON.stringify(request.headers);
  const [, boundary = '\0'] = /boundary=(-{24}\w+)/.exec(text) ?? [];
  return {
    method: request.method,
    target: request.target,
    headers: request.headers
      .filter(([name]) => !/^(?:host|content-length|connection|expect)$/i.test(name))
      .map(([name, value]) => [name, value.replace(boundary, 'BOUNDARY').replace(/^curl\/[\d.]+$/, 'curl')]),
    body: request.body.replaceAll(boundary, 'BOUNDARY'),
  };
}

const commands: readonly string[] = [
  'curl URL',
  'curl URL/a/b?x=1',
  "curl 'URL/?q=a&b=c#fragment' -H 'X-Mark: 1'",
  `curl URL/hook -H 'Content-Type: application/json' -d '{"a":"it'\\''s","b":[1,2]}'`,
  `curl URL/hook --json '{"a":1}'`,
  `curl URL/hook --json '{"a":' --json '1}' -H 'Accept: text/plain'`,
  'curl -X PUT URL/p -d a=1 -d b=2 --data-raw @notafile --data-urlencode "c=ä &/" --data-urlencode =x=y --data-urlencode "plain text"',
  'curl -G URL/search -d q=1 --data-urlencode "r=a b" -d s',
  'curl -G "URL/search?a=1" -d q=1',
  'curl -I URL/head',
  'curl -u user:pa:ss URL/auth',
  'curl --oauth2-bearer tok.en URL/auth',
  "curl -A 'My Agent/1.0' -e http://ref.test/x -b 'a=1; b=2' -b c=3 -r 0-9 --compressed URL",
  "curl -A '' -H 'Accept:' URL",
  "curl -H 'X-Empty;' -H 'X-Gone:' -H 'x-Case:  spaced ' -H 'X-Dup: 1' -H 'X-Dup: 2' URL",
  `curl -sSLkX DELETE URL/combined -H"X-Glued: 1" -HX-Bare:2`,
  "curl --url URL/given --request PATCH --data-binary $'line one\\nline two\\t\\x41\\u00e9\\n'",
  'curl URL/continued \\\n  -H "X-Quoted: \\"a\\" \\\\ \\$HOME" \\\n  --data-raw "two\nlines"',
  "curl URL/form -F name=value -F 'j={\"a\":1};type=application/json' -F 'f=text;filename=x.txt' -F 'q=\"a;b\"' --form-string 's=@not;type=a'",
  'curl URL/x/../y/./z/.. --path-as-is',
  'curl URL/x/../y/./z/..',
  'curl -g "URL/?a[]=1&b={x}"',
  'curl --request-target "/raw?%zz" URL/ignored',
  'curl http://me:secret%40x@HOST/userinfo',
  'curl HOST/without-scheme',
  'curl URL/é?x=1',
  'curl URL/query?',
  "curl -d 'x' -H 'Content-Type: text/plain; charset=utf-8' URL",
  'curl -H "Authorization: Bearer abc" -u a:b URL',
  'curl URL | cat',
  'curl -o /dev/null -w "%{http_code}" URL 2>&1',
  `curl -d "a=1\\\nb" URL`,
  `curl -d a\\&b -d c\\ d URL`,
];

describe('a pasted curl command', () => {
  it.skipIf(!hasCurl).each(commands)('is read as curl sends it: %s', async (command) => {
    const sink = await startSink();
    const host = `127.0.0.1:${sink.port}`;
    const line = command.replaceAll('URL', `http://${host}`).replaceAll('HOST', host);
    const read = readCurl(line, first);
    const arrived = sink.next('');
    expect(
      await complaintsOf('bash', ['-s'], { input: Buffer.from(line), env: { LC_ALL: 'C.UTF-8' } }),
    ).not.toContain('curl:');
    const sent = await arrived;
    expect(comparable({ ...read, body: read.body?.toString('latin1') ?? '' })).toEqual(comparable(sent));
  });
});

describe('what a shell would do with it', () => {
  it.each([
    ['is refused', 'curl "http://h/$HOME"', '$HOME is a variable of a shell: write its value'],
    ['is refused', 'curl -H "X: ${TOKEN}" http://h', '${TOKEN} is a variable of a shell: write its value'],
    ['is refused', 'curl http://h -d "$(cat x)"', '$(…) would run another command: write what it would give'],
    ['is refused', 'curl http://h -d `id`', '`…` would run another command: write what it would give'],
    [
      'is refused',
      'curl http://h/?a=1&b=2',
      'An "&" outside of quotes ends a command: put the URL in quotes',
    ],
    ['is refused', 'curl http://h && rm x', 'Only one command can be read; it is over at "&&"'],
    ['is refused', 'curl -d @/etc/passwd http://h', '-d reads the file "/etc/passwd": files of your machine'],
    ['is refused', 'curl --data-binary @x http://h', '--data-binary reads the file "x"'],
    ['is refused', 'curl -F f=@pic.png http://h', '-F reads the file "pic.png"'],
    ['is refused', 'curl --data-urlencode n@x http://h', '--data-urlencode reads the file "x"'],
    ['is refused', 'curl -b jar.txt http://h', '-b reads the file "jar.txt"'],
    ['is refused', 'curl -T up.bin http://h', '-T reads the file "up.bin"'],
    ['is refused', 'curl -H @heads http://h', '-H reads the file "heads"'],
    ['is refused', 'curl -d @- http://h', '-d reads what is piped into curl, and nothing is'],
    ['is refused', 'curl -K cfg http://h', 'The option -K is not understood here'],
    ['is refused', 'curl --resolve a:1:2 http://h', 'The option --resolve is not understood here'],
    ['is refused', 'curl --__proto__ http://h', 'The option --__proto__ is not understood here'],
    ['is refused', 'curl http://h http://i', 'One URL can be sent to, and here is another: http://i'],
    ['is refused', 'curl "http://h/{a,b}"', 'curl takes [ ] { } in a URL for a list of URLs'],
    ['is refused', 'curl ftp://h/x', '"ftp://h/x" is not an http or https URL'],
    ['is refused', 'curl "http://h:99999/"', '"http://h:99999/" is not a URL'],
    ['is refused', 'curl "http://h/a b"', 'The URL holds blanks'],
    ['is refused', "curl 'http://h", "A quote (') is not closed"],
    ['is refused', 'curl -H "X: 1', 'A quote (") is not closed'],
    ['is refused', "curl -d $'x http://h", "A quote ($') is not closed"],
    ['is refused', 'curl -H', '-H needs a value behind it'],
    ['is refused', 'curl -X "GE T" http://h', '"GE T" is no method'],
    ['is refused', "curl -H $'X: 1\\r\\nY: 2' http://h", 'is no header'],
    ['is refused', 'curl -F a=b -d c http://h', '-F and -d exclude each other'],
    ['is refused', 'curl', 'The command names no URL'],
    ['is refused', '', 'There is no command'],
    ['is refused', 'wget http://h', 'A curl command begins with curl, not with "wget"'],
  ])('%s: %s', (_, command, message) => {
    expect(() => readCurl(command, first)).toThrow(expect.objectContaining({ name: 'BadCommand' }));
    expect(() => readCurl(command, first)).toThrow(message);
  });
});

describe('other shells', () => {
  const body = '{"a":"it\'s \\\\ \\"50%\\" & é","b":1}\n';
  const wanted = {
    method: 'PUT',
    origin: 'https://h.test',
    target: '/hook?a=1&b=2',
    headers: expect.arrayContaining([['Content-Type', 'application/json']]),
    body: Buffer.from(body),
  };

  it('cmd.exe, as Chrome copies for it', () => {
    const escaped = body.replace(/\\(?=")|"/g, (one) => (one === '"' ? '\\"' : '\\\\'));
    const careted = escaped.replace(/[^\w\s{}[\]:,]/g, '^$&').replace(/\n/g, '^\n\n');
    const command =
      'curl.exe ^"https://h.test/hook?a=1^&b=2^" ^\r\n  -X ^"PUT^" ^\r\n' +
      `  -H ^"Content-Type: application/json^" ^\r\n  --data-raw ^"${careted}^"`;
    expect(readCurl(command, first)).toMatchObject(wanted);
  });

  it('cmd.exe, with quotes that nothing escapes', () => {
    const command =
      'curl "https://h.test/hook?a=1&b=2" ^\n -X PUT -H "Content-Type: application/json" ^\n -d "a^b \\"c\\" \\\\"\r\nexit';
    expect(readCurl(command, first)).toMatchObject({ ...wanted, body: Buffer.from('a^b "c" \\') });
  });

  it('PowerShell', () => {
    const command =
      'curl.exe -X PUT "https://h.test/hook?a=1&b=2" `\r\n  -H "Content-Type: application/json" `\r\n' +
      `  --data-raw '${body.replaceAll("'", "''")}'\r\nGet-Date`;
    expect(readCurl(command, first)).toMatchObject(wanted);
  });

  it('a prompt, comments and Windows line ends in sh', () => {
    const command = `# what the docs say\r\n$ curl -X PUT 'https://h.test/hook?a=1&b=2' \\\r\n  --json 'x' # and so on\r\necho done`;
    const { headers, ...rest } = readCurl(command.replace(/^#.*\r\n/, ''), first);
    expect(rest).toMatchObject({ method: 'PUT', target: wanted.target, body: Buffer.from('x') });
    expect(headers).toContainEqual(['Accept', 'application/json']);
  });
});

it('hostile commands of two megabytes are read, or refused, in a moment', () => {
  const size = 2_000_000;
  const filled = (text: string): string => text.repeat(Math.floor(size / text.length));
  const texts = [
    'x'.repeat(10_000_000),
    `curl http://h -d '${filled('x')}'`,
    `curl http://h -d $'${filled('\\x41')}'`,
    `curl http://h -d "${filled('\\"')}"`,
    `curl http://h -F 'a=${filled('x')}'`,
    `curl http://h -F 'a=${filled(';type=')}'`,
    `curl http://h -H 'X: ${filled(' ')}x'`,
    `curl http://h ${filled('-H a:b ')}`,
    `curl http://h ${filled("'' ")}`,
    `curl ^"http://h^" -d ^"${filled('^^')}^"`,
    `curl \`\n http://h -d "${filled('`"')}"`,
    `curl 'http://h/${filled('../')}'`,
    `curl http://h -d "${filled('$(printf ')}"`,
    `curl http://h -d "$(printf '${'\n'.repeat(200_000)}x')"`,
    `curl http://h ${"<<'a'".repeat(60_000)}`,
    // Of these each character more would double the time.
    `curl http://h -d "$(printf '${'x'.repeat(30)}"`,
    `curl http://h -F 'a="${'x'.repeat(30)}'`,
    `curl \`\n -d '${'x'.repeat(30)}`,
    `curl \`\n -d "${'x'.repeat(30)}`,
    filled("'"),
    filled('\\'),
    filled('\n'),
    filled('|'),
  ];
  for (const text of texts) {
    const began = performance.now();
    try {
      readCurl(text, first);
    } catch (cause) {
      expect(cause, text.slice(0, 60)).toMatchObject({ name: 'BadCommand' });
    }
    // Everything that grows with the square of its length would take minutes.
    expect(performance.now() - began, text.slice(0, 60)).toBeLessThan(3_000);
  }
});
