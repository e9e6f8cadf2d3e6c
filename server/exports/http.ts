import { isPlain } from './shell.ts';
import type { HeaderPair } from '../contract.ts';
import type { Exported, Format, Place } from './format.ts';
import { type Outgoing, oneLine, outgoing } from './outgoing.ts';

/** A `.http` file, as the editors of JetBrains and VS Code send it. */
export const http: Format = {
  id: 'http',
  label: '.http file',
  group: 'code',
  extension: 'http',
  mediaType: 'text/plain',
  one: true,
  many: true,
  async *write(requests, place) {
    for await (const exported of requests) yield await block(exported, place);
  },
};

async function block(exported: Exported, place: Place): Promise<string> {
  const { seq, title } = exported.request;
  const sent = await outgoing(exported, place);
  const heading = `### ${seq} ${oneLine(title)}\n`;
  if (sent.method === null) return `${heading}${commentLines(sent.notes)}\n`;
  const body = bodyText(sent);
  const notes = [...sent.notes, ...sent.headers.flatMap(headerNotes), ...templateNotes(sent)];
  if (sent.oddTarget !== null) notes.push(oneLine(`The request target was ${sent.oddTarget}`));
  if (body === null) {
    const file = `${exported.request.bin}-${seq}.bin`;
    notes.push(`The body cannot stand in a text file: download it as ${file} beside this one.`);
    return `${heading}${commentLines(notes)}${headOf(sent)}\n< ./${file}\n\n`;
  }
  return `${heading}${commentLines(notes)}${headOf(sent)}\n${body === '' ? '' : `${body}\n`}\n`;
}

const commentLines = (notes: readonly string[]): string => notes.map((note) => `# ${note}\n`).join('');

const headOf = ({ method, origin, target, httpVersion, headers }: Outgoing): string =>
  [
    `${method} ${origin}${target.replaceAll('{{', '%7B%7B')} HTTP/${httpVersion}`,
    ...headers
      .filter((pair) => !isTemplate(pair))
      .map(([name, value]) => `${name}: ${Buffer.from(value, 'latin1').toString()}`),
    '',
  ].join('\n');

/** Editors fill in `{{…}}`, from the environment too: what a stranger sent must not ask for that. */
const isTemplate = (pair: HeaderPair): boolean => pair.some((text) => text.includes('{{'));

const templateNotes = ({ headers, target }: Outgoing): string[] => [
  ...headers
    .filter(isTemplate)
    .map(([name]) => `Left out, an editor would fill it in: header ${oneLine(name)}`),
  ...(target.includes('{{') ? ['An editor would fill in {{ in the URL: it is written %7B%7B.'] : []),
];

function headerNotes([name, value]: [string, string]): string[] {
  const bytes = Buffer.from(value, 'latin1');
  return Buffer.from(bytes.toString()).equals(bytes)
    ? []
    : [`Not UTF-8, and so not as it was: header ${name}`];
}

/** The body as the file may hold it; null when the editor would read it as something else, or trim it. */
function bodyText({ body }: Outgoing): string | null {
  if (body.kind === 'none') return '';
  if (body.kind === 'stored' || body.text === null || !isPlain(body.text)) return null;
  const { text } = body;
  const isRead = /^(?:###|<|>|#|\/\/)|\{\{/m.test(text);
  return isRead || text !== text.trim() ? null : text;
}
