import type { Sample } from './sample.ts';

export const cloudeventsBatch: Sample = {
  id: 'cloudevents-batch',
  provider: 'cloudevents',
  label: 'CloudEvents',
  event: 'batch',
  signers: [],
  method: 'POST',
  path: '',
  headers: [['content-type', 'application/cloudevents-batch+json; charset=utf-8']],
  body: '[{"id":"A234-1234-1234","time":"2026-01-01T00:00:00.000Z","type":"id.example.pesanan.dibuat","source":"/toko/pesanan","specversion":"1.0","datacontenttype":"application/json","subject":"727","data":{"total":154600,"catatan":"Kopi ☕"},"comexampletraceid":"00-abc"},{"id":"A234-1234-1235","time":"2026-01-01T00:00:00.000Z","type":"id.example.pesanan.dibuat","source":"/toko/pesanan","specversion":"1.0","datacontenttype":"application/json","subject":"727","data":{"total":154600,"catatan":"Kopi ☕"},"comexampletraceid":"00-abc"}]',
  ids: ['A234-|1234-1234', 'A234-|1234-1235'],
};
