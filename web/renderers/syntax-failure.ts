/** Why a text is not what it says, with the place as an editor counts it. */
export class SyntaxFailure extends Error {
  readonly line: number;
  readonly column: number;
  constructor(text: string, at: number, reason: string) {
    const before = text.slice(0, at).split(/\r\n|\n|\r/);
    const line = before.length;
    const column = (before.at(-1)?.length ?? 0) + 1;
    super(`line ${line}, column ${column}: ${reason}`);
    this.line = line;
    this.column = column;
  }
}
