/** Fields as multipart/form-data, as curl writes it. Pure; texts are binary strings. */
import type { Chance } from '../samples/fresh.ts';
import type { FormField } from './curl-said.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The body, and its Content-Type. */
export function formBody(fields: readonly FormField[], chance: Chance): { body: Buffer; type: string } {
  const mark = Array.from({ length: 22 }, () => letters.charAt(chance(letters.length))).join('');
  const boundary = `------------------------${mark}`;
  const parts = fields.map((field) => `--${boundary}\r\n${headOf(field)}\r\n\r\n${field.value}\r\n`);
  return {
    body: Buffer.from(`${parts.join('')}--${boundary}--\r\n`, 'latin1'),
    type: `multipart/form-data; boundary=${boundary}`,
  };
}

function headOf({ name, type, filename }: FormField): string {
  const file = filename === null ? '' : `; filename="${escaped(filename)}"`;
  const lines = [`Content-Disposition: form-data; name="${escaped(name)}"${file}`];
  const known = type ?? ofName[/\.([a-z]+)$/i.exec(filename ?? '')?.[1]?.toLowerCase() ?? ''];
  if (known !== undefined) lines.push(`Content-Type: ${known.replace(/[\r\n]/g, '')}`);
  return lines.join('\r\n');
}

const escaped = (text: string): string =>
  text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

// What curl makes of the end of a file name.
const ofName: Readonly<Record<string, string | undefined>> = {
  gif: 'image/gif',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  htm: 'text/html',
  html: 'text/html',
  pdf: 'application/pdf',
  xml: 'application/xml',
};
