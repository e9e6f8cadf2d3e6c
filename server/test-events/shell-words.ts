/**
 * A pasted command line, split into words as the shell it was written for would: sh and bash, cmd.exe, PowerShell.
 * Nothing is run and nothing is looked up. Pure. Words are binary strings, one character per byte.
 */
import { BadCommand, checkCount, type CommandLine, unended } from './command-line.ts';
import { cmdWords, powerShellWords } from './windows-words.ts';

/** Throws BadCommand. */
export function splitCommand(pasted: string): CommandLine {
  if (pasted.length > maxLength)
    throw new BadCommand(
      `A command line holds ${maxLength} characters at most: send a longer body as "request"`,
    );
  const text = Buffer.from(pasted.toWellFormed())
    .toString('latin1')
    .replace(/^\s*[$>] /, '');
  if (/\^(?:\r?\n|")/.test(text)) return { words: cmdWords(text), input: null, notes: [] };
  if (/`[ \t]*\r?\n/.test(text)) return { words: powerShellWords(text), input: null, notes: [] };
  return new ShellLine(text.replaceAll('\r\n', '\n')).read();
}

// What Linux lets a command line hold.
const maxLength = 2 * 2 ** 20;

const ansi: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Reads sh and bash. */
class ShellLine {
  readonly #text: string;
  #at = 0;
  #words: string[] = [];
  readonly #notes: string[] = [];
  #hereEnd: string | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  read(): CommandLine {
    while (this.#at < this.#text.length && this.#step());
    const input = this.#hereEnd === null ? null : this.#hereDocument(this.#hereEnd);
    return { words: this.#words, input, notes: this.#notes };
  }

  /** False: the command ends here. */
  #step(): boolean {
    if (this.#take(/[ \t]+|\\\n/y) !== null) return true;
    if (this.#take(/#[^\n]*/y) !== null) return true;
    if (this.#take(/\n+/y) !== null) return this.#words.length === 0;
    if (this.#take(/\|(?!\|)/y) !== null) return this.#pipe();
    const here = this.#take(/<<'[^'\n]+'/y);
    if (here !== null) {
      this.#hereEnd = here.slice("<<'".length, -1);
      return true;
    }
    const redirection = this.#take(/[0-9]*>>?(?:&[0-9])?/y);
    if (redirection !== null) {
      if (!redirection.includes('&')) this.#redirected();
      return true;
    }
    if (this.#take(/;[ \t]*(?=\n|$)/y) !== null) return false;
    const operator = this.#take(/&&|\|\||[&;()<]/y);
    if (operator !== null) throw new BadCommand(sentenceOn(operator));
    this.#words.push(this.#word());
    checkCount(this.#words);
    return true;
  }

  /** `base64 -d <<'END' | curl …` feeds curl; what reads from curl does not matter here. */
  #pipe(): boolean {
    const fed = this.#hereEnd !== null && this.#words.join(' ') === 'base64 -d';
    if (fed) this.#words = [];
    else this.#notes.push('What stands behind "|" is not run.');
    if (!fed) this.#at = this.#text.length;
    return fed;
  }

  #redirected(): void {
    this.#take(/[ \t]+/y);
    this.#word();
    this.#notes.push('The answer is kept here and in no file.');
  }

  #hereDocument(end: string): Buffer {
    const rest = this.#text.slice(this.#at);
    const at = rest.split('\n').indexOf(end);
    if (at < 0) throw new BadCommand(`The lines for ${end} do not end with ${end}`);
    return Buffer.from(rest.split('\n').slice(0, at).join(''), 'base64');
  }

  /** One word, of pieces quoted in any way. */
  #word(): string {
    let word = '';
    for (;;) {
      const piece =
        this.#take(/[^\s'"\\$`|&;()<>]+/y) ??
        this.#escaped() ??
        this.#single() ??
        this.#ansi() ??
        this.#double();
      const more = piece ?? this.#expansion();
      if (more === null) return word;
      word += more;
    }
  }

  #escaped(): string | null {
    const pair = this.#take(/\\[^]/y);
    return pair === null ? null : pair === '\\\n' ? '' : pair.slice(1);
  }

  #single(): string | null {
    if (this.#text.charAt(this.#at) !== "'") return null;
    return (this.#take(/'[^']*'/y) ?? unended("'")).slice(1, -1);
  }

  #ansi(): string | null {
    if (!this.#text.startsWith("$'", this.#at)) return null;
    this.#at += 2;
    const inside: string[] = [];
    for (;;) {
      const piece = this.#take(/[^'\\]+/y) ?? this.#take(ansiEscape);
      if (piece === null) break;
      inside.push(piece.startsWith('\\') ? ansiValue(piece.slice(1)) : piece);
    }
    if (this.#take(/'/y) === null) unended("$'");
    return inside.join('');
  }

  #double(): string | null {
    if (this.#take(/"/y) === null) return null;
    const inside: string[] = [];
    for (;;) {
      const piece = this.#take(/[^"\\$`]+/y) ?? this.#take(/\\[^]/y) ?? this.#take(/\$(?=["\s])/y);
      if (piece !== null) inside.push(piece.startsWith('\\') ? inDouble(piece) : piece);
      else if (this.#take(/"/y) !== null) return inside.join('');
      else inside.push(this.#expansion() ?? unended('"'));
    }
  }

  /** What a shell would put in: only bytes that printf writes, as this program's own export has them. */
  #expansion(): string | null {
    const written = this.#take(/\$\(printf '[^'\\%]*(?:\\[0-7]{3}[^'\\%]*)*'\)/y);
    if (written !== null)
      return withoutLastLines(
        written
          .slice("$(printf '".length, -2)
          .replace(/\\([0-7]{3})/g, (_, octal: string) =>
            String.fromCharCode(Number.parseInt(octal, 8) & 255),
          ),
      );
    if (this.#take(/\$(?=$|[\s"'|&;)<>])/y) !== null) return '$';
    const [name] = /^\$(?:\{[^}\n]{0,60}\}?|\(|[A-Za-z_]\w{0,60}|[0-9@*#?$!-])|^`/.exec(
      this.#text.slice(this.#at, this.#at + 80),
    ) ?? [null];
    if (name === null) return this.#take(/\$/y);
    if (name === '`' || name === '$(')
      throw new BadCommand(
        `${name === '`' ? '`…`' : '$(…)'} would run another command: write what it would give`,
      );
    throw new BadCommand(`${name} is a variable of a shell: write its value`);
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#at += found.length;
    return found;
  }
}

/** A regexp would look at every line feed again and again. */
function withoutLastLines(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\n') end -= 1;
  return text.slice(0, end);
}

const inDouble = (pair: string): string =>
  pair === '\\\n' ? '' : /[$`"\\]/.test(pair.charAt(1)) ? pair.slice(1) : pair;

const ansiEscape = /\\(?:x[0-9a-fA-F]{1,2}|[0-7]{1,3}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|c[^]|[^])/y;

function ansiValue(escape: string): string {
  const [kind = ''] = escape;
  const rest = escape.slice(1);
  if (kind === 'x' && rest !== '') return String.fromCharCode(Number.parseInt(rest, 16));
  if (/^[0-7]/.test(escape)) return String.fromCharCode(Number.parseInt(escape, 8) & 255);
  if ((kind === 'u' || kind === 'U') && rest !== '') {
    const code = Number.parseInt(rest, 16);
    return code > 0x10ffff ? '' : Buffer.from(String.fromCodePoint(code)).toString('latin1');
  }
  if (kind === 'c') return String.fromCharCode(rest.charCodeAt(0) & 31);
  return ansi[kind] ?? (/["'?\\]/.test(kind) ? kind : `\\${escape}`);
}

function sentenceOn(operator: string): string {
  if (operator === '&') return 'An "&" outside of quotes ends a command: put the URL in quotes';
  if (operator === '<') return 'Files cannot be read here: paste their text';
  return `Only one command can be read; it is over at "${operator}"`;
}
