import type { Sample } from './sample.ts';

export const stripeCheckoutSessionCompleted: Sample = {
  id: 'stripe-checkout.session.completed',
  provider: 'stripe',
  label: 'Stripe',
  event: 'checkout.session.completed',
  signers: ['stripe'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'Stripe/1.0 (+https://stripe.com/docs/webhooks)'],
    ['Accept', '*/*; q=0.5, application/xml'],
    ['Cache-Control', 'no-cache'],
    ['Content-Type', 'application/json; charset=utf-8'],
    ['Stripe-Signature', 't=1767225600,v1=a8d630396759e1b183bb65d91a74ca0aaed98c95b9f141240e704b2fad0a3ad5'],
  ],
  body: `{
  "id": "evt_3OqABC2eZvKYlo2C1a2b3c4d",
  "object": "event",
  "api_version": "2025-11-17.clover",
  "created": 1767225598,
  "data": {
    "object": {
      "id": "cs_test_a1b2c3",
      "object": "checkout.session",
      "amount_subtotal": 2198,
      "amount_total": 2198,
      "currency": "usd",
      "customer_details": {
        "address": {
          "country": "ID",
          "postal_code": "55281"
        },
        "email": "pembeli@example.com",
        "name": "Siti Rahma",
        "phone": null,
        "tax_exempt": "none",
        "tax_ids": []
      },
      "livemode": false,
      "metadata": {},
      "mode": "payment",
      "payment_intent": "pi_3OqABC2eZvKYlo2C1x2y3z",
      "payment_status": "paid",
      "status": "complete",
      "success_url": "https://example.com/sukses?session_id={CHECKOUT_SESSION_ID}",
      "url": null
    }
  },
  "livemode": false,
  "pending_webhooks": 1,
  "request": {
    "id": "req_Wq9QpXyZ",
    "idempotency_key": "8c1f0f6e-9d6b-4a52-9b8a-6c1c1d0c8d2b"
  },
  "type": "checkout.session.completed"
}`,
  ids: [
    'evt_|3OqABC2eZvKYlo2C1a2b3c4d',
    'cs_test_|a1b2c3',
    'pi_|3OqABC2eZvKYlo2C1x2y3z',
    'req_|Wq9QpXyZ',
    '8c1f0f6e-9d6b-4a52-9b8a-6c1c1d0c8d2b',
  ],
};
