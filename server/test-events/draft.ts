/** A request before it is signed: of a sample or of what is given, as the variants want it. Pure. */
import type { HeaderPair } from '../contract.ts';
import { type Chance, moveTimes, renewIds } from '../samples/fresh.ts';
import { type Sample, sampleTime } from '../samples/sample.ts';
import { withField } from './body-edits.ts';
import { Placeholders } from './placeholders.ts';
import { CannotCompose, type Draft, type Wanted } from './test-event.ts';
import type { Choice } from './variants.ts';

const largeBytes = 10_000_000;
// Family and skin tone, a flag, a keycap, right-to-left text, a line separator, a letter with a combining accent.
const emoji = '👩🏽‍💻👨‍👩‍👧🇮🇩7️⃣ שלום \u2028e\u0301';

/** When the event happened, and where to note what is odd. */
export interface Moment {
  eventMs: number;
  notes: string[];
}

/** The sample as it happens now, with what is given instead; or only what is given. */
export function drafted({ sample, given, values, count, chance }: Wanted, { eventMs, notes }: Moment): Draft {
  const placeholders = new Placeholders({ nowMs: eventMs, count, values, chance });
  const fresh = sample && freshen(sample, { eventMs, chance });
  const filled = {
    method: given.method ?? fresh?.method ?? 'POST',
    path: plainPath(given.path === undefined ? (fresh?.path ?? '') : placeholders.fillPath(given.path)),
    headers:
      given.headers?.map(([name, value]): HeaderPair => [name, placeholders.fill(value)]) ??
      fresh?.headers ??
      [],
    body: given.body === undefined ? (fresh?.body ?? Buffer.alloc(0)) : filledBody(given.body, placeholders),
  };
  for (const name of placeholders.unknown)
    notes.push(`${name.startsWith('(') ? name : `{{${name}}}`} is not known: it is sent as it is`);
  return filled;
}

/** Only what may hold a placeholder is read, so bytes of any kind stay as they are. */
function filledBody(body: Buffer, placeholders: Placeholders): Buffer {
  return body.includes('{{') ? Buffer.from(placeholders.fill(body.toString('latin1')), 'latin1') : body;
}

/** The path as it may stand on a request line: what may not is escaped. */
const plainPath = (path: string): string =>
  path.replace(/#.*$/s, '').replace(/[^\x21-\x7e]+/g, (part) => encodeURIComponent(part.toWellFormed()));

/** The sample as it happens at this time. */
export function freshen(sample: Sample, { eventMs, chance }: { eventMs: number; chance: Chance }): Draft {
  const ids = renewIds(sample.ids, chance);
  const times = moveTimes(sampleTime, Math.floor(eventMs / 1000));
  const renew = (part: string): string => times(ids(part));
  return {
    method: sample.method,
    path: renew(sample.path),
    headers: sample.headers.map(([name, value]): HeaderPair => [name, renew(value)]),
    body: Buffer.from(renew(Buffer.from(sample.body).toString('latin1')), 'latin1'),
  };
}

/** What the variants put into it, before it is signed. */
export function changed(
  draft: Draft,
  { bigIntegers, emoji: withEmoji, large, repeatedHeaders }: Choice,
): Draft {
  const fields = [
    ...(bigIntegers ? [{ name: 'hookglass_big_integer', value: '12345678901234567890' }] : []),
    ...(withEmoji ? [{ name: 'hookglass_emoji', value: JSON.stringify(emoji) }] : []),
  ];
  let { body } = draft;
  for (const field of fields) body = withField(body, draft.headers, field) ?? noPlace(field.name);
  if (large) body = padded(body, draft.headers);
  const headers: HeaderPair[] = repeatedHeaders
    ? [...draft.headers, ['X-Repeated', 'one'], ['x-repeated', 'two'], ['X-REPEATED', 'one']]
    : draft.headers;
  return { ...draft, headers, body };
}

function padded(body: Buffer, headers: readonly HeaderPair[]): Buffer {
  const name = 'hookglass_padding';
  const empty = withField(body, headers, { name, value: '""' }) ?? noPlace(name);
  const value = JSON.stringify('x'.repeat(Math.max(0, largeBytes - empty.length)));
  return withField(body, headers, { name, value }) ?? noPlace(name);
}

function noPlace(name: string): never {
  throw new CannotCompose(
    'variant',
    `There is no place for the field ${name}: the body is neither JSON nor a form, XML or multipart`,
  );
}
