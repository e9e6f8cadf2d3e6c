/** What is wrong in a file, and where. */

/** The keys and places that lead to a value. */
export type Path = readonly (string | number)[];

/** One mistake. The sentence never holds what may be a secret. */
export interface Problem {
  path: Path;
  message: string;
  /** True: the key is meant, not its value. */
  atKey?: boolean;
}

/** Mistakes as lines of text: `file:line:column key: sentence`. */
export class ConfigFileError extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'ConfigFileError';
    this.lines = lines;
  }
}

/** `bins[1].verification[0].provider`. */
export const shown = (path: Path): string =>
  path
    .map((key) => {
      if (typeof key === 'number') return `[${key}]`;
      return /^[\w$]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
    })
    .join('')
    .replace(/^\./, '');
