import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { downloadedBody, openPage } from '../support/browser.ts';
import { startServer, temporaryFolder } from '../support/server.ts';

const run = promisify(execFile);
const hasCurl = spawnSync('curl', ['--version']).status === 0;

it.skipIf(!hasCurl)(
  'what curl sends is on the page, byte for byte: JSON, a form, a file, 10 MB, h2c',
  { timeout: 120_000 },
  async () => {
    const server = await startServer();
    const folder = await temporaryFolder();
    const photo = randomBytes(50_000);
    const large = randomBytes(10 * 2 ** 20);
    await writeFile(join(folder, 'photo.bin'), photo);
    await writeFile(join(folder, 'large.bin'), large);
    const { page } = await openPage(server.url);
    await server.api('/api/bins', { method: 'POST', json: { id: 'a' } });
    await page.goto(`${server.url}/bins/a`);
    const json = '{"n":12345678901234567890,"s":"é"}';
    const sends: [args: string[], isSent: (body: Buffer) => boolean][] = [
      [['-H', 'Content-Type: application/json', '-d', json], (body) => body.equals(Buffer.from(json))],
      [['-d', 'a=1&b=%20&a=2'], (body) => body.equals(Buffer.from('a=1&b=%20&a=2'))],
      [['-F', 'text=hello', '-F', `file=@${join(folder, 'photo.bin')}`], (body) => body.includes(photo)],
      [['--data-binary', `@${join(folder, 'large.bin')}`], (body) => body.equals(large)],
      [['--http2', '-d', 'over h2c'], (body) => body.equals(Buffer.from('over h2c'))],
    ];
    for (const [index, [args, isSent]] of sends.entries()) {
      await run('curl', ['-sSf', ...args, `${server.url}/in/a/send-${index}`]);
      await page.goto(`${server.url}/bins/a`);
      await page.getByRole('option', { name: new RegExp(`send-${index}`) }).click();
      await page.getByRole('heading', { name: `/send-${index}` }).waitFor();
      await page.getByRole('tab', { name: 'Body' }).click();
      expect(isSent(await downloadedBody(page))).toBe(true);
    }
  },
);
