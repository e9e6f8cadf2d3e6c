import type { Sample } from './sample.ts';

export const linearIssueUpdate: Sample = {
  id: 'linear-issue-update',
  provider: 'linear',
  label: 'Linear',
  event: 'Issue.update',
  signers: ['linear'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'Linear-Webhook'],
    ['Content-Type', 'application/json; charset=utf-8'],
    ['Linear-Delivery', '234d1a4e-b617-4388-90fe-adc3633d6b72'],
    ['Linear-Event', 'Issue'],
    ['Linear-Timestamp', '1767225600000'],
    ['Linear-Signature', '8d58c773d994f8a1d824ae9555dcfdbcb5ca963d002d3071c124a8787abaa90a'],
  ],
  body: '{"action":"update","type":"Issue","createdAt":"2026-01-01T00:00:00.000Z","data":{"id":"2174add1","title":"Fix login","labelIds":[]},"updatedFrom":{"title":"Fix logn"},"url":"https://linear.app/contoh/issue/ENG-1","actor":{"id":"b1","name":"Budi","type":"user"},"organizationId":"dc844923","webhookTimestamp":1767225600000,"webhookId":"000042e3"}',
  ids: ['234d1a4e-b617-4388-90fe-adc3633d6b72', '2174add1'],
};
