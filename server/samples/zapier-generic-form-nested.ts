import type { Sample } from './sample.ts';

export const zapierGenericFormNested: Sample = {
  id: 'zapier-generic-form-nested',
  provider: 'zapier',
  label: 'Zapier',
  event: 'form (nested fields)',
  signers: [],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'Zapier'],
    ['Content-Type', 'application/x-www-form-urlencoded'],
  ],
  body: 'name=Budi&items%5B0%5D%5Bsku%5D=KS-1&items%5B0%5D%5Bqty%5D=2&items%5B1%5D%5Bsku%5D=KS-2&note=a+b%2Bc',
  ids: [],
};
