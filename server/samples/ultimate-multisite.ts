/**
 * Events of Ultimate Multisite (formerly WP Ultimo), as inc/managers/class-webhook-manager.php sends them: POST, flat JSON
 * by wp_json_encode, no signature and no name of the event anywhere, so each event gets a URL of its own.
 *
 * From its source: which events there are, the fields and their order (inc/functions/event.php, wu_generate_event_payload;
 * inc/managers/class-event-manager.php, register_all_events and get_model_payload). `<model>_created` and `_updated` are
 * registered for customer, membership and payment; those of site, domain and product come with add-ons that register
 * them and have the same fields. Of a discount code the source makes no fields: here they are its columns. Values are ours.
 */
import type { HeaderPair } from '../contract.ts';
import type { Sample } from './sample.ts';

type Value = string | number;
type Fields = Readonly<Record<string, Value>>;

const network = 'https://jaringan.example.id';
const manage = (page: string, id: number): string =>
  `${network}/wp-admin/network/admin.php?page=wp-ultimo-edit-${page}&id=${id}`;

const payment: Fields = {
  payment_id: 12,
  payment_status: 'completed',
  payment_reference_code: 'A1B2C3D4E5',
  payment_subtotal: 'Rp 299.000',
  payment_subtotal_raw: 299000,
  payment_tax_total: 'Rp 32.890',
  payment_tax_total_raw: 32890,
  payment_total: 'Rp 331.890',
  payment_total_raw: 331890,
  payment_currency: 'IDR',
  payment_product_names: 'Paket Usaha',
  payment_date_created: '2026-01-01 00:00:00',
  payment_gateway: 'manual',
  payment_invoice_url: `${network}/?action=invoice&reference=A1B2C3D4E5&key=abc123`,
  payment_manage_url: manage('payment', 12),
};

const membership: Fields = {
  membership_id: 7,
  membership_status: 'active',
  membership_reference_code: 'F6G7H8',
  membership_initial_amount: 'Rp 299.000',
  membership_initial_amount_raw: 299000,
  membership_amount: 'Rp 299.000',
  membership_amount_raw: 299000,
  membership_currency: 'IDR',
  membership_description: 'Rp 299.000 / month',
  membership_gateway: 'manual',
  membership_date_expiration: '2026-02-01 23:59:59',
  membership_manage_url: manage('membership', 7),
};

const customer: Fields = {
  customer_id: 5,
  customer_name: 'Siti Núr',
  customer_user_id: 21,
  customer_user_email: 'siti@example.id',
  customer_email_verification: 'verified',
  customer_avatar: "<img alt='' src='https://secure.gravatar.com/avatar/0?s=40&#038;d=identicon' />",
  customer_billing_address: 'PT Contoh, 55281, ID',
  customer_manage_url: manage('customer', 5),
};

const site: Fields = {
  site_id: 9,
  site_title: 'Warung Siti',
  site_description: 'Kopi dan camilan',
  site_url: `${network}/warung-siti/`,
  site_admin_url: `${network}/warung-siti/wp-admin/`,
  site_manage_url: manage('site', 9),
};

const domain: Fields = {
  domain_id: 3,
  domain_domain: 'warungsiti.example.id',
  domain_site_id: 9,
  domain_stage: 'checking-dns',
  domain_active: 'true',
  domain_primary: 'true',
  domain_secure: 'false',
  domain_date_created: '2026-01-01 00:00:00',
  domain_manage_url: manage('domain', 3),
};

const product: Fields = {
  product_id: 2,
  product_amount: 'Rp 299.000',
  product_amount_raw: 299000,
  product_setup_fee: 'Rp 0',
  product_setup_fee_raw: 0,
  product_currency: 'IDR',
  product_description: 'Rp 299.000 / month',
  product_image: '',
  // As its source has it: the page of payments.
  product_manage_url: manage('payment', 2),
};

const discountCode: Fields = {
  discount_code_id: 4,
  discount_code_name: 'Hari Kopi',
  discount_code_code: 'KOPI20',
  discount_code_description: '20% for the first month',
  discount_code_uses: 3,
  discount_code_max_uses: 100,
  discount_code_value: 20,
  discount_code_type: 'percentage',
  discount_code_active: 'true',
  discount_code_date_created: '2026-01-01 00:00:00',
  discount_code_date_expiration: '2026-02-01 23:59:59',
};

// Billing_Address::to_array(): only what is filled in.
const billing: Fields = {
  company_name: 'PT Contoh',
  billing_email: 'siti@example.id',
  billing_address_line_1: 'Jl. Kaliurang 5',
  billing_country: 'ID',
  billing_city: 'Yogyakarta',
  billing_zip_code: '55281',
};

const paymentUrl = `${network}/register/?payment=A1B2C3D4E5`;
const pending: Fields = { ...payment, payment_status: 'pending' };
const invited: Fields = { ...customer, customer_email_verification: 'pending' };

const events: Readonly<Record<string, readonly Fields[]>> = {
  payment_received: [payment, membership, customer],
  site_published: [site, membership, customer],
  confirm_email_address: [
    {
      verification_link: `${network}/?email-verification-key=0f6b2c9d1e&customer=F6G7H8`,
    },
    invited,
  ],
  domain_created: [domain, site, membership, customer],
  renewal_payment_created: [{ default_payment_url: paymentUrl }, pending, membership, customer],
  invoice_sent: [
    { payment_url: paymentUrl, invoice_message: 'Terima kasih! Tagihan bulan ini terlampir.' },
    pending,
    customer,
  ],
  payment_failed: [membership, customer, { payment_gateway: 'stripe' }],
  membership_expired: [
    { ...membership, membership_status: 'expired', membership_date_expiration: '2025-12-31 23:59:59' },
    customer,
  ],
  customer_created: [invited, billing],
  customer_updated: [customer, billing],
  membership_created: [{ ...membership, membership_status: 'pending' }, customer, billing],
  membership_updated: [membership, customer, billing],
  payment_created: [pending, membership, customer, billing],
  payment_updated: [payment, membership, customer, billing],
  site_created: [site, membership, customer, billing],
  site_updated: [{ ...site, site_title: 'Warung Siti & Keluarga' }, membership, customer, billing],
  domain_updated: [{ ...domain, domain_stage: 'done', domain_secure: 'true' }],
  product_created: [product],
  product_updated: [{ ...product, product_setup_fee: 'Rp 50.000', product_setup_fee_raw: 50000 }],
  discount_code_created: [{ ...discountCode, discount_code_uses: 0 }],
  discount_code_updated: [discountCode],
};

/** JSON as PHP writes it unless told otherwise: slashes escaped, and everything beyond ASCII. */
const phpJson = (fields: Fields): string =>
  JSON.stringify(fields)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const headers: readonly HeaderPair[] = [
  ['User-Agent', `WordPress/6.9; ${network}/`],
  ['Accept', '*/*'],
  ['Accept-Encoding', 'deflate, gzip, br'],
  ['Content-Type', 'application/json'],
];

const ids = ['A1B2C3D4E5', 'F6G7H8'];

export const ultimateMultisite: readonly Sample[] = Object.entries(events).map(([event, blocks]) => {
  const body = phpJson(Object.assign({}, ...blocks, { wu_version: '2.4.9' }));
  return {
    id: `ultimate-multisite-${event}`,
    provider: 'ultimate-multisite',
    label: 'Ultimate Multisite',
    event,
    signers: [],
    method: 'POST',
    path: '',
    headers,
    body,
    ids: ids.filter((id) => body.includes(id)),
  };
});
