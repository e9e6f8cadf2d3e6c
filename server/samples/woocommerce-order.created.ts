import type { Sample } from './sample.ts';

export const woocommerceOrderCreated: Sample = {
  id: 'woocommerce-order.created',
  provider: 'woocommerce',
  label: 'WooCommerce',
  event: 'order.created',
  signers: ['woocommerce'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'WooCommerce/10.4.0 Hookshot (WordPress/6.9)'],
    ['Content-Type', 'application/json'],
    ['X-WC-Webhook-Source', 'https://toko.example.id/'],
    ['X-WC-Webhook-Topic', 'order.created'],
    ['X-WC-Webhook-Resource', 'order'],
    ['X-WC-Webhook-Event', 'created'],
    ['X-WC-Webhook-Signature', 'ekcZgLcX9DhsjpwNHDb+tSfcT7jliKcqleb6prwa4o8='],
    ['X-WC-Webhook-ID', '142'],
    ['X-WC-Webhook-Delivery-ID', '9b2e7a3c4d5f60718293a4b5c6d7e8f9'],
  ],
  body: '{"id":727,"parent_id":0,"status":"processing","currency":"IDR","version":"10.4.0","prices_include_tax":false,"date_created":"2026-01-01T07:00:00","date_created_gmt":"2026-01-01T00:00:00","discount_total":"0","shipping_total":"10000","total":"154600","customer_id":1,"order_key":"wc_order_58d2d042d1d","billing":{"first_name":"Jos\\u00e9","last_name":"N\\u00fa\\u00f1ez","address_1":"Jl. Kaliurang No. 5","city":"Yogyakarta","country":"ID","email":"jose@example.com","phone":"+62 812-0000-0000"},"payment_method":"midtrans","payment_method_title":"QRIS","customer_ip_address":"203.0.113.9","customer_user_agent":"mozilla\\/5.0","line_items":[{"id":315,"name":"Kopi susu \\u2615","product_id":93,"quantity":2,"subtotal":"144600","price":72300,"sku":"KS-1","meta_data":[]}],"meta_data":[{"id":13106,"key":"_is_vat_exempt","value":"no"}],"_links":{"self":[{"href":"https:\\/\\/toko.example.id\\/wp-json\\/wc\\/v3\\/orders\\/727","targetHints":{"allow":["GET","POST"]}}]}}',
  ids: ['9b2e7a3c4d5f60718293a4b5c6d7e8f9', '727', 'wc_order_|58d2d042d1d'],
};
