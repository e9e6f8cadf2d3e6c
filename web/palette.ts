/** What the palette offers for what was typed. */
import type { Bin, RequestSummary } from '../server/contract.ts';
import { now } from './clock.ts';
import { commands, keyCaps, runnerOf } from './commands.ts';
import { formatAgo, formatCount } from './format.ts';
import { chooseLocale, locale, localeName, locales, t } from './locales/locale.ts';
import { panels } from './panels/panels.ts';
import { navigate, route, inspectorRoute } from './route.ts';
import { showProblem } from './toasts.ts';
import { chooseTheme, themeChoice, themeChoices } from './theme.ts';
import type { IconName } from './views/icon.tsx';

/** One line of the palette. */
export interface Choice {
  id: string;
  icon: IconName;
  text: string;
  detail?: string;
  /** How the same is done by key. */
  caps?: readonly string[];
  run: () => void;
}

/** Lines under a heading. */
export interface ChoiceGroup {
  label: string;
  choices: readonly Choice[];
}

/** What was typed, and what the server gave for it. */
export interface Asked {
  text: string;
  bins: readonly Bin[];
  requests: readonly RequestSummary[];
}

/** True when every word of the text is in one of the others. Pure. */
export function fits(text: string, ...others: readonly string[]): boolean {
  const place = others.join(' ').toLocaleLowerCase();
  return text
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => place.includes(word));
}

function actions(): Choice[] {
  return commands.flatMap((command) => {
    const { id, icon, keys, when } = command;
    const run = runnerOf(command);
    if (!icon || !run || when?.() === false) return [];
    const [key] = keys;
    return [{ id, icon, text: t.value.keys.commands[id], ...(key ? { caps: keyCaps(key) } : {}), run }];
  });
}

function tabs(): Choice[] {
  const { value } = route;
  if (value.page !== 'inspector' || value.seq === null) return [];
  return panels.map(({ id, label }, at) => ({
    id: `tab-${id}`,
    icon: 'file',
    text: label(),
    caps: at < 9 ? [String(at + 1)] : [],
    run: () => navigate({ ...value, tab: id }),
  }));
}

function filters(): Choice[] {
  const { value } = route;
  if (value.page !== 'inspector') return [];
  const words = t.value.palette;
  const known: readonly (readonly [label: string, q: string])[] = [
    [words.failed, 'is:failed'],
    [words.retries, 'is:retry'],
    [words.files, 'has:file'],
    ...(value.q ? [[words.noFilter, ''] as const] : []),
    [words.faults, 'is:fault'],
  ];
  return known.map(([label, q]) => ({
    id: `filter-${q}`,
    icon: 'filter',
    text: label,
    detail: q,
    run: () => navigate({ ...value, q }),
  }));
}

/** The text itself as a filter of the open list. */
function typedFilter(text: string): Choice[] {
  const { value } = route;
  if (value.page !== 'inspector' || !text) return [];
  const run = () => navigate({ ...value, q: text });
  return [{ id: 'filter-typed', icon: 'filter', text: t.value.palette.filterBy(text), run }];
}

const binChoices = (bins: readonly Bin[]): Choice[] =>
  bins.map(({ id, name, requests }) => ({
    id: `bin-${id}`,
    icon: 'inbox',
    text: name,
    detail: t.value.common.requests(requests, formatCount(requests)),
    run: () => navigate(inspectorRoute(id)),
  }));

const requestChoices = (requests: readonly RequestSummary[]): Choice[] =>
  requests.map(({ bin, seq, title, method, path, receivedAt }) => ({
    id: `request-${seq}`,
    icon: 'right',
    text: title,
    detail: `${method} ${path} · ${formatAgo(receivedAt, now.peek())}`,
    run: () => {
      const { value } = route;
      navigate(
        value.page === 'inspector' && value.bin === bin ? { ...value, seq } : inspectorRoute(bin, seq),
      );
    },
  }));

const themes = (): Choice[] =>
  themeChoices
    .filter((choice) => choice !== themeChoice.value)
    .map((choice) => ({
      id: `theme-${choice}`,
      icon: choice === 'light' ? 'sun' : 'moon',
      text: t.value.palette.theme(t.value.shell.themes[choice]),
      run: () => chooseTheme(choice),
    }));

const languages = (): Choice[] =>
  locales
    .filter((tag) => tag !== locale.value)
    .map((tag) => ({
      id: `language-${tag}`,
      icon: 'globe',
      text: t.value.palette.language(localeName(tag)),
      detail: tag,
      run: () => {
        chooseLocale(tag).catch(() => showProblem(t.value.shell.notLoaded));
      },
    }));

const [few, many] = [4, 8];

/** All lines, in groups. Without a text the first of each kind; requests only for a text. */
export function offer({ text, bins, requests }: Asked): readonly ChoiceGroup[] {
  const typed = text.trim();
  const words = t.value.palette.groups;
  const found = (choices: readonly Choice[], least = few) =>
    typed
      ? choices.filter((choice) => fits(typed, choice.text, choice.detail ?? '')).slice(0, many)
      : choices.slice(0, least);
  return [
    { label: words.actions, choices: found(actions(), 6) },
    { label: words.bins, choices: found(binChoices(bins)) },
    { label: words.requests, choices: typed ? requestChoices(requests) : [] },
    { label: words.tabs, choices: typed ? found(tabs()) : [] },
    { label: words.filters, choices: found(filters()) },
    { label: words.themes, choices: typed ? found(themes()) : themes() },
    { label: words.languages, choices: found(languages(), many) },
    { label: words.typed, choices: typedFilter(typed) },
  ].filter(({ choices }) => choices.length > 0);
}
