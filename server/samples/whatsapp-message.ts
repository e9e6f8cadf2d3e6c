import type { Sample } from './sample.ts';

export const whatsappMessage: Sample = {
  id: 'whatsapp-message',
  provider: 'meta',
  label: 'WhatsApp',
  event: 'messages',
  signers: ['meta', 'github-sha1'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'facebookexternalua'],
    ['Accept', '*/*'],
    ['Content-Type', 'application/json'],
    ['X-Hub-Signature', 'sha1=3499be5d1fbe76420ff0b2e0870370cbbc2363b7'],
    ['X-Hub-Signature-256', 'sha256=586a2445047dd36c1af377826ad8813a753512f7f85b84f1356ead81b85a0ea2'],
  ],
  body: '{"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550783881","phone_number_id":"106540352242922"},"contacts":[{"profile":{"name":"Siti"},"wa_id":"6281200000000"}],"messages":[{"from":"6281200000000","id":"wamid.HBgLMTY1","timestamp":"1767225600","text":{"body":"Halo"},"type":"text"}]},"field":"messages"}]}]}',
  ids: ['wamid.|HBgLMTY1'],
};
