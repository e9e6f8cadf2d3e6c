/**
 * Every command of the page, declared once: its keys, where it is listed, when it can run. What it does is given by
 * the view that does it (`useCommands`, or `useKeys` with one of its keys): a command nobody listens for is listed
 * nowhere. Its words are `t.value.keys.commands[id]`.
 */
import { t } from './locales/locale.ts';
import { type Keys, handlerOf, useKeys } from './keyboard.ts';
import { route } from './route.ts';
import { toasts } from './toasts.ts';
import type { IconName } from './views/icon.tsx';

/** The words for a command are the list of all commands. */
export type CommandId = keyof typeof t.value.keys.commands;
/** The sections of the list of shortcuts. */
export type CommandGroup = keyof typeof t.value.keys.groups;

/** A command. */
export interface Command {
  id: CommandId;
  group: CommandGroup;
  /** Each of them runs it; names as in Keys. */
  keys: readonly string[];
  /** Set when the palette lists it. */
  icon?: IconName;
  /** False while it would do nothing; always when there is none. */
  when?: () => boolean;
}

const hasRequest = (): boolean => route.value.page === 'inspector' && route.value.seq !== null;
const hasUndo = (): boolean => toasts.value.some(({ undo }) => undo);

/** All commands, in the order in which they are listed. */
export const commands: readonly Command[] = [
  { id: 'next', group: 'move', keys: ['j', 'ArrowDown'] },
  { id: 'previous', group: 'move', keys: ['k', 'ArrowUp'] },
  { id: 'newest', group: 'move', keys: ['Home'] },
  { id: 'oldest', group: 'move', keys: ['End'] },
  { id: 'open', group: 'move', keys: ['Enter'] },
  { id: 'tab', group: 'move', keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'] },
  { id: 'next-tab', group: 'move', keys: [']'] },
  { id: 'previous-tab', group: 'move', keys: ['['] },
  { id: 'arrivals', group: 'move', keys: ['.'] },
  { id: 'back', group: 'move', keys: ['Escape'] },
  { id: 'palette', group: 'find', keys: ['Mod+k'] },
  { id: 'filter', group: 'find', keys: ['/'], icon: 'filter' },
  { id: 'find-in-body', group: 'find', keys: ['f'], icon: 'search', when: hasRequest },
  { id: 'create-bin', group: 'bin', keys: ['n'], icon: 'plus' },
  { id: 'select-all', group: 'bin', keys: ['a'], icon: 'check' },
  { id: 'copy-url', group: 'bin', keys: ['c'], icon: 'copy' },
  { id: 'send', group: 'bin', keys: ['s'], icon: 'send' },
  { id: 'export', group: 'bin', keys: ['e'], icon: 'download' },
  { id: 'verification', group: 'bin', keys: ['g v'], icon: 'shieldok' },
  { id: 'response', group: 'bin', keys: ['g r'], icon: 'reply' },
  { id: 'forwarding', group: 'bin', keys: ['g f'], icon: 'fwd' },
  { id: 'pause', group: 'bin', keys: ['p'], icon: 'pause' },
  { id: 'replay', group: 'request', keys: ['r'], icon: 'replay', when: hasRequest },
  { id: 'replay-edit', group: 'request', keys: ['w'], icon: 'edit', when: hasRequest },
  { id: 'note', group: 'request', keys: ['m'], icon: 'note', when: hasRequest },
  { id: 'try-secret', group: 'request', keys: [], icon: 'shieldkey', when: hasRequest },
  { id: 'copy-as', group: 'request', keys: ['y'], icon: 'term', when: hasRequest },
  { id: 'diff', group: 'request', keys: ['d'], icon: 'diff', when: hasRequest },
  { id: 'pin', group: 'request', keys: ['b'], icon: 'pin', when: hasRequest },
  { id: 'unread', group: 'request', keys: ['u'], icon: 'inbox', when: hasRequest },
  { id: 'delete', group: 'request', keys: ['x', 'Delete'], icon: 'trash', when: hasRequest },
  { id: 'undo', group: 'request', keys: ['z'], icon: 'reply', when: hasUndo },
  { id: 'theme', group: 'page', keys: ['t'], icon: 'moon' },
  { id: 'notify', group: 'page', keys: [], icon: 'bell' },
  { id: 'shortcuts', group: 'page', keys: ['?'], icon: 'keyboard' },
];

const own = (id: CommandId): string => `command:${id}`;

/** What a command does now; undefined when no view does it. */
export const runnerOf = ({ id, keys }: Command): (() => void) | undefined =>
  [own(id), ...keys].map(handlerOf).find(Boolean);

/** The keys of a command that work now. */
export const liveKeys = ({ keys }: Command): readonly string[] => keys.filter(handlerOf);

/** Handlers of commands as keys. */
export function keysOf(runs: Partial<Record<CommandId, () => void>>): Keys {
  const found: Record<string, () => void> = {};
  for (const { id, keys } of commands) {
    const run = runs[id];
    if (run) for (const key of [own(id), ...keys]) found[key] = run;
  }
  return found;
}

/** Does commands while the component is there: by key, from the palette, and listed under `?`. */
export const useCommands = (runs: Partial<Record<CommandId, () => void>>): void => useKeys(keysOf(runs));

const marks: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  Escape: 'Esc',
  Enter: '↵',
  Delete: 'Del',
};

/** A key as it is written on keyboards, its parts apart. */
export const keyCaps = (key: string): readonly string[] =>
  key
    .split(/[+ ]/)
    .map((part) =>
      part === 'Mod'
        ? /Mac|iP(?:hone|ad)/.test(navigator.platform)
          ? '⌘'
          : 'Ctrl'
        : (marks[part] ?? (part.length === 1 ? part.toUpperCase() : part)),
    );
