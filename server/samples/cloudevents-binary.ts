import type { Sample } from './sample.ts';

export const cloudeventsBinary: Sample = {
  id: 'cloudevents-binary',
  provider: 'cloudevents',
  label: 'CloudEvents',
  event: 'binary mode',
  signers: [],
  method: 'POST',
  path: '',
  headers: [
    ['content-type', 'application/json'],
    ['ce-id', 'A234-1234-1234'],
    ['ce-time', '2026-01-01T00:00:00.000Z'],
    ['ce-type', 'id.example.pesanan.dibuat'],
    ['ce-source', '/toko/pesanan'],
    ['ce-specversion', '1.0'],
    ['ce-subject', '727'],
    ['ce-comexampletraceid', '00-abc'],
  ],
  body: '{"total":154600,"catatan":"Kopi ☕"}',
  ids: ['A234-|1234-1234'],
};
