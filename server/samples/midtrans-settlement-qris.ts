import type { Sample } from './sample.ts';

export const midtransSettlementQris: Sample = {
  id: 'midtrans-settlement-qris',
  provider: 'midtrans',
  label: 'Midtrans',
  event: 'transaction.settlement',
  signers: ['midtrans'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'Veritrans'],
    ['Accept', 'application/json'],
    ['Content-Type', 'application/json'],
  ],
  body: '{"transaction_type":"on-us","transaction_time":"2026-01-01 07:00:00","transaction_status":"settlement","transaction_id":"57d5293c-e65f-4a29-95e4-5959c3fa335b","status_message":"midtrans payment notification","status_code":"200","settlement_time":"2026-01-01 07:00:05","payment_type":"qris","order_id":"INV-2026-0001","merchant_id":"G141532850","issuer":"gopay","gross_amount":"154600.00","fraud_status":"accept","currency":"IDR","acquirer":"gopay","signature_key":"c1531f7a4b5d0e3caf48d03ecfc03f19e8a71b9659646e71ba09de749da0a6287031753a6aa94b9547d681202cdf8cc655f9a248bfec4df5f3cb8add1cc09072"}',
  signedText: '154600.00',
  ids: ['57d5293c-e65f-4a29-95e4-5959c3fa335b', 'INV-2026-|0001'],
};
