/** A command line in words, whatever shell it was written for; and the one way to refuse it. */

/** The words of one command, and what was fed to it. */
export interface CommandLine {
  words: string[];
  /** From `base64 -d <<'END' | …`; null: nothing. */
  input: Buffer | null;
  notes: string[];
}

/** Why a line cannot be split. */
export class BadCommand extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BadCommand';
  }
}

const maxWords = 10_000;

/** Throws BadCommand. */
export function checkCount(words: readonly string[]): void {
  if (words.length > maxWords) throw new BadCommand(`More than ${maxWords} words are no command of curl`);
}

/** Throws BadCommand. */
export const unended = (quote: string): never => {
  throw new BadCommand(`A quote (${quote}) is not closed`);
};
