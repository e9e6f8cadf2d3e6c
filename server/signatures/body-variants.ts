/** What may have happened to a body after it was signed; every guess carries the sentence that explains it. Pure. */
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { headerValue, mediaType } from '../headers.ts';
import { bufferOf, textOf } from './bytes.ts';
import { jsonForms } from './json-forms.ts';
import { type Finding, finding, type Guess, type SignedRequest } from './signature.ts';

const bodyAs = (
  code: string,
  sentence: string,
  body: Uint8Array | string,
  values: Finding['values'] = {},
): Guess => ({
  finding: finding(code, sentence, values),
  request: { body: typeof body === 'string' ? Buffer.from(body) : body },
});

const newline = Buffer.from('\n');
const bom = Buffer.from([0xef, 0xbb, 0xbf]);

/** The body with what a shell, an editor, a proxy or a parser does to it undone. */
export function* bodyGuesses({ headers, body }: SignedRequest): Generator<Guess> {
  const bytes = bufferOf(body);
  if (bytes.at(-1) === 10) {
    const end = bytes.at(-2) === 13 ? -2 : -1;
    yield bodyAs(
      'body_newline_added',
      'The signature matches without the newline at the end: it was added after signing.',
      bytes.subarray(0, end),
    );
  }
  yield bodyAs(
    'body_newline_lost',
    'The signature matches with a newline at the end: it was lost after signing.',
    Buffer.concat([bytes, newline]),
  );
  yield bodyAs(
    'body_newline_lost',
    'The signature matches with CR LF at the end: it was lost after signing.',
    Buffer.concat([bytes, Buffer.from('\r\n')]),
  );
  if (bytes.length > 0)
    yield bodyAs(
      'body_not_signed',
      'The signature is that of an empty body: the sender signed before it had the body, or signs none.',
      '',
    );
  if (bytes.length <= 1024 * 1024) yield* textGuesses(bytes);
  yield* decodedGuesses(bytes, headers);
}

function* textGuesses(bytes: Buffer): Generator<Guess> {
  const binary = bytes.toString('latin1');
  if (binary.includes('\r\n'))
    yield bodyAs(
      'body_line_ends',
      'The signature matches with LF for CR LF: the ends of lines changed after signing.',
      Buffer.from(binary.replaceAll('\r\n', '\n'), 'latin1'),
    );
  else if (binary.includes('\n'))
    yield bodyAs(
      'body_line_ends',
      'The signature matches with CR LF for LF: the ends of lines changed after signing.',
      Buffer.from(binary.replaceAll('\n', '\r\n'), 'latin1'),
    );
  const trimmed = binary.trim();
  if (trimmed !== binary)
    yield bodyAs(
      'body_spaces',
      'The signature matches without the white space around the body.',
      Buffer.from(trimmed, 'latin1'),
    );
  if (bytes.subarray(0, 3).equals(bom))
    yield bodyAs(
      'body_bom',
      'The signature matches without the byte order mark at the start.',
      bytes.subarray(3),
    );
  const text = textOf(bytes);
  // eslint-disable-next-line no-control-regex
  if (/[^\x00-\x7f]/.test(text)) {
    yield bodyAs(
      'body_charset',
      'The signature matches when the body is ISO 8859-1: its charset changed after signing.',
      Buffer.from(text, 'latin1'),
    );
    yield bodyAs(
      'body_charset',
      'The signature matches when the body was encoded in UTF-8 twice.',
      Buffer.from(binary, 'utf8'),
    );
  }
}

function* decodedGuesses(bytes: Buffer, headers: SignedRequest['headers']): Generator<Guess> {
  const { essence } = mediaType(headerValue(headers, 'content-type'));
  if (essence === 'application/x-www-form-urlencoded' && bytes.length <= 1024 * 1024) {
    const text = textOf(bytes);
    const payload = new URLSearchParams(text).get('payload');
    if (payload !== null)
      yield bodyAs(
        'body_form_value',
        'The signature is that of the decoded field payload, not of the form as sent.',
        payload,
      );
    yield bodyAs(
      'body_form_decoded',
      'The signature is that of the form once decoded.',
      decodeURIComponentSafe(text),
    );
  }
  const inflated = inflate(bytes, headerValue(headers, 'content-encoding'));
  if (inflated)
    yield bodyAs('body_compressed', 'The signature is that of the body before it was compressed.', inflated);
}

function decodeURIComponentSafe(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function inflate(bytes: Buffer, encoding: string | null): Buffer | null {
  const limit = { maxOutputLength: 4 * 1024 * 1024 };
  try {
    if (encoding === 'gzip') return gunzipSync(bytes, limit);
    if (encoding === 'deflate') return inflateSync(bytes, limit);
    return encoding === 'br' ? brotliDecompressSync(bytes, limit) : null;
  } catch {
    return null; // Not what the header says, or far too large: no guess then.
  }
}

/** JSON that was parsed and written again after it was signed. */
export function* jsonGuesses({ body }: SignedRequest): Generator<Guess> {
  for (const { how, bytes } of jsonForms(textOf(body)))
    yield bodyAs(
      'body_reserialised',
      'The JSON was written anew after it was signed: the signature matches the same JSON {how}.',
      bytes,
      { how },
    );
}
