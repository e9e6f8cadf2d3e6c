import type { Sample } from './sample.ts';

export const woocommerceCreationPing: Sample = {
  id: 'woocommerce-creation-ping',
  provider: 'woocommerce',
  label: 'WooCommerce',
  event: 'creation ping',
  note: 'Unsigned: WooCommerce sends it when a webhook is saved.',
  signers: [],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'WooCommerce/10.4.0 Hookshot (WordPress/6.9)'],
    ['Content-Type', 'application/x-www-form-urlencoded'],
  ],
  body: 'webhook_id=142',
  ids: [],
};
