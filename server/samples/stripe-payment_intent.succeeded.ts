import type { Sample } from './sample.ts';

export const stripePaymentIntentSucceeded: Sample = {
  id: 'stripe-payment_intent.succeeded',
  provider: 'stripe',
  label: 'Stripe',
  event: 'payment_intent.succeeded',
  signers: ['stripe'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'Stripe/1.0 (+https://stripe.com/docs/webhooks)'],
    ['Accept', '*/*; q=0.5, application/xml'],
    ['Cache-Control', 'no-cache'],
    ['Content-Type', 'application/json; charset=utf-8'],
    ['Stripe-Signature', 't=1767225600,v1=26819d4747645bedb754ae4c952148c70bebb262aaa501cb27d340d0c94a3710'],
  ],
  body: `{
  "id": "evt_3OqABC2eZvKYlo2C1a2b3c4d",
  "object": "event",
  "api_version": "2025-11-17.clover",
  "created": 1767225598,
  "data": {
    "object": {
      "id": "pi_3OqABC2eZvKYlo2C1x2y3z",
      "object": "payment_intent",
      "amount": 2000,
      "amount_received": 2000,
      "capture_method": "automatic",
      "client_secret": "pi_3OqABC2eZvKYlo2C1x2y3z_secret_redacted",
      "currency": "usd",
      "customer": null,
      "description": "Kopi susu ☕",
      "latest_charge": "ch_3OqABC2eZvKYlo2C1q",
      "metadata": {
        "order_id": "6735"
      },
      "payment_method": "pm_1OqABC",
      "payment_method_types": [
        "card"
      ],
      "status": "succeeded"
    }
  },
  "livemode": false,
  "pending_webhooks": 1,
  "request": {
    "id": "req_Wq9QpXyZ",
    "idempotency_key": "8c1f0f6e-9d6b-4a52-9b8a-6c1c1d0c8d2b"
  },
  "type": "payment_intent.succeeded"
}`,
  ids: [
    'evt_|3OqABC2eZvKYlo2C1a2b3c4d',
    'pi_|3OqABC2eZvKYlo2C1x2y3z',
    'ch_|3OqABC2eZvKYlo2C1q',
    'req_|Wq9QpXyZ',
    '8c1f0f6e-9d6b-4a52-9b8a-6c1c1d0c8d2b',
  ],
};
