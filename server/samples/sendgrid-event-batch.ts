import type { Sample } from './sample.ts';

export const sendgridEventBatch: Sample = {
  id: 'sendgrid-event-batch',
  provider: 'sendgrid',
  label: 'SendGrid',
  event: 'processed, delivered, click',
  signers: ['sendgrid'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'SendGrid Event API'],
    ['Content-Type', 'application/json'],
    [
      'X-Twilio-Email-Event-Webhook-Signature',
      'MEYCIQCwvbKsZxpxtWJJ8rcJH2dwC2WNkbxKyi0EBVNrNzhuTAIhAJK2XxrxY+rH/eBxbGbhZZ1YdLfrvK+ze1Navr/xkqLr',
    ],
    ['X-Twilio-Email-Event-Webhook-Timestamp', '1767225600'],
  ],
  body: '[{"email":"a@example.com","timestamp":1767225590,"smtp-id":"<14c5d75ce93.dfd.64b469@ismtpd-555>","event":"processed","category":["cat facts"],"sg_event_id":"rbtnWrG1DVDGGGFHFyun0A==","sg_message_id":"14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.000000000000000000000"},\r\n{"email":"a@example.com","timestamp":1767225595,"smtp-id":"<14c5d75ce93.dfd.64b469@ismtpd-555>","event":"delivered","category":["cat facts"],"sg_event_id":"Ex9Y-2","sg_message_id":"14c5d75ce93","response":"250 OK"},\r\n{"email":"b@example.com","timestamp":1767225597,"event":"click","useragent":"Mozilla/4.0","ip":"203.0.113.7","url":"http://www.sendgrid.com/?a=1&b=2","sg_event_id":"kCAi1K"}]\r\n',
  ids: ['rbtnWrG1DVDGGGFHFyun0A==', 'Ex9Y-2', 'kCAi1K', '14c5d75ce93.dfd.|64b469'],
};
