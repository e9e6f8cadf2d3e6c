import { signal } from '@preact/signals';
import { expect, it, vi } from 'vitest';
import { ApiFailure } from '../../web/api.ts';
import { isOpenTab, openTabs } from '../../web/drawer/open-tabs.ts';
import type { DrawerPlace, DrawerTab } from '../../web/drawer/tab.ts';
import type { Bin } from '../../server/contract.ts';
import { aRequest } from './a-request.ts';

const place: DrawerPlace = {
  bin: signal({ id: 'a' } as Bin),
  newest: signal(null),
  seq: null,
  like: aRequest(),
  onDelivered: () => () => undefined,
  changed: () => undefined,
};

// The page asks its tab for the access token as soon as it is loaded.
vi.hoisted(() => vi.stubGlobal('sessionStorage', { getItem: () => null }));

/** A tab that writes down what happens to it. */
function aTab(id: string, log: string[], { saves = true, fails = 0 } = {}) {
  const isDirty = signal(false);
  let left = fails;
  const tab: DrawerTab = {
    id,
    label: () => id,
    note: () => '',
    load: async () => {
      if (left-- > 0) throw new TypeError('gone');
      return ({ like }) => {
        log.push(`${id} opens${like ? ' for a request' : ''}`);
        return {
          View: () => null,
          isDirty,
          save: async () => {
            log.push(`${id} saves`);
            if (saves) isDirty.value = false;
            return saves;
          },
          close: () => log.push(`${id} ends`),
        };
      };
    },
  };
  return { tab, isDirty };
}

it('only the tab that the drawer was opened at sets something up for a request', async () => {
  const log: string[] = [];
  const [one, two] = [aTab('one', log), aTab('two', log)];
  const tabs = openTabs([one.tab, two.tab], place, two.tab);
  await tabs.load(two.tab);
  await tabs.load(one.tab);
  await tabs.load(two.tab);
  expect(log).toEqual(['two opens for a request', 'one opens']);
});

it('what is changed is saved in order, up to the first that cannot be', async () => {
  const log: string[] = [];
  const [one, two, three] = [aTab('one', log), aTab('two', log, { saves: false }), aTab('three', log)];
  const all = [one.tab, two.tab, three.tab];
  const tabs = openTabs(all, place, one.tab);
  for (const tab of all) await tabs.load(tab);
  expect(await tabs.save()).toBe(null);
  for (const { isDirty } of [one, two, three]) isDirty.value = true;
  log.length = 0;
  expect(await tabs.save()).toBe(two.tab);
  expect(log).toEqual(['one saves', 'two saves']);
  expect(tabs.dirty.value).toEqual([two.tab, three.tab]);
  tabs.close();
  expect(log.slice(2)).toEqual(['one ends', 'two ends', 'three ends']);
});

it('a tab that could not be loaded says so, and is loaded when it is asked for again', async () => {
  const { tab } = aTab('one', [], { fails: 1 });
  const tabs = openTabs([tab], place, tab);
  await tabs.load(tab);
  expect(tabs.states.value.get('one')).toBeInstanceOf(ApiFailure);
  await tabs.load(tab);
  expect(isOpenTab(tabs.states.value.get('one'))).toBe(true);
});
