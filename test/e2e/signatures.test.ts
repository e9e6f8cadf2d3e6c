/**
 * The signature lab as a developer meets it: senders sign with node:crypto alone, apart from the engine, and the page
 * says what is wrong with what they send.
 */
import { createHmac } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openPage, picture } from '../support/browser.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { verifying } from '../support/signed.ts';

const hmac = (secret: string, text: string, encoding: 'hex' | 'base64' = 'hex'): string =>
  createHmac('sha256', secret).update(text).digest(encoding);
const json = { 'content-type': 'application/json' };

/** How a sender signs; `at`: seconds since 1970. */
interface Sender {
  provider: string;
  label: string;
  secret: string;
  body: string;
  sign: (secret: string, body: string, at: number) => Record<string, string>;
  /** Seconds after which a signature is too old; null: it has no time. */
  tolerance: number | null;
}

const senders: readonly Sender[] = [
  {
    provider: 'stripe',
    label: 'Stripe',
    secret: 'whsec_the-right-one-4f2a',
    body: '{\n  "id": "evt_1",\n  "object": "event",\n  "type": "invoice.payment_failed"\n}',
    sign: (secret, body, at) => ({ 'stripe-signature': `t=${at},v1=${hmac(secret, `${at}.${body}`)}` }),
    tolerance: 300,
  },
  {
    provider: 'github',
    label: 'GitHub',
    secret: 'the-secret-of-the-hook-7c1f',
    body: '{"action":"opened","repository":{"full_name":"acme/checkout"}}',
    sign: (secret, body) => ({
      'x-github-event': 'pull_request',
      'x-hub-signature-256': `sha256=${hmac(secret, body)}`,
    }),
    tolerance: null,
  },
  {
    provider: 'slack',
    label: 'Slack',
    secret: '8f742231b10e8888abcd99yyyzzz85a5',
    body: '{"type":"event_callback","event":{"type":"app_mention"},"event_id":"Ev1"}',
    sign: (secret, body, at) => ({
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': `v0=${hmac(secret, `v0:${at}:${body}`)}`,
    }),
    tolerance: 300,
  },
  {
    provider: 'shopify',
    label: 'Shopify',
    secret: 'shpss_51e0b6c2a9d84f7e',
    body: '{"id":5500000001284,"name":"#1284","total_price":"122.00"}',
    sign: (secret, body) => ({
      'x-shopify-topic': 'orders/create',
      'x-shopify-hmac-sha256': hmac(secret, body, 'base64'),
    }),
    tolerance: null,
  },
];

const now = (): number => Math.floor(Date.now() / 1_000);

interface Sent {
  secret?: string;
  ageSeconds?: number;
  /** What becomes of the body once it is signed. */
  arrives?: (body: string) => string;
}

async function send(server: TestServer, bin: string, sender: Sender, sent: Sent = {}): Promise<void> {
  const { secret = sender.secret, ageSeconds = 0, arrives = (body) => body } = sent;
  const headers = { ...json, ...sender.sign(secret, sender.body, now() - ageSeconds) };
  await server.send(bin, { path: `/${sender.provider}`, headers, body: arrives(sender.body) });
}

const setUp = (server: TestServer, bin: string, { provider, secret }: Sender) =>
  verifying(server, bin, { provider, secrets: [{ text: secret }] });

const card = (page: Page): Locator => page.getByRole('region', { name: 'Signature', exact: true });
const cause = (page: Page): Locator => card(page).locator('.cause');
const step = (page: Page, name: string): Locator => card(page).locator(`[data-step=${name}]`);
const shields = (page: Page, text: string): Locator =>
  page.locator('#list').getByText(`${text}.`, { exact: true });
const open = (server: TestServer, bin: string, seq: number): string =>
  `${server.url}/bins/${bin}/requests/${seq}`;
const title = (page: Page, text: string): Promise<void> =>
  card(page).getByRole('heading', { name: text, exact: true }).waitFor();

/** The pictures of both themes. */
async function pictures(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await picture(page, `${name}-${colorScheme}`);
  }
}

