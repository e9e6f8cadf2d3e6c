/** Words as cmd.exe and PowerShell make them. Pure. Texts are binary strings, one character per byte. */
import { checkCount, unended } from './command-line.ts';

/** What Chrome copies for Windows: carets first, as cmd.exe takes them away, then quotes as C programs read them. */
export function cmdWords(text: string): string[] {
  const [plain = ''] = withoutCarets(text).split(/\r?\n/, 1);
  const words: string[] = [];
  for (const [word] of plain.matchAll(/(?:[^\s"\\]+|\\+"?|"(?:[^"\\]+|\\+"?|"")*(?:"|$))+/g))
    words.push(cWord(word).replaceAll(escapedLine, '\n'));
  checkCount(words);
  return words;
}

// A line feed that was escaped belongs to its word: it must not end the command.
const escapedLine = '\ue000';

function withoutCarets(text: string): string {
  const pieces: string[] = [];
  let isQuoted = false;
  for (let at = 0; at < text.length;) {
    const found = text.slice(at).search(isQuoted ? /"/ : /["^]/);
    const end = found < 0 ? text.length : at + found;
    pieces.push(text.slice(at, end));
    at = end + 1;
    if (text.charAt(end) === '"') {
      pieces.push('"');
      isQuoted = !isQuoted;
    } else if (text.charAt(end) === '^') {
      // A caret takes a line's end away, and the character after it as it is.
      const [line = ''] = /^\r?\n/.exec(text.slice(at, at + 2)) ?? [];
      const next = text.charAt(at + line.length);
      const [second = ''] =
        line === '' ? [] : (/^\r?\n/.exec(text.slice(at + line.length, at + line.length + 2)) ?? []);
      pieces.push(second === '' ? next : escapedLine);
      at += line.length + (second === '' ? 1 : second.length);
    }
  }
  return pieces.join('');
}

/** Backslashes count only before a quote; two quotes inside of quotes are one. */
function cWord(word: string): string {
  let isQuoted = false;
  return word.replace(/(\\*)("+)?/g, (found, slashes: string, quotes: string | undefined) => {
    if (quotes === undefined) return found;
    const isLiteral = slashes.length % 2 === 1;
    let written = '\\'.repeat(slashes.length >> 1) + (isLiteral ? '"' : '');
    for (let left = quotes.length - (isLiteral ? 1 : 0); left > 0; left -= 1) {
      if (isQuoted && left > 1) {
        written += '"';
        left -= 1;
      } else isQuoted = !isQuoted;
    }
    return written;
  });
}

const powerShellEscapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', 0: '\0' };

/** PowerShell: a backtick escapes, quotes are doubled. */
export function powerShellWords(text: string): string[] {
  const words: string[] = [];
  const one =
    /(?:`\r?\n|[ \t])+|((?:'[^']*(?:''[^']*)*'|"[^"`]*(?:(?:""|`[^])[^"`]*)*"|`[^\r\n]|[^\s'"`]+)+)|\r?\n|[^]/y;
  for (let found = one.exec(text); found !== null && found[0] !== ''; found = one.exec(text)) {
    const [all, word] = found;
    if (word !== undefined)
      words.push(word.replace(/'([^']*(?:''[^']*)*)'|"([^"`]*(?:(?:""|`[^])[^"`]*)*)"|`([^])/g, unquoted));
    else if (/['"]/.test(all)) unended(all);
    else if (/\n/.test(all) && !all.includes('`') && words.length > 0) break;
  }
  return words;
}

function unquoted(_: string, single?: string, double?: string, escape?: string): string {
  if (single !== undefined) return single.replaceAll("''", "'");
  if (double !== undefined)
    return double.replace(/""|`([^])/g, (_pair, letter: string | undefined) =>
      letter === undefined ? '"' : (powerShellEscapes[letter] ?? letter),
    );
  return escape ?? '';
}
