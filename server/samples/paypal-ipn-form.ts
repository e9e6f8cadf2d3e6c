import type { Sample } from './sample.ts';

export const paypalIpnForm: Sample = {
  id: 'paypal-ipn-form',
  provider: 'paypal-ipn',
  label: 'PayPal',
  event: 'IPN express_checkout',
  note: 'windows-1252. PayPal says whether it sent this when the form is posted back to it: this one it never sent.',
  signers: [],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'PayPal IPN ( https://www.paypal.com/ipn )'],
    ['Content-Type', 'application/x-www-form-urlencoded'],
  ],
  body: 'mc_gross=19.95&protection_eligibility=Eligible&address_status=confirmed&payer_id=LPLWNMTBWMFAY&tax=0.00&payment_date=16%3A00%3A00+Dec+31%2C+2025+PST&payment_status=Completed&charset=windows-1252&first_name=Jos%E9&mc_fee=0.88&notify_version=3.9&custom=&payer_status=verified&business=toko%40example.com&quantity=1&verify_sign=AtkOfCXbDm2hu0ZELryHFjY-Vb7PAUvS6nMXgysbElEn9v-1XcmSoGtf&payer_email=pembeli%40example.com&txn_id=61E67681CH3238416&payment_type=instant&item_name=Kopi&mc_currency=USD&txn_type=express_checkout&ipn_track_id=d3b1c2a1',
  ids: ['61E67681CH3238416', 'd3b1c2a1'],
};
