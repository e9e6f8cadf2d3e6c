import type { Sample } from './sample.ts';

export const alertmanagerFiring: Sample = {
  id: 'alertmanager-firing',
  provider: 'alertmanager',
  label: 'Prometheus Alertmanager',
  event: 'DiskFull.firing',
  signers: [],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'Alertmanager/0.28.0'],
    ['Content-Type', 'application/json'],
  ],
  body: '{"receiver":"web","status":"firing","alerts":[{"status":"firing","labels":{"alertname":"DiskFull","instance":"db1:9100","severity":"page"},"annotations":{"summary":"Disk 95% full"},"startsAt":"2026-01-01T00:00:00.000Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://prom:9090/graph?g0.expr=1","fingerprint":"c6eadffa33fcdf37"}],"groupLabels":{"alertname":"DiskFull"},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://am:9093","version":"4","groupKey":"{}:{alertname=\\"DiskFull\\"}","truncatedAlerts":0}\n',
  ids: ['c6eadffa33fcdf37'],
};
