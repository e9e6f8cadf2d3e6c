import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findings } from '../support/axe.ts';
import { launchBrowser, picture } from '../support/browser.ts';
import { launchServer, type TestServer } from '../support/server.ts';
import { secret, stripeHeaders, verifying } from '../support/signed.ts';

/** A state of the page: where it is, and what is done there. */
interface State {
  name: string;
  path: string;
  /** Before the page is opened: what the server is to answer. */
  prepare?: (page: Page) => Promise<void>;
  /** Ends when the state is there. */
  reach: (page: Page) => Promise<void>;
}

const request = '/bins/a/requests/2';
const opened = (page: Page): Promise<void> => page.getByRole('tabpanel').waitFor();
const fail =
  (status: number) =>
  async (page: Page): Promise<void> => {
    await page.route('**/api/bins/a/requests?**', (route) =>
      route.fulfill({ status, body: 'broken on purpose' }),
    );
  };
const press =
  (key: string, name: string) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press(key);
    await page.getByRole('dialog', { name }).waitFor();
  };

const signature =
  (title: string) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('heading', { name: title, exact: true }).waitFor();
    await page.locator('.sig-steps').first().waitFor();
  };

/** Whoever adds a screen or a state adds a line. */
const states: readonly State[] = [
  {
    name: 'no bins',
    path: 'empty:/',
    reach: (page) => page.getByRole('main').getByRole('button').first().waitFor(),
  },
  { name: 'bins', path: '/', reach: (page) => page.getByRole('link', { name: /^b/ }).first().waitFor() },
  {
    name: 'a new bin',
    path: 'empty:/',
    reach: async (page) => {
      await page.getByRole('button', { name: /Create bin/ }).click();
      await page.getByText('Listening').waitFor();
    },
  },
  { name: 'an empty bin', path: '/bins/b', reach: (page) => page.getByText('Listening').first().waitFor() },
  { name: 'a list', path: '/bins/a', reach: (page) => page.getByRole('option').first().waitFor() },
  {
    name: 'a filtered list',
    path: '/bins/a?q=path:/one',
    reach: (page) => page.getByRole('option').first().waitFor(),
  },
  {
    name: 'a filter without a match',
    path: '/bins/a?q=nowhere-to-be-found',
    reach: (page) =>
      page
        .getByText(/nothing|no request|no match/i)
        .first()
        .waitFor(),
  },
  {
    name: 'a filter that cannot be read',
    path: '/bins/a?q=nonsense:1',
    reach: (page) =>
      page
        .getByText(/nonsense/)
        .first()
        .waitFor(),
  },
  {
    name: 'a failure',
    path: '/bins/a',
    prepare: fail(500),
    reach: (page) => page.getByRole('alert').waitFor(),
  },
  {
    name: 'a lost connection',
    path: '/bins/a',
    prepare: (page) => page.routeWebSocket(/live/, (socket) => socket.close()),
    reach: (page) =>
      page
        .getByText(/Connection lost/)
        .first()
        .waitFor({ state: 'attached' }),
  },
  {
    name: 'a request that is gone',
    path: '/bins/a/requests/99',
    reach: (page) =>
      page
        .getByText(/gone|deleted|not here/i)
        .first()
        .waitFor(),
  },
  { name: 'the palette', path: '/bins/a', reach: press('Control+k', 'Command palette') },
  {
    name: 'the palette without a result',
    path: '/',
    reach: async (page) => {
      await page.getByRole('link', { name: /^b/ }).first().waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Command palette' }).fill('zzzz');
      await page.getByText('Nothing called').waitFor();
    },
  },
  { name: 'the shortcuts', path: '/bins/a', reach: press('?', 'Keyboard shortcuts') },
  {
    name: 'a toast with a way back',
    path: request,
    reach: async (page) => {
      await opened(page);
      await page.keyboard.press('x');
      await page.getByText('Request deleted').first().waitFor();
      // Taken back at once: the other states need the request.
      await page.keyboard.press('z');
    },
  },
  {
    name: 'the drawer with failures at first',
    path: '/bins/a?settings=response',
    reach: async (page) => {
      await page.getByRole('radio', { name: /Fail, then work/ }).click();
      await page.getByRole('radio', { name: 'Template' }).click();
      await page.getByText('by the bin’s own answer').waitFor();
    },
  },
  {
    name: 'the drawer with rules and a sequence',
    path: '/bins/ruled/requests/1?settings=response',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Sequence' }).click();
      await page.getByText('Never applies').waitFor();
    },
  },
  {
    name: 'the drawer with a rule',
    path: '/bins/a?settings=response',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Add rule' }).click();
      for (const name of ['Method', 'Header', 'Attempt', 'Signature'])
        await page.getByRole('button', { name, exact: true }).click();
      await page.getByRole('textbox', { name: 'Status' }).fill('1');
    },
  },
  {
    name: 'the drawer with unsaved changes',
    path: '/bins/a?settings=response',
    reach: async (page) => {
      await page.getByRole('button', { name: '503', exact: true }).click();
      await page.keyboard.press('Escape');
      await page.getByRole('alertdialog').waitFor();
    },
  },
  {
    name: 'an unknown bin',
    path: '/bins/nothing-here',
    reach: (page) => page.getByText(/There is no bin/).waitFor(),
  },
  {
    name: 'an unknown page',
    path: '/nowhere/at/all',
    reach: (page) => page.getByText('There is no page here').waitFor(),
  },
  { name: 'a valid signature', path: '/bins/signed/requests/1', reach: signature('Signature valid') },
  {
    name: 'a signature that does not match',
    path: '/bins/signed/requests/2',
    reach: async (page) => {
      await signature('Signature does not match')(page);
      await page.locator('.cause').waitFor();
      await page.getByText('Code that verifies Stripe').click();
      await page.getByLabel('Code for Node').waitFor();
    },
  },
  {
    name: 'a secret that is tried',
    path: '/bins/signed/requests/3',
    reach: async (page) => {
      await signature('Signature expired')(page);
      await page.getByRole('button', { name: 'Try another secret' }).click();
      await page.getByLabel('Signing secret').fill('x');
      await page.keyboard.press('Enter');
      await page.getByRole('group', { name: 'What the secret you tried makes of it' }).waitFor();
      await expect.poll(() => page.locator('.tried [aria-busy=true]').count()).toBe(0);
    },
  },
  {
    name: 'the verification of a bin',
    path: '/bins/signed?settings=verification',
    reach: async (page) => {
      await page.getByRole('radio', { name: 'Record and refuse' }).click();
      await page.getByRole('button', { name: 'Add another secret' }).click();
      await page.getByText('Tried on the last 3 requests').waitFor();
    },
  },
  {
    name: 'a provider that is looked for',
    path: '/bins/a?settings=verification',
    reach: async (page) => {
      await page.getByLabel('Provider', { exact: true }).click();
      await page.getByRole('option', { name: 'Stripe' }).waitFor();
    },
  },
  {
    name: 'what was sent on',
    path: `${request}/forwards`,
    reach: async (page) => {
      await page.getByRole('tabpanel').getByText('nothing listens').waitFor();
      await page.getByRole('tabpanel').getByRole('region', { name: 'Sent' }).waitFor();
    },
  },
  {
    name: 'a replay',
    path: request,
    reach: async (page) => {
      await opened(page);
      await page.keyboard.press('w');
      await page.getByRole('dialog', { name: 'Edit and replay' }).getByLabel('Body').waitFor();
    },
  },
  {
    name: 'a replay to another machine',
    path: request,
    reach: async (page) => {
      await opened(page);
      await page.keyboard.press('w');
      const dialog = page.getByRole('dialog', { name: 'Edit and replay' });
      await dialog.getByLabel('Target URL').fill('https://example.com/hooks');
      await dialog.getByText('is another machine').waitFor();
    },
  },
  {
    name: 'a replay of many',
    path: '/bins/a',
    reach: async (page) => {
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('a');
      await page.keyboard.press('r');
      await page.getByRole('dialog', { name: 'Replay requests' }).waitFor();
    },
  },
  {
    name: 'no forwarding',
    path: '/bins/a?settings=forwarding',
    reach: (page) => page.getByRole('dialog').getByText('More settings').waitFor(),
  },
  {
    name: 'forwarding to two targets',
    path: '/bins/f?settings=forwarding',
    reach: async (page) => {
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^second/ })
        .click();
      await page.getByRole('dialog').getByText('Nothing waits').waitFor();
    },
  },
  {
    name: 'a test event that is edited',
    path: '/bins/signed',
    reach: async (page) => {
      await press('s', 'Send test event')(page);
      const dialog = page.getByRole('dialog', { name: 'Send test event' });
      await dialog.getByText('More that can go wrong').click();
      await dialog.getByText('Wrong secret', { exact: true }).click();
      await dialog.getByText('Burst', { exact: true }).click();
      await dialog.getByRole('button', { name: 'Edit request' }).click();
      await dialog.getByText('signature does not match').waitFor();
    },
  },
  {
    name: 'a burst',
    path: '/bins/b',
    reach: async (page) => {
      await page.getByText('Listening').first().waitFor();
      await page.keyboard.press('s');
      const dialog = page.getByRole('dialog', { name: 'Send test event' });
      await dialog.getByRole('radio', { name: 'Another URL' }).click();
      await dialog.getByLabel('Target URL').fill('http://127.0.0.1:9/');
      await dialog.getByText('Burst', { exact: true }).click();
      await dialog.getByLabel('Events', { exact: true }).fill('20');
      await dialog.getByLabel('Per second').fill('');
      await dialog.getByRole('button', { name: 'Start burst' }).click();
      await dialog.getByText(/^20 sent in/).waitFor();
    },
  },
  {
    name: 'the retries of a sender',
    path: '/bins/r/requests/1',
    reach: (page) => page.getByText(/Your sender retried 2 times/).waitFor(),
  },
  { name: 'the token form', path: 'locked:/', reach: (page) => page.getByLabel('Access token').waitFor() },
];

