import type { Sample } from './sample.ts';

export const xenditInvoicePaid: Sample = {
  id: 'xendit-invoice-paid',
  provider: 'xendit',
  label: 'Xendit',
  event: 'invoice.PAID',
  signers: ['xendit'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'axios/1.7.9'],
    ['Content-Type', 'application/json'],
    ['x-callback-token', 'xnd-cb-Zk3JpG2eXoYf4t1'],
    ['webhook-id', '6335d1b2c1f0e20018a1b2c3'],
  ],
  body: '{"id":"579c8d61f23fa4ca35e52da4","external_id":"invoice_123124123","user_id":"5781d19b2e2385880609791c","is_high":true,"payment_method":"BANK_TRANSFER","status":"PAID","merchant_name":"Warung Budi","amount":50000,"paid_amount":50000,"bank_code":"PERMATA","paid_at":"2026-01-01T00:00:00.000Z","payer_email":"budi@example.com","currency":"IDR","payment_channel":"PERMATA","payment_destination":"888888888888"}',
  ids: ['6335d1b2c1f0e20018a1b2c3', '579c8d61f23fa4ca35e52da4', 'invoice_|123124123'],
};
