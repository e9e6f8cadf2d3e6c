import { options } from '../config.ts';

/** The rows of the option table, as README shows them. */
export const optionTable = (): string[] =>
  Object.values(options).map(({ flag, env, default: initial, value, help }) => {
    const shown = value === null ? 'off' : (initial ?? '-');
    return `| \`--${flag}\` | ${env ? `\`${env}\`` : '-'} | \`${shown}\` | ${help} |`;
  });

/** The lines of `hookglass --help`. */
export function helpText(): string[] {
  const flags = Object.values(options).map(({ flag, value }) => `  --${flag}${value ? ` <${value}>` : ''}`);
  const width = Math.max(...flags.map((text) => text.length)) + 2;
  const rows = Object.values(options).map(({ help, default: initial, value, env }, index) => {
    const extra = [value !== null && initial !== null && `default ${initial}`, env]
      .filter(Boolean)
      .join(', ');
    return `${(flags[index] ?? '').padEnd(width)}${help}${extra ? ` (${extra})` : ''}`;
  });
  return [
    'Hookglass receives webhooks on this machine and shows exactly what was sent.',
    '',
    'Usage: hookglass [options]                starts the server',
    '       hookglass config check [file]    says whether a file of bins can be used',
    '       hookglass config schema          prints its JSON Schema, for editors',
    '',
    ...rows,
    `${'  --help'.padEnd(width)}this text`,
    `${'  --version'.padEnd(width)}the version`,
    '',
    'Exit codes: 0 stopped; 2 bad option, port taken or no permission; 3 database damaged; 4 database newer.',
  ];
}
