import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { Bin } from '../../server/contract.ts';
import { run, type ServerProcess, spawnServer } from '../support/process.ts';
import { temporaryFolder } from '../support/server.ts';
import { githubHeaders, otherSecret, secret } from '../support/signed.ts';

const body = '{"ref":"refs/heads/main"}';
const name = 'hookglass.config.json';

/** A folder with a file of bins; `file` is text, or what becomes JSON. */
async function folderWith(file: unknown): Promise<string> {
  const folder = await temporaryFolder();
  await write(folder, file);
  return folder;
}

const write = (folder: string, file: unknown): Promise<void> =>
  writeFile(join(folder, name), typeof file === 'string' ? file : JSON.stringify(file));

/** Starts in the folder, with its database there as well. */
const startIn = (
  folder: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<ServerProcess> =>
  spawnServer(['--port', '0', '--data', join(folder, 'data'), ...args], env, folder);

async function restart(server: ServerProcess, ...parts: Parameters<typeof startIn>): Promise<ServerProcess> {
  expect((await server.kill('SIGTERM')).code).toBe(0);
  return startIn(...parts);
}

const checked = (folder: string, env: NodeJS.ProcessEnv = {}) => run(['config', 'check'], env, folder);
const github = { provider: 'github', secrets: [{ env: 'GITHUB_SECRET' }], mode: 'reject' };
const env = { GITHUB_SECRET: secret };

describe('bins in a file', () => {
  it('are there after the start, with secrets from the environment, and are checked by them', async () => {
    const folder = await folderWith(`{
      // comments and trailing commas are fine
      "bins": [
        { "id": "code", "name": "Code", "labels": ["dev"], "verification": [${JSON.stringify(github)}] },
        { "id": "quiet", "paused": true },
      ],
    }`);
    const server = await startIn(folder, [], env);
    expect(await server.bin('code')).toMatchObject({ name: 'Code', labels: ['dev'], declared: name });
    expect(await server.bin('quiet')).toMatchObject({ name: 'quiet', paused: true });
    expect((await server.send('code', { headers: githubHeaders(body), body })).status).toBe(200);
    expect((await server.send('code', { headers: githubHeaders(body, otherSecret), body })).status).toBe(401);
    await server.send('other', { body });
    expect((await server.bin('other')).declared).toBeNull();
    const { stdout, stderr } = await server.kill('SIGTERM');
    expect(stdout).toContain(`Declared in  ${name}: 2 bins (code, quiet)`);
    expect(stdout + stderr).not.toContain(secret);
  });

  it('win at every start for what they say; what they do not say, and other bins, stay', async () => {
    const folder = await folderWith({ bins: [{ id: 'a', name: 'From the file' }, { id: 'b' }] });
    const first = await startIn(folder);
    const change = (id: string, json: unknown) => first.api(`/api/bins/${id}`, { method: 'PATCH', json });
    await change('a', { name: 'From the page', labels: ['kept'] });
    await first.api('/api/bins/b', { method: 'DELETE' });
    await first.send('a', { body });
    await first.send('mine', { body });
    const again = await restart(first, folder);
    expect(await again.bin('a')).toMatchObject({ name: 'From the file', labels: ['kept'], requests: 1 });
    expect(await again.bin('b')).toMatchObject({ id: 'b', requests: 0 });
    expect(await again.bin('mine')).toMatchObject({ requests: 1 });
  });

  it('answer as the file says, and only differ from it until the next start', async () => {
    const response = {
      rules: [{ match: { path: '/orders*' }, answers: [{ status: 503 }, { status: 200 }] }],
      status: 202,
      body: 'fine',
    };
    const folder = await folderWith({ bins: [{ id: 'a', response }] });
    const first = await startIn(folder);
    const declared = (await first.bin('a')).response;
    expect(declared).toMatchObject({
      answers: [{ status: 202, body: { kind: 'fixed', text: 'fine' } }],
      rules: [{ id: 'rule-1', match: response.rules[0]?.match, answers: [{ status: 503 }, { status: 200 }] }],
    });
    await first.api('/api/bins/a', { method: 'PATCH', json: { response: { status: 500 } } });
    const again = await restart(first, folder);
    expect((await again.bin('a')).response).toEqual(declared);
  });

  it('take their names back, also when another bin of the file was given them', async () => {
    const folder = await folderWith({ bins: [{ id: 'a' }] });
    const first = await startIn(folder);
    await first.send('a', { body });
    await first.api('/api/bins/a', { method: 'PATCH', json: { id: 'b' } });
    expect((await first.bin('b')).declared).toBe(name);
    const second = await restart(first, folder);
    expect(await second.bin('a')).toMatchObject({ id: 'a', aliases: ['b'], requests: 1 });
    await second.api('/api/bins/a', { method: 'PATCH', json: { id: 'b' } });
    await write(folder, { bins: [{ id: 'a' }, { id: 'b' }] });
    const third = await restart(second, folder);
    expect(await third.bin('a')).toMatchObject({ id: 'a', requests: 0, aliases: [] });
    expect(await third.bin('b')).toMatchObject({ id: 'b', requests: 1, aliases: [] });
  });

  it('check nothing anew and keep the ids of secrets when the file is the same', async () => {
    const folder = await folderWith({ bins: [{ id: 'a', verification: [github] }] });
    const first = await startIn(folder, [], env);
    await first.send('a', { headers: githubHeaders(body), body });
    const before = (await first.bin('a')).verification;
    const second = await restart(first, folder, [], env);
    const { verification, rechecking } = await second.bin('a');
    expect({ verification, rechecking }).toEqual({ verification: before, rechecking: null });
    const third = await restart(second, folder, [], { GITHUB_SECRET: otherSecret });
    expect((await third.bin('a')).verification[0]?.secrets[0]?.id).not.toBe(before[0]?.secrets[0]?.id);
    await expect
      .poll(async () => (await third.request('a', 1)).signature, { timeout: 10_000 })
      .toBe('invalid');
  });

  it('keep as much as they say, unless the command line or the environment says otherwise', async () => {
    const folder = await folderWith({ keep: { requests: 2, bytes: '1mb' }, bins: [] });
    const limits = async (server: ServerProcess) =>
      (await server.api<{ keepRequests: number; keepBytes: number }>('/api/system')).body;
    const first = await startIn(folder);
    expect(await limits(first)).toMatchObject({ keepRequests: 2, keepBytes: 2 ** 20 });
    const second = await restart(first, folder, ['--keep-requests', '7'], { HOOKGLASS_KEEP_BYTES: '3mb' });
    expect(await limits(second)).toMatchObject({ keepRequests: 7, keepBytes: 3 * 2 ** 20 });
  });

  it('are read from where --config or the environment says, or not at all', async () => {
    const folder = await folderWith('this is not JSON');
    await writeFile(join(folder, 'other.json'), '{"bins":[{"id":"there"}]}');
    const first = await startIn(folder, ['--config', 'other.json']);
    expect((await first.bin('there')).declared).toBe('other.json');
    const second = await restart(first, folder, ['--config', 'none']);
    expect((await second.bin('there')).declared).toBeNull();
    await second.kill('SIGTERM');
    const missing = await run(['--data', ':memory:'], { HOOKGLASS_CONFIG: 'missing.json' }, folder);
    expect(missing).toMatchObject({ code: 2, stderr: 'missing.json: There is no such file\n' });
  });

  it('end the start with 2 when anything is wrong, before the database is touched', async () => {
    const folder = await folderWith({ bins: [{ id: 'a', verification: [github] }] });
    const { code, stdout, stderr } = await run(['--port', '0', '--data', join(folder, 'data')], {}, folder);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('The environment variable GITHUB_SECRET is not set');
    await expect(readFile(join(folder, 'data', 'hookglass.db'))).rejects.toThrow('ENOENT');
  });
});

describe('hookglass config check', () => {
  it('says what a good file declares, and ends with 0', async () => {
    const folder = await folderWith({ keep: { age: '7d' }, bins: [{ id: 'a', verification: [github] }] });
    const { code, stdout, stderr } = await checked(folder, env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`${name} is fine: 1 bin (a), --keep-age 7d\n`);
  });

  it('takes the example of README', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    const [, example = ''] = /```jsonc\n(.*?)```/s.exec(readme) ?? [];
    const { code, stdout } = await checked(await folderWith(example), { STRIPE_SECRET: secret });
    expect(code).toBe(0);
    expect(stdout).toContain('2 bins (stripe, boards), --keep-requests 5000');
  });

  it('names every mistake with its line, column and key, in the order of the file, and ends with 2', async () => {
    const folder = await folderWith(`{
  "keep": { "requests": 0, "age": 5, "bytes": "lots" },
  "bins": [
    { "id": "a", "nmae": "x", "labels": ["l", "l"] },
    { "name": "no id" },
    {
      "id": "a",
      "verification": [
        { "provider": "stirpe", "secrets": ["${secret}"], "mode": "${secret}" },
        { "provider": "github", "secrets": [{ "env": "NOT_SET" }, { "env": "${otherSecret.replaceAll('-', '_')}" }] },
        { "provider": "github", "secrets": [], "mode": "reject" },
        { "provider": "stripe", "secrets": [{ "text": "${secret}" }], "values": { "colour": "red" } },
        { "provider": "standardwebhooks", "secrets": [{ "text": "${secret}!" }] },
        { "provider": "stripe", "secrets": [{ "text": "${secret}" }], "handshake": true },
        { "provider": "slack", "handshake": "yes" }
      ]
    },
    { "id": "Not An Id" }
  ]
}`);
    const { code, stdout, stderr } = await checked(folder);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const at = 'bins[2].verification';
    expect(stderr.trimEnd().split('\n')).toEqual([
      `${name}:2:25 keep.requests: This must be a whole number from 1 to 2147483648`,
      `${name}:2:35 keep.age: This must be text in quotes`,
      `${name}:2:47 keep.bytes: This must be a size like 500kb, 10mb or 1gb`,
      `${name}:4:18 bins[0].nmae: There is no such key (did you mean "name"?)`,
      `${name}:4:41 bins[0].labels: One of these stands twice`,
      `${name}:5:5 bins[1].id: This is missing`,
      `${name}:7:13 bins[2].id: bins[0] is called "a" already`,
      `${name}:9:23 ${at}[0].provider: There is no provider "stirpe" (did you mean "stripe"?)`,
      `${name}:9:45 ${at}[0].secrets[0]: This must be an object: { … }`,
      expect.stringMatching(
        /:9:\d+ bins\[2]\.verification\[0]\.mode: There is no mode of this name; it is one of observe, reject$/,
      ),
      `${name}:10:54 ${at}[1].secrets[0].env: The environment variable NOT_SET is not set`,
      `${name}:10:76 ${at}[1].secrets[1].env: The environment variable that is named here is not set`,
      expect.stringMatching(/:11:44 .*\[2]\.secrets: Without a secret every request would be refused/),
      expect.stringMatching(/:12:\d+ .*\[3]\.values\.colour: Stripe has no field "colour"$/),
      expect.stringMatching(/:13:\d+ .*\[4]\.secrets\[0]: The secret is not base64\.$/),
      expect.stringMatching(/:14:\d+ .*\[5]\.handshake: Stripe begins without a handshake$/),
      `${name}:15:45 ${at}[6].handshake: This must be true or false`,
      expect.stringMatching(/:18:13 bins\[3]\.id: This cannot be used: Lower-case letters, digits/),
    ]);
    expect(stderr).not.toContain(secret);
    expect(stderr).not.toContain(otherSecret.replaceAll('-', '_'));
  });

  it('names what cannot be answered, of values of either kind what is wrong in the one that was meant', async () => {
    const folder = await folderWith(`{ "bins": [
      {"id":"a","response":{"status":700,"headers":{"x":1},"body":7,"delay":"5"}},
      {"id":"b","response":{"rules":[{"match":{"path":"/x","method":["GET"]},"answers":[{"body":{"kind":"fixd"}}]}]}},
      {"id":"c","response":{"body":{"kind":"template","text":"{% nope %}"}}},
      {"id":"d","response":{"answers":[{"status":503}],"status":200}}
    ]}`);
    const { stderr } = await checked(folder);
    expect(stderr.trimEnd().split('\n')).toEqual([
      `${name}:2:38 bins[0].response.status: This must be 599 or less`,
      `${name}:2:57 bins[0].response.headers.x: This must be text in quotes`,
      `${name}:2:67 bins[0].response.body: This must be text in quotes or an object: { … }`,
      `${name}:2:77 bins[0].response.delay: This must be a whole number or an object: { … }`,
      `${name}:3:60 bins[1].response.rules[0].match.method: There is no such key (did you mean "methods"?)`,
      expect.stringMatching(/body\.kind: There is no kind "fixd" \(did you mean "fixed"\?\)$/),
      expect.stringMatching(/^hookglass\.config\.json:4:62 bins\[2]\.response\.body\.text: .*nope/),
      `${name}:5:65 bins[3].response.status: Either one answer or a list of answers, not both`,
    ]);
  });

  it.each([
    ['', '1:1 The file is empty'],
    ['[]', '1:1 This must be an object: { … }'],
    ['{\n  "bins": [}\n', '2:12 A value is expected here'],
    ['{"bins": [{"id":"a"} {"id":"b"}]}', '1:22 A comma is missing before this'],
    ['{"bins": [],\n "bins": []}', '2:2 bins: This key stands twice'],
    ['{"a": "not closed\n}', '1:7 This text is not closed'],
    ['\ufeff{"bin": []}', '1:2 bin: There is no such key (did you mean "bins"?)'],
    ['{"__proto__": {"bins": []}}', '1:2 __proto__: There is no such key; there are $schema, keep, bins'],
    ['{"constructor": 1}', '1:2 constructor: There is no such key; there are $schema, keep, bins'],
    ['['.repeat(200_000), '1:1 This is nested too deeply'],
  ])('places what is no such JSON: %.40j', async (text, line) => {
    const { code, stderr } = await checked(await folderWith(text));
    expect(code).toBe(2);
    expect(stderr.split('\n')).toContain(`${name}:${line}`);
  });

  it('says what cannot be read', async () => {
    const folder = await folderWith('');
    await writeFile(join(folder, 'latin1.json'), Buffer.from('{"a":"\xe9"}', 'latin1'));
    const check = (file: string) => run(['config', 'check', file], {}, folder);
    expect(await check('latin1.json')).toMatchObject({
      code: 2,
      stderr: 'latin1.json: The file is not UTF-8\n',
    });
    expect(await check('.')).toMatchObject({ code: 2, stderr: '.: This is a folder, not a file\n' });
    await rm(join(folder, name));
    expect(await checked(folder)).toMatchObject({ code: 2, stderr: `${name}: There is no such file\n` });
    expect(await run(['config', 'chekc'], {}, folder)).toMatchObject({ code: 2 });
  });
});

it('hookglass config schema is a JSON Schema by which editors find the same mistakes', async () => {
  const { code, stdout } = await run(['config', 'schema']);
  expect(code).toBe(0);
  const isFine = new Ajv({ strict: false }).compile(JSON.parse(stdout) as object);
  const bin = (verification: unknown): unknown => ({ bins: [{ id: 'a', verification: [verification] }] });
  expect(isFine({ $schema: './schema.json', ...(bin(github) as Bin) })).toBe(true);
  expect(isFine(bin({ provider: 'monday', handshake: true }))).toBe(true);
  expect(isFine(bin({ ...github, provider: 'stirpe' }))).toBe(false);
  expect(isFine(bin({ ...github, secrets: [{ evn: 'X' }] }))).toBe(false);
  expect(isFine({ bins: [{ id: 'a', nmae: 'x' }] })).toBe(false);
});
