import type { Sample } from './sample.ts';

export const shopifyOrdersCreate: Sample = {
  id: 'shopify-orders-create',
  provider: 'shopify',
  label: 'Shopify',
  event: 'orders/create',
  signers: ['shopify'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'Shopify-Captain-Hook'],
    ['Accept', '*/*'],
    ['Content-Type', 'application/json'],
    ['X-Shopify-Topic', 'orders/create'],
    ['X-Shopify-Hmac-Sha256', 'Qm4PMcFKUTdn7iZt8ofRPYgjlrU71UJSpGv3dq76fLw='],
    ['X-Shopify-Shop-Domain', 'toko-contoh.myshopify.com'],
    ['X-Shopify-API-Version', '2025-10'],
    ['X-Shopify-Webhook-Id', 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043'],
    ['X-Shopify-Event-Id', '98880550-7158-44d4-b7cd-2c97c8a091b5'],
    ['X-Shopify-Triggered-At', '2026-01-01T00:00:00.123456789Z'],
    ['X-Shopify-Order-Id', '820982911946154508'],
    ['X-Shopify-Test', 'true'],
  ],
  body: '{"id":820982911946154508,"admin_graphql_api_id":"gid:\\/\\/shopify\\/Order\\/820982911946154508","confirmed":true,"created_at":"2026-01-01T07:00:00+07:00","currency":"IDR","email":"jon@example.com","financial_status":"paid","name":"#1001","order_number":1001,"total_price":"398000.00","line_items":[{"id":866550311766439020,"name":"Kopi Gayo 250 g","price":"199000.00","quantity":2,"sku":"GAYO-250"}],"customer":{"id":115310627314723950,"email":"jon@example.com","first_name":"Jon","last_name":"Ølsen"}}',
  ids: ['b54557e4-bdd9-4b37-8a5f-bf7d70bcd043', '98880550-7158-44d4-b7cd-2c97c8a091b5', '820982911946154508'],
};
