/** Words of POSIX sh: what is written here is read back by sh, byte for byte, wherever it is pasted. */

/** A single argument of a program may have 128 kB under Linux. */
export const maxArgumentBytes = 100 * 1024;

/** Ends a here-document of base64, which has no underscore. */
const hereEnd = 'BODY_IN_BASE64';

/** Text in single quotes. It must hold no NUL. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** True for text that may be pasted as it is: nothing that a terminal would act on or an editor would hide. */
export const isPlain = (text: string): boolean =>
  !/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u.test(text.replace(/[\n\t]/g, ''));

/** One word with these bytes: in quotes when they are plain UTF-8, through printf when they are not. */
export function bytesWord(binary: string): string {
  const bytes = Buffer.from(binary, 'latin1');
  const text = bytes.toString();
  const isUtf8 = Buffer.from(text).equals(bytes);
  if (isUtf8 && isPlain(text) && !text.includes('\n')) return quoted(text);
  // "!" would be history to an interactive bash, "-" first an option of printf.
  const escaped = binary.replace(
    /^-|[^ #&(-~]|[\\`]/g,
    (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return `"$(printf '${escaped}')"`;
}

/** A here-document that `base64 -d` makes these bytes of: its redirection, and the lines that follow the command. */
export function hereDocument(bytes: Buffer): { redirection: string; lines: string } {
  const lines = bytes.toString('base64').replace(/.{76}(?!$)/g, '$&\n');
  return { redirection: `<<'${hereEnd}'`, lines: `${lines}\n${hereEnd}` };
}

/** Text as lines of a comment. */
export const comments = (notes: readonly string[]): string => notes.map((note) => `# ${note}\n`).join('');

/** Fetches a stored body into a file named by $body. */
export const fetchStored = (url: string): string =>
  [
    '# The body is too large for a command line: it is fetched from this Hookglass.',
    'body=$(mktemp) && curl -sSf -o "$body" \\',
    '  ${HOOKGLASS_TOKEN:+-H} ${HOOKGLASS_TOKEN:+"Authorization: Bearer $HOOKGLASS_TOKEN"} \\',
    `  ${quoted(url)} &&\n`,
  ].join('\n');