describe.each(senders)('a request of $label', (sender) => {
  const { provider, label, tolerance } = sender;

  it('is valid with the right secret, and every step shows what it saw', async () => {
    const server = await startServer();
    await setUp(server, 'a', sender);
    await send(server, 'a', sender);
    const { page, complaints } = await openPage(open(server, 'a', 1));
    await title(page, 'Signature valid');
    const [request] = (await server.page('a')).items;
    expect(request?.signature).toBe('valid');
    for (const name of ['header', 'content', 'compute', 'compare'])
      await step(page, name).getByText('passed').waitFor({ state: 'attached' });
    await step(page, 'compute')
      .getByText(`••••${sender.secret.slice(-4)}`)
      .waitFor();
    const time = tolerance === null ? `${label} does not sign a timestamp` : /Drift \+/;
    await step(page, 'timestamp').getByText(time).waitFor();
    await step(page, 'content')
      .getByText(`body, ${Buffer.byteLength(sender.body)} bytes as received`)
      .waitFor();
    expect(await card(page).locator('.diag').count()).toBe(0);
    await pictures(page, `signature-${provider}-valid`);
    expect(complaints).toEqual([]);
  });

  it('signed with another secret is told to be that: nothing has matched here yet', async () => {
    const server = await startServer();
    await setUp(server, 'a', sender);
    await send(server, 'a', sender, { secret: `${sender.secret}-of-somebody-else` });
    const { page } = await openPage(open(server, 'a', 1));
    await title(page, 'Signature does not match');
    await cause(page)
      .getByText(/Signed with another secret, or the content changed after signing/)
      .waitFor();
    await card(page)
      .getByText('No request in this bin has matched yet: most likely the sender signs with another secret.')
      .waitFor();
    await step(page, 'compare').getByText('failed').waitFor({ state: 'attached' });
    await pictures(page, `signature-${provider}-wrong-secret`);
  });

  it('edited on its way is told to be that: others match with the same secret', async () => {
    const server = await startServer();
    await setUp(server, 'a', sender);
    await send(server, 'a', sender);
    await send(server, 'a', sender, {
      arrives: (body) => body.replace(/"(?:evt_1|opened|Ev1|122\.00)"/, '"edited"'),
    });
    const { page } = await openPage(open(server, 'a', 2));
    await title(page, 'Signature does not match');
    await card(page)
      .getByText(
        /^1 other request in this bin matches with this secret: most likely the content changed on its way/,
      )
      .waitFor();
    await pictures(page, `signature-${provider}-edited`);
  });

  it('whose JSON was written anew is told to be that, as proven', async () => {
    const server = await startServer();
    await setUp(server, 'a', sender);
    await send(server, 'a', sender, { arrives: (body) => JSON.stringify(JSON.parse(body), null, 4) });
    const { page } = await openPage(open(server, 'a', 1));
    await cause(page)
      .getByText(/The JSON was written anew after it was signed: the signature matches the same JSON/)
      .waitFor();
    await cause(page).getByText('Cause:', { exact: true }).waitFor();
  });

  it.runIf(tolerance !== null)('that is old is told to be right but late, by how much', async () => {
    const server = await startServer();
    await setUp(server, 'a', sender);
    await send(server, 'a', sender, { ageSeconds: 724 });
    const { page } = await openPage(open(server, 'a', 1));
    await title(page, 'Signature expired');
    await cause(page)
      .getByText(
        /The signature is correct but 72[4-9] s old: the sender sent it late or again without signing anew/,
      )
      .waitFor();
    await step(page, 'timestamp').getByText('failed').waitFor({ state: 'attached' });
    await step(page, 'timestamp')
      .getByText(/Drift \+12 min/)
      .waitFor();
    // It is right, only late.
    await step(page, 'compare').getByText('passed').waitFor({ state: 'attached' });
    await pictures(page, `signature-${provider}-old`);
  });

  it('can be verified by the code that the card gives', async () => {
    const server = await startServer();
    await setUp(server, 'a', sender);
    await send(server, 'a', sender, { secret: 'another' });
    const { page } = await openPage(open(server, 'a', 1), {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await card(page).getByText(`Code that verifies ${label}`).click();
    await card(page).getByRole('radio', { name: 'Python' }).click();
    await card(page).getByLabel('Code for Python').waitFor();
    await card(page).getByRole('button', { name: 'Copy', exact: true }).click();
    const code = await server.api<{ python: string }>(`/api/providers/${provider}/code`);
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()), { timeout: 10_000 })
      .toBe(code.body.python);
  });
});

const [stripe, github] = senders as readonly [Sender, Sender, Sender, Sender];

/** Neither in the text of the page nor in a field. */
const holds = (page: Page, secret: string): Promise<boolean> =>
  page.evaluate(
    (text) =>
      document.documentElement.outerHTML.includes(text) ||
      [...document.querySelectorAll('input, textarea')].some(
        (field) => 'value' in field && String(field.value).includes(text),
      ),
    secret,
  );

