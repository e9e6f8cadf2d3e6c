/** The only file that writes to the terminal. */

// C0, DEL, C1, line and paragraph separators, and the bidirectional controls: what a terminal might obey.
// oxlint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text that no terminal obeys: control characters become `\xNN`. */
export const printable = (text: string): string =>
  text.replace(unprintable, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);

/** One line on standard output. */
export const print = (line: string): void => void process.stdout.write(`${printable(line)}\n`);

/** Several lines of our own on standard output. */
export const printLines = (lines: readonly string[]): void => lines.forEach(print);

/** Resolves when all that was printed has been taken: the end of the process would lose what waits in a pipe. */
export const written = (): Promise<void> =>
  new Promise((resolve) => void process.stdout.write('', () => resolve()));

/** Whoever reads along, as in `hookglass | head`, may stop reading: that is no reason to end. */
export function keepRunningUnread(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** One line on standard error. */
export const printError = (line: string): void =>
  void process.stderr.write(`hookglass: ${printable(line)}\n`);

/** Lines on standard error that begin with a place in a file: editors make links of them. */
export const printProblems = (lines: readonly string[]): void =>
  lines.forEach((line) => void process.stderr.write(`${printable(line)}\n`));
