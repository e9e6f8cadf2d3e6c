/** Placeholders that a person writes into a request, filled in. Pure; what is not known stays as it is, and is named. */
import type { Chance } from '../samples/fresh.ts';
import { CannotCompose } from './test-event.ts';

// Each takes a while: a body of nothing else would hold everybody up.
const most = 10_000;
// So many are named.
const maxUnknown = 20;

/** What the placeholders of one request stand for. */
export interface Filling {
  nowMs: number;
  /** The place of this request among those that are sent together, from 1. */
  count: number;
  /** What form tools' `(campaign name)` stands for, by name in lower case. */
  values: Readonly<Record<string, string>>;
  chance: Chance;
}

/** Fills texts of one request, and remembers what it did not know. */
export class Placeholders {
  readonly unknown = new Set<string>();
  readonly #filling: Filling;
  readonly #named = new Map<string, string>();
  #seen = 0;

  constructor(filling: Filling) {
    this.#filling = filling;
  }

  /** Fills `{{name}}`; `{{uuid.order}}` is the same wherever it stands, a bare one is new in each place. */
  fill(text: string): string {
    return text.replace(/\{\{ ?([a-z]+)(\.[A-Za-z0-9_-]{1,40})? ?\}\}/g, (whole, kind: string, rest = '') => {
      this.#seen += 1;
      if (this.#seen > most)
        throw new CannotCompose('request', `There are more than ${most} placeholders in it`);
      const name = `${kind}${rest}`;
      const known = this.#named.get(name) ?? this.#valueOf(kind, rest);
      if (known === null) {
        if (this.unknown.size < maxUnknown) this.unknown.add(name);
        return whole;
      }
      if (rest !== '') this.#named.set(name, known);
      return known;
    });
  }

  /** Fills a path and its query: `(campaign name)` as the whole value of a parameter too. */
  fillPath(path: string): string {
    const filled = this.fill(path);
    const at = filled.indexOf('?');
    if (at < 0) return filled;
    const pairs = filled
      .slice(at + 1)
      .split('&')
      .map((pair) => this.#fillPair(pair));
    return `${filled.slice(0, at)}?${pairs.join('&')}`;
  }

  #fillPair(pair: string): string {
    const at = pair.indexOf('=') + 1;
    const [, encoded = ''] =
      /^(?:\(|%28)([\w .+%-]{1,60}?)(?:\)|%29)$/i.exec(at > 0 ? pair.slice(at) : '') ?? [];
    if (encoded === '') return pair;
    const name = new URLSearchParams(`n=${encoded}`).get('n')?.toLowerCase() ?? '';
    const value = own(this.#filling.values, name) ?? own(formValues, name);
    if (value === undefined) {
      if (this.unknown.size < maxUnknown) this.unknown.add(`(${name})`);
      return pair;
    }
    return pair.slice(0, at) + encodeURIComponent(this.fill(value).toWellFormed());
  }

  #valueOf(kind: string, rest: string): string | null {
    const { nowMs, count, chance } = this.#filling;
    const letters = (from: string, length: number): string =>
      Array.from({ length }, () => from.charAt(chance(from.length))).join('');
    if (kind === 'now') return timeAs(rest.slice(1), nowMs);
    if (kind === 'count' && rest === '') return String(count);
    if (kind === 'uuid') return uuid(letters('0123456789abcdef', 32), '89ab'.charAt(chance(4)));
    if (kind === 'id') return letters('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 24);
    if (kind === 'number') return String(1 + chance(999_999));
    return null;
  }
}

/** The placeholders there are, with what they become. */
export const placeholders: readonly { name: string; meaning: string }[] = [
  { name: '{{uuid}}', meaning: 'A UUID, version 4.' },
  { name: '{{id}}', meaning: '24 letters and digits.' },
  { name: '{{number}}', meaning: 'A number from 1 to 999999.' },
  { name: '{{count}}', meaning: 'The number of this request among those sent together, from 1.' },
  { name: '{{now}}', meaning: 'Unix seconds.' },
  { name: '{{now.ms}}', meaning: 'Unix milliseconds.' },
  { name: '{{now.iso}}', meaning: 'As in 2026-01-31T12:00:00.000Z.' },
  { name: '{{now.date}}', meaning: 'As in 2026-01-31.' },
  { name: '{{uuid.order}}', meaning: 'With a name of your own: the same value wherever the name stands.' },
  {
    name: '?utm=(campaign name)',
    meaning: 'What form tools put into a query; `values` says what it becomes.',
  },
];

const own = (table: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

function timeAs(form: string, nowMs: number): string | null {
  const iso = new Date(nowMs).toISOString();
  if (form === '') return String(Math.floor(nowMs / 1000));
  if (form === 'ms') return String(nowMs);
  if (form === 'iso') return iso;
  return form === 'date' ? iso.slice(0, 10) : null;
}

const uuid = (hex: string, variant: string): string =>
  hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, `$1-$2-4$3-${variant}$4-$5`);

// What form and advertising tools offer for their hidden fields.
const formValues: Readonly<Record<string, string>> = {
  'ad id': '{{number}}',
  'ad name': 'Blue button',
  'adgroup name': 'Visitors',
  'adset name': 'Visitors',
  'campaign id': '{{number}}',
  'campaign name': 'Spring sale',
  city: 'Yogyakarta',
  company: 'Example Ltd',
  country: 'Indonesia',
  date: '{{now.date}}',
  email: 'siti@example.com',
  'first name': 'Siti',
  'form id': '{{number}}',
  'form name': 'Contact',
  'full name': 'Siti Rahma',
  keyword: 'webhook tester',
  'last name': 'Rahma',
  'lead id': '{{id}}',
  message: 'Hello & welcome',
  name: 'Siti Rahma',
  phone: '+62 812 0000 0000',
  placement: 'feed',
  'response id': '{{uuid}}',
  source: 'newsletter',
  'submission id': '{{uuid}}',
  'user id': '{{uuid}}',
};
