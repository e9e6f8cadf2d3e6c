/** What a bin answers, set in the drawer and met by real senders. */
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { BinPatch } from '../../server/contract.ts';
import { openPage, picture } from '../support/browser.ts';
import { type TestServer, startServer } from '../support/server.ts';

const run = promisify(execFile);
const hasCurl = spawnSync('curl', ['--version']).status === 0;
const english = { locale: 'en-US' };
const json = { 'content-type': 'application/json' };
/** The machine may be busy. */
const poll = <T>(read: () => T) => expect.poll(read, { timeout: 10_000 });

const drawer = (page: Page): Locator => page.getByRole('dialog', { name: 'a', exact: true });
const save = (page: Page): Promise<void> => drawer(page).getByRole('button', { name: 'Save' }).click();
const isShut = (page: Page): Promise<void> => drawer(page).waitFor({ state: 'hidden' });
const stage = (page: Page): Locator =>
  page
    .getByRole('region', { name: 'What this bin does with a request' })
    .getByRole('button', { name: /Respond/ });
const setResponse = (server: TestServer, response: BinPatch['response']) =>
  server.api('/api/bins/a', { method: 'PATCH', json: { response } });

async function openDrawer(
  path = '/bins/a',
): Promise<{ server: TestServer; page: Page; complaints: string[] }> {
  const server = await startServer();
  await server.api('/api/bins', { method: 'POST', json: { id: 'a' } });
  await server.send('a', { path: '/first', headers: json, body: '{"id":"evt_0","type":"ping"}' });
  const opened = await openPage(`${server.url}${path}`, english);
  await opened.page.getByRole('option').first().waitFor();
  await stage(opened.page).click();
  await drawer(opened.page).getByRole('textbox', { name: 'Status' }).waitFor();
  return { server, ...opened };
}

it.skipIf(!hasCurl)(
  'fail 2, then 200: a sender that retries is seen three times, with 503, 503, 200',
  async () => {
    const { server, page, complaints } = await openDrawer();
    await drawer(page)
      .getByRole('radio', { name: /Fail, then work/ })
      .click();
    expect(await drawer(page).locator('.seqn .chain').innerText()).toMatch(/503\s+503\s+200\s+200/);
    await picture(page, 'response-fail-then-work');
    await save(page);
    await isShut(page);
    await page.getByText('Saved. Applies to the next request.').first().waitFor();
    await poll(() => stage(page).innerText()).toContain('fail first 2');

    const body = '{"id":"evt_7","type":"invoice.paid"}';
    const patience = ['-sS', '--retry', '5', '--retry-all-errors', '--retry-max-time', '30'];
    const message = ['-H', 'content-type: application/json', '-d', body, `${server.url}/in/a/stripe`];
    const { stdout } = await run('curl', [...patience, ...message]);
    expect(stdout).toContain('"ok":true');
    const rows = page.getByRole('option', { name: /\/stripe/ });
    await poll(() => rows.count()).toBe(3);
    expect(await rows.locator('.st').allInnerTexts()).toEqual(['200', '503', '503']);
    await poll(() => rows.first().innerText()).toContain('3/3');
    expect(complaints).toEqual([]);
  },
);

it('a rule answers what it is for, and the request says which rule that was', async () => {
  const { server, page } = await openDrawer();
  const panel = drawer(page);
  await panel.getByRole('button', { name: 'Add rule' }).click();
  await panel.getByLabel('Name of the rule').fill('Refunds are gone');
  await panel.getByRole('button', { name: 'Path', exact: true }).click();
  await panel.getByRole('combobox', { name: 'Path' }).fill('/refunds/*');
  await panel.getByRole('textbox', { name: 'Status' }).fill('410');
  await panel.getByText('This rule does not apply to the request').waitFor();
  await panel.getByRole('button', { name: 'All rules' }).click();
  await panel.getByText('/refunds/*').waitFor();
  await picture(page, 'response-rules');
  await page.keyboard.press('Control+s');
  await isShut(page);
  expect((await server.send('a', { path: '/refunds/7' })).status).toBe(410);
  expect((await server.send('a', { path: '/orders/7' })).status).toBe(200);
  await page.getByRole('option', { name: /\/refunds\/7/ }).click();
  await page.getByText('Rule: Refunds are gone').waitFor();
  await poll(() => stage(page).innerText()).toContain('1 rule');
});

