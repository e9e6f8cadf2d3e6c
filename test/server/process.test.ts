import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { run, spawnServer } from '../support/process.ts';
import { temporaryFolder } from '../support/server.ts';

describe('the process', () => {
  it('says first where it listens, on a port of its own choice for 0', async () => {
    const server = await spawnServer(['--port', '0', '--data', ':memory:']);
    expect(server.firstLine).toMatch(/^Hookglass listening on http:\/\/localhost:\d+$/);
    expect((await server.api('/healthz')).status).toBe(200);
    expect((await server.api('/readyz')).status).toBe(200);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends with 0 within two seconds of %s, keep-alive clients or not, and keeps everything',
    async (signal) => {
      const data = await temporaryFolder();
      const server = await spawnServer(['--port', '0', '--data', data]);
      await server.send('a', { body: 'kept' });
      const idle = connect(server.port, '127.0.0.1');
      onTestFinished(() => void idle.destroy());
      await once(idle, 'connect');
      const started = performance.now();
      expect(await server.kill(signal)).toMatchObject({ code: 0, stderr: '' });
      expect(performance.now() - started).toBeLessThan(2000);
      const again = await spawnServer(['--port', '0', '--data', data]);
      expect((await again.body('a')).toString()).toBe('kept');
    },
  );

  it('keeps the part of an upload that had arrived when it was told to stop', async () => {
    const data = await temporaryFolder();
    const server = await spawnServer(['--port', '0', '--data', data]);
    await server.api('/api/bins', { method: 'POST', json: { id: 'a' } });
    const upload = connect(server.port, '127.0.0.1');
    upload.on('error', () => undefined);
    upload.write('POST /in/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf of it');
    // A second request on another connection, answered, proves that the first one was read.
    await server.send('a');
    expect((await server.kill('SIGTERM')).code).toBe(0);
    const again = await spawnServer(['--port', '0', '--data', data]);
    expect((await again.body('a', 2)).toString()).toBe('half of it');
    expect(await again.request('a', 2)).toMatchObject({ state: 'aborted', status: 0 });
  });

  it.each([
    [['--nonsense'], '--nonsense'],
    [['--port', '70000'], '--port'],
    [['--port', 'x'], '--port'],
    [['--max-body', 'lots'], '--max-body'],
    [['--keep-age', '5'], '--keep-age'],
    [['--durability', 'maybe'], '--durability'],
    [['--public-url', 'ftp://x'], '--public-url'],
    [['--token', 'short'], '--token'],
    [['positional'], 'positional'],
    [['--host', '0.0.0.0'], '--token'],
    [['--host', '192.0.2.1', '--token', 'long-enough-token'], '--host'],
  ])('ends with 2 and one line that names the culprit for %j', async (args, name) => {
    const { code, stdout, stderr } = await run(['--data', ':memory:', '--port', '0', ...args]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(name);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('names the environment variable when that is wrong', async () => {
    const { code, stderr } = await run(['--data', ':memory:'], { HOOKGLASS_PORT: 'nope' });
    expect(code).toBe(2);
    expect(stderr).toContain('HOOKGLASS_PORT');
  });

  it('ends with 2 when the port is taken, and says what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await run(['--port', String(port), '--data', ':memory:']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/port \d+ is taken.*--port/);
  });

  it('ends with 2 when the port of ::1 is taken: half of localhost would be somebody else', async () => {
    const other = createServer().listen(0, '::1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect((await run(['--port', String(port), '--data', ':memory:'])).code).toBe(2);
  });

  it('ends with 2 when another process uses the database, which goes on undisturbed', async () => {
    const data = await temporaryFolder();
    const first = await spawnServer(['--port', '0', '--data', data]);
    const { code, stderr } = await run(['--port', '0', '--data', data]);
    expect(code).toBe(2);
    expect(stderr).toContain('another Hookglass is using');
    expect((await first.send('a')).status).toBe(200);
  });

  it('ends with 2 when the data folder cannot be made', async () => {
    const file = join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    const { code, stderr } = await run(['--port', '0', '--data', join(file, 'data')]);
    expect(code).toBe(2);
    expect(stderr).toContain('--data');
  });

  it('ends with 3 for a damaged database and with 4 for a newer one, and touches neither', async () => {
    const data = await temporaryFolder();
    const file = join(data, 'hookglass.db');
    await mkdir(data, { recursive: true });
    await writeFile(file, 'not a database at all, but long enough to be read as one');
    const damaged = await run(['--port', '0', '--data', data]);
    expect(damaged.code).toBe(3);
    expect(damaged.stderr).toContain('.recover');
    expect((await readFile(file)).toString()).toContain('not a database');
    await writeFile(file, '');
    await (await spawnServer(['--port', '0', '--data', data])).kill('SIGTERM');
    const db = new Database(file);
    db.pragma('user_version = 99');
    db.close();
    const newer = await run(['--port', '0', '--data', data]);
    expect(newer.code).toBe(4);
    expect(newer.stderr).toContain('newer Hookglass');
  });

  it('goes on when nobody reads what it prints', async () => {
    const server = await spawnServer(['--port', '0', '--data', ':memory:']);
    server.child.stdout?.destroy();
    server.child.stderr?.destroy();
    expect((await server.send('a')).status).toBe(200);
    expect((await server.kill('SIGTERM')).code).toBe(0);
  });

  it('takes no request any more when its database was deleted, and says so', async () => {
    const data = await temporaryFolder();
    const server = await spawnServer(['--port', '0', '--data', data]);
    expect((await server.send('a')).status).toBe(200);
    await rm(join(data, 'hookglass.db'));
    const ready = await server.api('/readyz');
    expect(ready.status).toBe(503);
    expect((await server.send('a')).status).toBe(503);
  });

  it('prints help and version and ends with 0', async () => {
    const help = await run(['--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('--keep-requests <number>');
    expect((await run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