describe('a secret', () => {
  it('that is added in the browser makes stored requests valid, live, and leaves nothing of itself', async () => {
    const server = await startServer();
    for (let count = 0; count < 3; count += 1) await send(server, 'a', stripe);
    await server.send('a', { path: '/other', body: 'x' });
    const { page, complaints } = await openPage(open(server, 'a', 1));
    await title(page, 'Signature not checked');
    await card(page).getByText('Signed the way Stripe does. Add its secret to check it.').waitFor();
    await card(page).getByRole('button', { name: 'Add secret' }).click();
    await card(page).getByLabel('Signing secret').fill(stripe.secret);
    await card(page).getByRole('button', { name: 'Save for this bin' }).click();
    await title(page, 'Signature valid');
    await expect.poll(() => shields(page, 'Signature valid').count(), { timeout: 10_000 }).toBe(3);
    await expect.poll(() => shields(page, 'No signature').count(), { timeout: 10_000 }).toBe(1);
    await page.getByRole('button', { name: /Verify.*Stripe/ }).waitFor();
    expect(await holds(page, stripe.secret)).toBe(false);
    expect((await server.bin('a')).verification).toMatchObject([
      { provider: 'stripe', mode: 'observe', secrets: [{ hint: '4f2a' }] },
    ]);
    expect(complaints).toEqual([]);
  });

  it('is tried on a stored request without being kept, then kept when it is the right one', async () => {
    const server = await startServer();
    await verifying(server, 'a', { provider: 'stripe', secrets: [{ text: 'whsec_not-this-one-1111' }] });
    await send(server, 'a', stripe);
    const { page } = await openPage(`${open(server, 'a', 1)}/body`);
    await page.getByRole('tab', { name: 'Body', selected: true }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Command palette' }).waitFor();
    await page.keyboard.type('another secret');
    await page.keyboard.press('Enter');
    await title(page, 'Signature does not match');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('trial-secret');
    const tried = card(page).getByRole('group', { name: 'What the secret you tried makes of it' });
    await card(page).getByLabel('Signing secret').fill(` ${stripe.secret}`);
    await page.keyboard.press('Enter');
    await tried.getByRole('heading', { name: 'Signature does not match' }).waitFor();
    await tried
      .getByText(/The signature matches when the secret is taken without the white space around it/)
      .waitFor();
    await card(page).getByLabel('Signing secret').fill(stripe.secret);
    await page.keyboard.press('Enter');
    await tried.getByRole('heading', { name: 'Signature valid' }).waitFor();
    await pictures(page, 'signature-tried');
    expect((await server.bin('a')).verification[0]?.secrets).toHaveLength(1);
    expect((await server.request('a', 1)).signature).toBe('invalid');
    await card(page).getByRole('button', { name: 'Save for this bin' }).click();
    await title(page, 'Signature valid');
    await step(page, 'compute').getByText('••••4f2a').waitFor();
    expect(await holds(page, stripe.secret)).toBe(false);
    expect((await server.bin('a')).verification[0]?.secrets).toMatchObject([
      { hint: '1111' },
      { hint: '4f2a' },
    ]);
  });

  it('that cannot be one is refused in its field, and nothing is kept', async () => {
    const server = await startServer();
    await server.send('a', { body: 'x', headers: { 'webhook-signature': 'v1,x' } });
    const { page } = await openPage(open(server, 'a', 1));
    await card(page).getByRole('button', { name: 'Add secret' }).click();
    await card(page).getByRole('button', { name: 'Save for this bin' }).click();
    await card(page).getByRole('alert').getByText('This is needed').waitFor();
    await card(page).getByLabel('Signing secret').fill('whsec_%%%');
    await card(page).getByRole('button', { name: 'Save for this bin' }).click();
    await card(page).getByRole('alert').getByText('The secret is not base64').waitFor();
    expect((await server.bin('a')).verification).toEqual([]);
  });
});

const drawer = (page: Page): Locator => page.getByRole('dialog', { name: 'a', exact: true });

describe('the verification of a bin', () => {
  it('is set up by keyboard alone: found by typing, with its secret, saved, and seen at work', async () => {
    const server = await startServer();
    await send(server, 'a', github);
    const { page } = await openPage(`${server.url}/bins/a`);
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('v');
    await drawer(page).getByText('No signatures are checked').waitFor();
    await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('verify-add');
    await page.keyboard.press('ArrowDown');
    // Who sent the stored requests comes first.
    await expect
      .poll(() => drawer(page).getByRole('option').first().innerText(), { timeout: 10_000 })
      .toMatch(/^GitHub\s+seen in this bin$/);
    await page.keyboard.type('github');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('verify-github-secret-0');
    await page.keyboard.type(github.secret);
    await pictures(page, 'verification-tab');
    await page.keyboard.press('Control+s');
    await drawer(page).waitFor({ state: 'detached' });
    await expect.poll(() => shields(page, 'Signature valid').count(), { timeout: 10_000 }).toBe(1);
    expect(await holds(page, github.secret)).toBe(false);
    await page.getByRole('button', { name: /Verify.*GitHub/ }).click();
    await drawer(page).getByText('Tried on the last 1 request').waitFor();
    await drawer(page).getByText('1 valid', { exact: true }).waitFor();
  });

  it('begins with who sent the request that it was opened for, and asks for nothing when nothing was typed', async () => {
    const server = await startServer();
    await send(server, 'a', stripe);
    const { page } = await openPage(open(server, 'a', 1));
    await card(page).getByRole('button', { name: 'Set up verification' }).click();
    await drawer(page).getByRole('heading', { name: 'Stripe' }).waitFor();
    await page.keyboard.press('Escape');
    await drawer(page).waitFor({ state: 'detached' });
    expect((await server.bin('a')).verification).toEqual([]);
  });

  it('takes several secrets, drops the old one, refuses with a chosen status, and says what is wrong where it is', async () => {
    const server = await startServer();
    await verifying(
      server,
      'a',
      { provider: 'stripe', secrets: [{ text: 'whsec_the-old-one-0001' }] },
      { provider: 'github', secrets: [{ text: github.secret }] },
    );
    const { page, complaints } = await openPage(`${server.url}/bins/a?settings=verification`);
    const field = (name: string | RegExp) => drawer(page).getByLabel(name);
    await drawer(page)
      .getByRole('button', { name: /^Stripe/ })
      .click();
    expect(await field(/^Timestamp tolerance/).getAttribute('placeholder')).toBe('300 s when left empty');
    await field(/^Timestamp tolerance/).fill('a while');
    await drawer(page).getByRole('button', { name: 'Add another secret' }).click();
    await field('New secret').fill(stripe.secret);
    await drawer(page).getByRole('button', { name: 'Remove secret 1' }).click();
    await drawer(page).getByRole('radio', { name: 'Record and refuse' }).click();
    await field('Status').fill('200');
    await drawer(page).getByRole('button', { name: /^Save/ }).click();
    await drawer(page).getByText('A whole number of seconds').waitFor();
    await drawer(page).getByText('A status from 400 to 599').waitFor();
    await field(/^Timestamp tolerance/).fill('60');
    await field('Status').fill('403');
    await drawer(page)
      .getByRole('button', { name: /^GitHub/ })
      .click();
    await expect.poll(() => field(/^Timestamp tolerance/).isDisabled()).toBe(true);
    expect(await field(/^Timestamp tolerance/).inputValue()).toBe('not signed by GitHub');
    await drawer(page).getByRole('button', { name: 'Remove', exact: true }).click();
    await drawer(page).getByRole('button', { name: 'Undo' }).click();
    await drawer(page).getByRole('button', { name: 'Add provider' }).click();
    await field('Provider').fill('custom');
    await page.keyboard.press('Enter');
    await field('Signature header').fill('x y');
    await field('New secret').fill('s3cret-of-mine-0002');
    await pictures(page, 'verification-tab-custom');
    await page.keyboard.press('Control+s');
    await drawer(page).getByText('The setting "header" cannot be used.').waitFor();
    await field('Signature header').fill('X-Mine');
    await page.keyboard.press('Control+s');
    await drawer(page).waitFor({ state: 'detached' });
    expect((await server.bin('a')).verification).toMatchObject([
      { provider: 'stripe', mode: 'reject', status: 403, toleranceSeconds: 60, secrets: [{ hint: '4f2a' }] },
      { provider: 'github', mode: 'observe', secrets: [{ hint: '7c1f' }] },
      { provider: 'custom', values: { header: 'X-Mine' }, secrets: [{ hint: '0002' }] },
    ]);
    await page.getByText('reject invalid').waitFor();
    expect((await server.send('a', { headers: { 'stripe-signature': 't=1,v1=00' } })).status).toBe(403);
    expect(complaints.filter((text) => !text.includes('400'))).toEqual([]);
  });
});

describe('a card', () => {
  it('says what is missing: no signature, no secret, another provider, several that disagree', async () => {
    const server = await startServer();
    await verifying(
      server,
      'a',
      { provider: 'stripe', secrets: [{ text: stripe.secret }] },
      { provider: 'github', secrets: [] },
    );
    await server.send('a', { body: 'x' });
    await send(server, 'a', github);
    const { page } = await openPage(open(server, 'a', 1));
    await title(page, 'No signature');
    await card(page).getByText('There is no Stripe-Signature header.').waitFor();
    await card(page).getByText('GitHub: No signature').waitFor();
    await page.goto(open(server, 'a', 2));
    await title(page, 'No secret to check with');
    await card(page).getByRole('button', { name: 'Add secret' }).click();
    await card(page).getByLabel('Signing secret').fill(github.secret);
    await card(page).getByRole('button', { name: 'Save for this bin' }).click();
    await title(page, 'Signature valid');
    await verifying(server, 'b', { provider: 'stripe', secrets: [{ text: stripe.secret }] });
    await send(server, 'b', github);
    await page.goto(open(server, 'b', 1));
    await title(page, 'No signature');
    await cause(page).getByText('The request is signed the way GitHub does.').waitFor();
  });

  it('speaks the language of the page', async () => {
    const server = await startServer();
    await setUp(server, 'a', stripe);
    await send(server, 'a', stripe, { ageSeconds: 3_600 });
    const { page } = await openPage(open(server, 'a', 1), { locale: 'nl-NL' });
    await page.getByText('Handtekening verlopen').first().waitFor();
    await page.getByText(/De handtekening klopt maar is 360\d s oud/).waitFor();
  });

  it('fits a phone, and marks the header it read in the headers tab', async () => {
    const server = await startServer();
    await verifying(server, 'a', {
      provider: 'custom',
      values: { header: 'X-Mine' },
      secrets: [{ text: 'my-own-secret-0001' }],
    });
    await server.send('a', { headers: { 'x-mine': hmac('another', 'x') }, body: 'x' });
    const { page } = await openPage(open(server, 'a', 1), { viewport: { width: 390, height: 844 } });
    await title(page, 'Signature does not match');
    await cause(page).waitFor();
    await card(page).getByRole('button', { name: 'Try another secret' }).click();
    await pictures(page, 'signature-phone');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.getByRole('tab', { name: /Headers/ }).click();
    await page.locator('tr.key', { hasText: 'x-mine' }).getByText('signature', { exact: true }).waitFor();
  });

  const hostile = [
    '<img src=x onerror=window.__canary=1>',
    `"><script>window.__canary=2</script>`,
    `' onmouseover='window.__canary=3' x='`,
    'javascript:window.__canary=4',
    '{{constructor.constructor("window.__canary=5")()}}',
    `t=99999999999999,v1=${'<svg/onload=alert(6)>'.repeat(20)}`,
    `t=-1,v1=`,
    `t=1,v1=${'a'.repeat(180_000)}`,
    `t=1${',v1=<b>x</b>'.repeat(500)}`,
    '\u00e2\u0080\u00ae\u00ef\u00bb\u00bf\u00ff',
  ];
  it('shows what strangers write into signature headers as text, at once, however long it is', async () => {
    const server = await startServer();
    await verifying(
      server,
      'a',
      { provider: 'stripe', secrets: [{ text: stripe.secret }] },
      { provider: 'github', secrets: [{ text: github.secret }] },
      { provider: 'standardwebhooks', secrets: [{ text: 'whsec_c2VjcmV0LXNlY3JldA==' }] },
    );
    for (const text of hostile) {
      await server.send('a', { headers: { 'stripe-signature': text }, body: text });
      await server.send('a', {
        headers: {
          'x-github-event': 'push',
          'x-hub-signature-256': `sha256=${text}`,
          'webhook-signature': `v1,${text.slice(0, 5_000).replaceAll(' ', '_')}`,
          'webhook-id': text.slice(0, 5_000),
          'webhook-timestamp': text.slice(0, 100),
        },
        body: text,
      });
    }
    const { page, complaints } = await openPage(open(server, 'a', 1));
    for (let seq = 1; seq <= hostile.length * 2; seq += 1) {
      await page.goto(open(server, 'a', seq));
      await card(page).getByRole('heading').first().waitFor();
      await expect.poll(() => card(page).locator('[aria-busy=true]').count(), { timeout: 10_000 }).toBe(0);
      // Each becomes another button when it is pressed.
      const folded = card(page).getByRole('button', { name: 'Show all' });
      while ((await folded.count()) > 0) await folded.first().click();
      expect(
        await card(page).locator('img, script, svg:not(.i), iframe, b:has-text("x"), [onload]').count(),
      ).toBe(0);
    }
    expect(await page.evaluate(() => '__canary' in window)).toBe(false);
    expect(complaints).toEqual([]);
  });
});