it('rules are switched off, moved, copied and deleted, and come back', async () => {
  const { server, page } = await openDrawer();
  await setResponse(server, {
    rules: [
      { id: 'one', name: 'One', match: { path: '/x' }, status: 201 },
      { id: 'two', name: 'Two', match: { path: '/*' }, status: 202 },
    ],
  });
  const panel = drawer(page);
  const names = () => panel.locator('.rule-title').allInnerTexts();
  await poll(names).toEqual(['One', 'Two']);
  await panel.getByRole('button', { name: 'Move Two up' }).click();
  await poll(names).toEqual(['Two', 'One']);
  await panel.getByText('Never applies: rule Two before it answers the same requests.').waitFor();
  expect(
    await panel.getByRole('button', { name: 'Move Two down' }).evaluate((one) => one.matches(':focus')),
  ).toBe(true);
  await panel.getByRole('switch', { name: 'Rule Two is on' }).click();
  await panel.getByText('Never applies').waitFor({ state: 'hidden' });
  await panel.getByRole('button', { name: 'More for rule One' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await poll(names).toEqual(['Two', 'One', 'One (copy)']);
  await panel.getByRole('button', { name: 'More for rule Two' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await poll(names).toEqual(['One', 'One (copy)']);
  await panel.getByRole('button', { name: 'Undo' }).click();
  await poll(names).toEqual(['Two', 'One', 'One (copy)']);
  await save(page);
  await isShut(page);
  const { rules } = (await server.bin('a')).response;
  expect(rules.map(({ name, enabled }) => [name, enabled])).toEqual([
    ['Two', false],
    ['One', true],
    ['One (copy)', true],
  ]);
  expect((await server.send('a', { path: '/x' })).status).toBe(201);
});

it('a fault is met by the sender, seen in the list and named at the request and above it', async () => {
  const { server, page } = await openDrawer();
  const panel = drawer(page);
  await panel.getByRole('radio', { name: /^Reset/ }).click();
  await panel.getByText('Nothing is sent.').waitFor();
  await save(page);
  await isShut(page);
  await poll(() => stage(page).innerText()).toContain('Reset');
  await expect(server.send('a', { path: '/broken' })).rejects.toThrow();
  const row = page.getByRole('option', { name: /\/broken/ });
  await row.waitFor();
  expect(await row.locator('.st').innerText()).toBe('RST');
  await row.click();
  await page.getByText('The connection is reset. Nothing of the answer is sent.').waitFor();
  await picture(page, 'response-fault-sent');
});

it('a template says where it is wrong while it is written, and is not saved', async () => {
  const { server, page } = await openDrawer();
  const panel = drawer(page);
  await panel.getByRole('radio', { name: 'Template' }).click();
  const body = panel.getByRole('textbox', { name: 'Body', exact: true });
  await body.fill('{"a": 1,\n "b": {{ body.type | nope }}}');
  const wrong = panel.locator('.wrong', { hasText: 'Line 2, column 7' });
  await wrong.first().waitFor();
  await poll(() => body.getAttribute('aria-invalid')).toBe('true');
  await save(page);
  await panel.getByRole('alert').filter({ hasText: 'undefined filter: nope' }).first().waitFor();
  expect(await drawer(page).isVisible()).toBe(true);
  await body.fill('{"type": {{ body.type | json }}}');
  await panel.getByRole('group', { name: 'On the wire' }).getByText('"ping"').waitFor();
  await save(page);
  await isShut(page);
  const answer = await server.send('a', { headers: json, body: '{"type":"invoice.paid"}' });
  expect(await answer.json()).toEqual({ type: 'invoice.paid' });
});

it('what is wrong with a field is said at the field, which gets the focus when it is saved', async () => {
  const { page } = await openDrawer();
  const panel = drawer(page);
  const status = panel.getByRole('textbox', { name: 'Status' });
  await status.fill('99');
  await panel.getByText('A status is a number from 200 to 599').waitFor();
  await panel.getByRole('button', { name: 'Add', exact: true }).focus();
  await save(page);
  await poll(() => status.evaluate((one) => one.matches(':focus'))).toBe(true);
  await status.fill('200');
  await panel.getByRole('button', { name: 'Add', exact: true }).click();
  await panel.getByRole('combobox', { name: 'Name of header 2' }).fill('x a');
  await panel.getByText('A header’s name has letters, digits and -').waitFor();
});

it('unsaved changes are asked for once, by Escape, the button and the way back', async () => {
  const { server, page } = await openDrawer();
  const panel = drawer(page);
  const question = panel.getByRole('alertdialog');
  await page.keyboard.press('Escape');
  await isShut(page);
  expect(await stage(page).evaluate((one) => one.matches(':focus'))).toBe(true);

  await page.getByRole('option').first().click();
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await panel.getByRole('button', { name: '503', exact: true }).click();
  await page.keyboard.press('Escape');
  await question.getByText('Unsaved changes in: Response').waitFor();
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'hidden' });
  await page.goBack();
  await question.waitFor();
  await question.getByRole('button', { name: 'Keep editing' }).click();
  expect(await panel.getByRole('textbox', { name: 'Status' }).inputValue()).toBe('503');
  await panel.getByRole('button', { name: 'Close (Esc)' }).click();
  await question.getByRole('button', { name: 'Discard' }).click();
  await isShut(page);
  expect((await server.bin('a')).response.answers[0]?.status).toBe(200);
});

it('a response that is changed elsewhere meanwhile is not overwritten without a word', async () => {
  const { server, page } = await openDrawer();
  const panel = drawer(page);
  const status = panel.getByRole('textbox', { name: 'Status' });
  // Nothing is lost: it is followed.
  await setResponse(server, { status: 202 });
  await poll(() => status.inputValue()).toBe('202');
  await status.fill('418');
  await setResponse(server, { status: 204 });
  await panel.getByText('The response was changed elsewhere').waitFor();
  await save(page);
  const theirs = panel.getByRole('button', { name: 'Take the other one' });
  await poll(() => theirs.evaluate((one) => one.matches(':focus'))).toBe(true);
  expect((await server.bin('a')).response.answers[0]?.status).toBe(204);
  await panel.getByRole('button', { name: 'Keep mine' }).click();
  await save(page);
  await isShut(page);
  expect((await server.bin('a')).response.answers[0]?.status).toBe(418);
});

it('requests like an open one get a rule of their own', async () => {
  const { server, page } = await openDrawer();
  await page.keyboard.press('Escape');
  await server.send('a', {
    path: '/stripe?x=1',
    headers: { ...json, 'stripe-signature': 't=1,v1=00' },
    body: '{"id":"evt_1","object":"event","type":"invoice.paid","data":{"object":{}}}',
  });
  await page.getByRole('option', { name: /invoice\.paid/ }).click();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: /Answer requests like this/ }).click();
  const panel = drawer(page);
  await poll(() => panel.getByLabel('Name of the rule').inputValue()).toBe('Like invoice.paid');
  await panel.getByRole('button', { name: '503', exact: true }).click();
  await panel.getByText('by rule Like invoice.paid').waitFor();
  await save(page);
  await isShut(page);
  const [rule] = (await server.bin('a')).response.rules;
  expect(rule?.match).toEqual({ methods: ['POST'], path: '/stripe', event: 'invoice.paid' });
});

