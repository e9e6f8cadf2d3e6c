import { describe, expect, it } from 'vitest';
import { senders } from '../../server/senders.ts';
import { sendRaw } from '../support/raw-socket.ts';
import { bytesOf, samples } from '../support/samples.ts';
import { startServer } from '../support/server.ts';

const expected: Record<string, [provider: string | null, title: string, summary: string]> = {
  'stripe-checkout.session.completed': ['stripe', 'checkout.session.completed', '$21.98'],
  'stripe-payment_intent.succeeded': ['stripe', 'payment_intent.succeeded', '$20.00'],
  'github-push': ['github', 'push', 'budi/warung-api · refs/heads/main · budi'],
  'github-pull_request-opened': [
    'github',
    'pull_request.opened',
    'budi/warung-api · Update the README with new information. · budi',
  ],
  'github-issues-opened-form-encoded': [
    'github',
    'issues.opened',
    'budi/warung-api · Spelling error & "quotes" + plus · budi',
  ],
  'gitlab-push-signed': ['gitlab', 'Push Hook', 'budi/warung · refs/heads/main · Budi'],
  'shopify-orders-create': ['shopify', 'orders/create', '#1001 · IDR 398,000 · toko-contoh.myshopify.com'],
  'woocommerce-order.created': ['woocommerce', 'order.created', '727 · IDR 154,600 · processing'],
  'slack-event_callback-app_mention': [
    'slack',
    'app_mention',
    'U061F7AUR · C123ABC456 · <@U0LAN0Z89> apa kabar? :coffee:',
  ],
  'slack-slash-command': ['slack', '/cuaca', 'Yogyakarta & sekitarnya 100% · Budi · umum'],
  'slack-block_actions-interactive': ['slack', 'block_actions', 'budi · contoh'],
  'slack-url_verification': ['slack', 'url_verification', ''],
  'twilio-incoming-sms': [
    'twilio',
    'message.received',
    expect.stringContaining('Halo & selamat pagi ☕ 100%'),
  ],
  'sendgrid-event-batch': ['sendgrid', 'processed', 'a@example.com'],
  'discord-interaction-slash-command': ['discord', 'interaction.kopi', 'budi'],
  'typeform-form_response': ['typeform', 'form_response', 'Survei pelanggan'],
  'linear-issue-update': ['linear', 'Issue.update', 'Fix login · Budi'],
  'telegram-update': ['telegram', 'update', 'Siti · /pesan 2 kopi ☕'],
  'aws-sns-notification': [
    'aws-sns',
    'Notification',
    'My First Message · arn:aws:sns:ap-southeast-1:123456789012:MyTopic',
  ],
  'whatsapp-message': ['meta', 'whatsapp_business_account.messages', 'Siti · Halo'],
  'meta-get-verification': ['meta', 'hub.subscribe', '1158201444'],
  'xendit-invoice-paid': ['xendit', 'invoice.PAID', 'invoice_123124123 · IDR 50,000'],
  'midtrans-settlement-qris': ['midtrans', 'transaction.settlement', 'INV-2026-0001 · IDR 154,600 · qris'],
  'mailgun-event-opened': ['mailgun', 'opened', 'alice@example.com'],
  'ultimate-multisite-payment_received': ['ultimate-multisite', '/', expect.stringContaining('Rp 331.890')],
  'alertmanager-firing': ['alertmanager', 'DiskFull.firing', 'Disk 95% full · web'],
  'cloudevents-binary': ['cloudevents', 'id.example.pesanan.dibuat', '/toko/pesanan · 727'],
  'cloudevents-structured': ['cloudevents', 'id.example.pesanan.dibuat', '/toko/pesanan · 727'],
  'cloudevents-batch': ['cloudevents', 'id.example.pesanan.dibuat', '/toko/pesanan · 727'],
  'paypal-ipn-form': ['paypal-ipn', expect.stringContaining('Completed'), expect.stringContaining('19.95')],
  'salesforce-outbound-message-soap': ['salesforce', 'OutboundMessage', '00D000000000001EAA'],
  'wechat-message-xml': ['wechat', 'message.text', 'oLVPpjqs9BhvzwPj5A-vTYAX3GLc'],
  'zapier-generic-form-nested': [null, '/', ''],
};

describe('a row leads with the event', () => {
  it.each(
    samples()
      .filter(({ name }) => name in expected)
      .map((sample) => [sample.name, sample] as const),
  )('of %s', async (name, sample) => {
    const server = await startServer();
    await server.api('/api/bins', { method: 'POST', json: { id: 'a' } });
    await sendRaw({ port: server.port, pieces: [bytesOf(sample, 'a')] });
    const { provider, title, summary } = await server.request('a');
    // Intl puts no-break spaces between a code and its amount.
    expect([provider, title, summary.replaceAll('\u00a0', ' ')]).toEqual(expected[name]);
  });
});

it('at least 25 senders are told apart', () => {
  expect(new Set(senders.map(({ provider }) => provider)).size).toBeGreaterThanOrEqual(25);
});

it.each([
  ['JSON that is cut', '{"wu_version":"2'],
  ['JSON that is too deep', `{"update_id":${'['.repeat(20_000)}`],
  ['a prototype', '{"__proto__":{"update_id":1},"x":"\\"update_id\\""}'],
  ['an array where an object belongs', '["wu_version"]'],
  ['bytes', '\u0000\u0001"groupKey"\ufffd'],
  [
    'a currency that is none',
    '{"signature_key":"x","transaction_status":"y","gross_amount":"1","currency":"€€€"}',
  ],
])('a body of %s is kept like any other', async (_name, body) => {
  const server = await startServer();
  expect(
    (
      await server.send('a', {
        body,
        headers: { 'stripe-signature': 't=1', 'content-type': 'application/json' },
      })
    ).status,
  ).toBe(200);
  expect((await server.body('a')).toString()).toBe(body);
  expect(server.errors).toEqual([]);
});
