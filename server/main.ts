#!/usr/bin/env node
/** Entry: picks the command, runs it, sets the exit code. */
import { readFileSync } from 'node:fs';
import { config } from './commands/config.ts';
import { helpText } from './commands/help.ts';
import { print, printError, printLines, printProblems } from './commands/printer.ts';
import { serve } from './commands/serve.ts';
import { ConfigError, readConfig } from './config.ts';
import { ConfigFileError } from './config-file/problem.ts';
import { readConfigFile } from './config-file/read-file.ts';

const argv = process.argv.slice(2);

function version(): string {
  // One level up from the sources, two from the built files.
  const up = import.meta.url.endsWith('.ts') ? '../package.json' : '../../package.json';
  const manifest: unknown = JSON.parse(readFileSync(new URL(up, import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest && 'version' in manifest ? String(manifest.version) : '0';
}

async function main(): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h')) {
    printLines(helpText());
    return 0;
  }
  if (argv.includes('--version')) {
    print(version());
    return 0;
  }
  try {
    return await (argv[0] === 'config' ? config(argv.slice(1), process.env) : start());
  } catch (cause) {
    if (cause instanceof ConfigFileError) printProblems(cause.lines);
    else if (cause instanceof ConfigError) printError(cause.message);
    else throw cause;
    return 2;
  }
}

function start(): Promise<number> {
  const given = readConfig(argv, process.env);
  const declared = given.configFile && readConfigFile(given.configFile, process.env);
  return serve(declared ? readConfig(argv, process.env, declared.options) : given, declared, version());
}

process.exitCode = await main();
// A browser that was opened, or a socket that will not close, keeps nothing of ours waiting.
process.exit();