it('a sequence is written by keyboard alone, and counts anew when it is told to', async () => {
  const { server, page } = await openDrawer();
  const panel = drawer(page);
  const tabTo = async (name: string): Promise<void> => {
    for (let count = 0; count < 60; count += 1) {
      await page.keyboard.press('Tab');
      const now = await page.evaluate(
        () => document.activeElement?.ariaLabel ?? document.activeElement?.textContent ?? '',
      );
      if (now.startsWith(name)) return;
    }
    throw new Error(`no ${name}`);
  };
  await tabTo('Sequence');
  await page.keyboard.press('Enter');
  await panel.getByRole('list').filter({ hasText: '200' }).first().waitFor();
  await tabTo('503');
  await page.keyboard.press('Enter');
  await poll(() => panel.locator('.steps-list .st').allInnerTexts()).toEqual(['503', '200']);
  await page.keyboard.press('Control+s');
  await isShut(page);
  const statuses = async (n: number): Promise<number[]> => {
    const seen: number[] = [];
    for (let at = 0; at < n; at += 1)
      seen.push((await server.send('a', { path: '/s', body: 'same' })).status);
    return seen;
  };
  expect(await statuses(3)).toEqual([503, 200, 200]);
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await panel.getByRole('button', { name: 'Reset counters' }).click();
  await page.getByText('Counters reset').first().waitFor({ state: 'attached' });
  expect(await statuses(2)).toEqual([503, 200]);
});

it('a link opens the drawer, which fills a phone and fits it', async () => {
  const { server, page: first } = await openDrawer();
  await first.close();
  const { page } = await openPage(`${server.url}/bins/a?settings=response`, {
    ...english,
    viewport: { width: 390, height: 844 },
  });
  await drawer(page)
    .getByRole('radio', { name: /Fail, then work/ })
    .click();
  await picture(page, 'response-phone');
  const box = await drawer(page).boundingBox();
  expect(box).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
  expect(await page.locator('.drawer-body').evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
  await save(page);
  await isShut(page);
  expect(new URL(page.url()).search).toBe('');
});

it('the focus never falls out of the drawer when what had it goes away', async () => {
  const { page } = await openDrawer();
  const panel = drawer(page);
  const focus = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      const isInside = element?.closest('dialog') !== null && element?.localName !== 'dialog';
      return isInside ? (element?.ariaLabel ?? element?.textContent ?? '') : 'nothing';
    });
  const click = async (name: string, then: RegExp): Promise<void> => {
    await panel.getByRole('button', { name, exact: true }).focus();
    await page.keyboard.press('Enter');
    await poll(focus).toMatch(then);
  };
  await click('Sequence', /^1200/);
  await click('Remove answer 2', /^1200/);
  await click('Only one answer', /^None/);
  await click('Remove header content-type', /^Add/);
  await click('Add rule', /^$/);
  await click('Header', /^Header 1: name/);
  await click('Another', /^Header 2: name/);
  await click('Remove condition Header 2', /^Header 1: name/);
  await click('Remove condition Header', /^Header/);
  await click('Delete', /^Undo/);
  await click('Undo', /^Rule 1/);
  await page.keyboard.press('Enter');
  await panel.getByLabel('Name of the rule').waitFor();
  await page.keyboard.press('Escape');
  await poll(focus).toMatch(/^Rule 1/);
});
