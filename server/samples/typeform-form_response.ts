import type { Sample } from './sample.ts';

export const typeformFormResponse: Sample = {
  id: 'typeform-form_response',
  provider: 'typeform',
  label: 'Typeform',
  event: 'form_response',
  signers: ['typeform'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'Typeform Webhooks'],
    ['Content-Type', 'application/json'],
    ['Typeform-Signature', 'sha256=4Ol0dDgg5amRxriCQdSnfQpdRGGgTFJQbuZRf78UfCo='],
  ],
  body: '{"event_id":"LtWXD3crgy","event_type":"form_response","form_response":{"form_id":"lT4Z3j","token":"a3a12ec67a1365927098a606107fac15","submitted_at":"2026-01-01T00:00:00Z","landed_at":"2025-12-31T23:59:11Z","calculated":{"score":9},"variables":[{"key":"score","type":"number","number":4}],"definition":{"id":"lT4Z3j","title":"Survei pelanggan","fields":[{"id":"DlXFaesGBpoF","title":"Ceritakan","type":"long_text","ref":"readable_ref","properties":{}}],"endings":[]},"answers":[{"type":"text","text":"Kopinya enak ☕","field":{"id":"DlXFaesGBpoF","type":"long_text","ref":"readable_ref"}},{"type":"email","email":"laura@example.com","field":{"id":"SMEUb7VJz92Q","type":"email","ref":"email_ref"}},{"type":"choices","choices":{"labels":["London","Sydney"]},"field":{"id":"k6TP9oLGgHjl","type":"multiple_choice","ref":"mc"}}],"ending":{"id":"dN5FLyFpCMFo","ref":"01GRC8GR2017M6WW347T86VV39"}}}',
  ids: ['LtWXD3crgy', 'a3a12ec67a1365927098a606107fac15'],
};
