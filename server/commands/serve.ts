/** `hookglass`: runs the server until it is told to stop. */
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Declared } from '../config-file/check.ts';
import { HookglassError } from '../errors.ts';
import { type RunningServer, startServer } from '../server.ts';
import { openStore } from '../store/store.ts';
import { summary } from './config.ts';
import { keepRunningUnread, print, printError } from './printer.ts';

/** Runs until a signal. Resolves with the exit code. */
export async function serve(config: Config, declared: Declared | null, version: string): Promise<number> {
  const file = config.dataDir === null ? null : join(config.dataDir, 'hookglass.db');
  let server: RunningServer;
  try {
    const store = await openStore({ file, durability: config.durability });
    server = await startServer({ config, declared, store, version, onError: report }).catch(
      async (cause: unknown) => {
        await store.close();
        throw cause;
      },
    );
  } catch (cause) {
    printError(explain(cause, config));
    return exitCode(cause);
  }
  keepRunningUnread();
  print(`Hookglass listening on ${server.url}`);
  print(`Hook URLs    ${server.hookBase}<bin>   or   http://<bin>.${config.hookDomain}:${server.port}/`);
  print(`Stored in    ${file ?? 'memory: nothing is kept'}`);
  if (declared) print(`Declared in  ${declared.file}: ${summary(declared)}`);
  print(file === null ? 'Ctrl-C stops it.' : 'Ctrl-C stops it; everything that was answered is kept.');
  if (config.open) await openPage(server.url, config.token);
  const code = await ended();
  await server.close();
  return code;
}

/** The token travels in the fragment, which no browser sends anywhere. */
async function openPage(url: string, token: string | null): Promise<void> {
  try {
    const { default: openBrowser } = await import('open');
    const browser = await openBrowser(token === null ? url : `${url}/#token=${encodeURIComponent(token)}`);
    browser.on('error', () => printError(`no browser could be opened; the page is ${url}`));
  } catch {
    printError(`no browser could be opened; the page is ${url}`);
  }
}

/** Waits for a signal; a second one does not wait for anything. */
function ended(): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        resolve(0);
        process.once(signal, () => process.exit(1));
      });
    }
    process.on('uncaughtException', (cause) => {
      report(cause);
      resolve(1);
    });
  });
}

const report = (cause: unknown): void =>
  printError(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));

function explain(cause: unknown, { port, host }: Config): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  if (code === 'EADDRINUSE')
    return `port ${port} is taken; stop what uses it or choose another --port (0 takes a free one)`;
  if (code === 'EACCES') return `no permission to listen on port ${port}; choose a --port above 1023`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `this machine has no address ${host}; choose another --host`;
  return cause instanceof Error ? cause.message : String(cause);
}

function exitCode(cause: unknown): number {
  if (!(cause instanceof HookglassError)) return 2;
  if (cause.code === 'store_corrupt') return 3;
  return cause.code === 'store_newer' ? 4 : 2;
}
