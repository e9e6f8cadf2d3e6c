import type { Sample } from './sample.ts';

export const metaGetVerification: Sample = {
  id: 'meta-get-verification',
  provider: 'meta',
  label: 'Meta',
  event: 'hub.subscribe (GET)',
  note: 'Expects hub.challenge as the answer.',
  signers: [],
  method: 'GET',
  path: '?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=meatyhamhock',
  headers: [['User-Agent', 'facebookplatform/1.0 (+http://developers.facebook.com)']],
  body: '',
  ids: ['1158201444'],
};