const stillMoving = async (): Promise<number> => {
  await new Promise(requestAnimationFrame);
  return document.getAnimations().filter(({ playState }) => playState === 'running').length;
};

const widths = [1440, 390] as const;
const token = 'a-token-that-is-long-enough-to-be-one';

describe('axe has nothing to say about', () => {
  const servers = new Map<string, TestServer>();
  const shared: { browser?: Browser; page?: Page } = {};

  beforeAll(async () => {
    const server = await launchServer();
    servers.set('', server);
    servers.set('empty', await launchServer());
    servers.set('locked', await launchServer(['--token', token]));
    shared.browser = await launchBrowser();
    await server.api('/api/bins', { method: 'POST', json: { id: 'b' } });
    const response = {
      status: 503,
      rules: [
        { name: 'All', fault: 'reset' },
        { name: 'Some', match: { path: '/x' }, enabled: true },
        { name: 'Off', enabled: false },
      ],
    };
    await server.api('/api/bins', { method: 'POST', json: { id: 'ruled', response } });
    await server.send('ruled', {}).catch(() => null);
    await server.send('a', {
      path: '/one?x=1&x=2',
      body: '<a href="#">&amp;</a>',
      headers: { 'content-type': 'text/xml' },
    });
    await server.send('a', {
      path: '/two?name=value&empty=',
      headers: { 'content-type': 'application/json', cookie: 'a=1; b=2', 'x-twice': '1, 2' },
      body: JSON.stringify({
        id: 'evt_1',
        type: 'invoice.paid',
        created: 1_795_315_931,
        list: [1, null, true],
      }),
    });
    await verifying(server, 'signed', { provider: 'stripe', secrets: [{ text: secret }] });
    for (const headers of [
      stripeHeaders('{}'),
      stripeHeaders('{}', 'another'),
      stripeHeaders('{}', secret, Date.now() - 3_600_000),
    ])
      await server.send('signed', { headers, body: '{}' });
    await server.send('a', { method: 'DELETE', path: '/three', body: '{"broken":' });
    // A port that nobody listens on.
    const json = { target: 'http://127.0.0.1:9/' };
    await server.api('/api/bins/a/requests/2/replay', { method: 'POST', json });
    const forwarding = ['first', 'second'].map((name) => ({ name, url: `http://127.0.0.1:9/${name}` }));
    await server.api('/api/bins', { method: 'POST', json: { id: 'f' } });
    await server.api('/api/bins/f', { method: 'PATCH', json: { forwarding } });
    await server.api('/api/bins', { method: 'POST', json: { id: 'r' } });
    const failing = { answers: [{ status: 503 }, { status: 503 }, { status: 200 }], countPer: 'event' };
    await server.api('/api/bins/r', { method: 'PATCH', json: { response: failing } });
    for (let count = 0; count < 4; count += 1) await server.send('r', { path: '/again', body: '{"same":1}' });
  });
  afterAll(async () => {
    await shared.browser?.close();
    for (const server of servers.values()) await server.close();
  });

  /** The page of all states; a state that changes what the server says gets one of its own. */
  async function pageFor({ prepare }: State, width: number): Promise<Page> {
    if (!shared.browser) throw new Error('no browser');
    const page = prepare || !shared.page ? await shared.browser.newPage() : shared.page;
    if (!prepare) shared.page = page;
    await prepare?.(page);
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    return page;
  }

  async function open(state: State, width: number): Promise<Page> {
    const page = await pageFor(state, width);
    const [, which = '', path = ''] = /^(?:([a-z]+):)?(\/.*)$/.exec(state.path) ?? [];
    await page.goto(`${servers.get(which)?.url}${path}`);
    await state.reach(page);
    return page;
  }

  async function examine(page: Page, name: string): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
      // Colours that are on their way are nobody's choice.
      await expect.poll(() => page.evaluate(stillMoving)).toBe(0);
      expect(await findings(page), `${name}, ${colorScheme}`).toEqual([]);
      await picture(page, `axe-${name.replaceAll(' ', '-')}-${colorScheme}`);
    }
  }

  it.each(states.flatMap((state) => widths.map((width) => ({ state, width, name: state.name }))))(
    '$name at $width px',
    async ({ state, width }) => {
      const page = await open(state, width);
      await examine(page, `${state.name} ${width}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      if (state.prepare) await page.close();
    },
  );

  it.each(widths)('every tab of a request at %i px', async (width) => {
    const page = await open({ name: 'tabs', path: request, reach: opened }, width);
    const tabs = page.getByRole('tablist').first().getByRole('tab');
    const count = await tabs.count();
    expect(count).toBeGreaterThan(3);
    for (let at = 0; at < count; at += 1) {
      await tabs.nth(at).click();
      await page.getByRole('tabpanel').first().waitFor();
      await expect.poll(() => page.locator('[aria-busy=true]').count()).toBe(0);
      await examine(page, `tab ${at} ${width}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });
});
