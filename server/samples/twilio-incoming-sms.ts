import type { Sample } from './sample.ts';

export const twilioIncomingSms: Sample = {
  id: 'twilio-incoming-sms',
  provider: 'twilio',
  label: 'Twilio',
  event: 'message.received',
  signers: ['twilio'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'TwilioProxy/1.1'],
    ['Accept', '*/*'],
    ['Content-Type', 'application/x-www-form-urlencoded; charset=UTF-8'],
    ['I-Twilio-Idempotency-Token', '2d9f9a2e-6d1a-4d0e-9b39-0e3a6f0f3b11'],
    ['X-Twilio-Signature', 'zcrg4rZYEUMPBsOkGaVoDG0L02w='],
  ],
  body: 'ToCountry=US&ToState=CA&SmsMessageSid=SM2a5b1c0d9e8f7a6b5c4d3e2f1a0b9c8d&NumMedia=0&ToCity=&FromZip=94103&SmsSid=SM2a5b1c0d9e8f7a6b5c4d3e2f1a0b9c8d&FromState=CA&SmsStatus=received&FromCity=SAN+FRANCISCO&Body=Halo+%26+selamat+pagi+%E2%98%95+100%25&FromCountry=US&To=%2B18005551212&MessagingServiceSid=MG9752274e9e519418a7406176694466fa&ToZip=&NumSegments=1&MessageSid=SM2a5b1c0d9e8f7a6b5c4d3e2f1a0b9c8d&AccountSid=AC00000000000000000000000000000000&From=%2B14158675309&ApiVersion=2010-04-01',
  ids: ['SM|2a5b1c0d9e8f7a6b5c4d3e2f1a0b9c8d', '2d9f9a2e-6d1a-4d0e-9b39-0e3a6f0f3b11'],
};
