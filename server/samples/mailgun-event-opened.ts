import type { Sample } from './sample.ts';

export const mailgunEventOpened: Sample = {
  id: 'mailgun-event-opened',
  provider: 'mailgun',
  label: 'Mailgun',
  event: 'opened',
  signers: ['mailgun'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'Go-http-client/2.0'],
    ['Content-Type', 'application/json'],
  ],
  body: '{"signature":{"token":"a8ce0edb2dd8301dee6c2405235584e45aa91d1e9f979f3de0","timestamp":"1767225600","signature":"9169a6b188660b4bbd303534a2e20711e7e2ce6c30fe4d19de850a8816054efa"},"event-data":{"id":"Ase7i2zsRYeDXztHGENqRA","timestamp":1767225599.513292,"log-level":"info","event":"opened","message":{"headers":{"message-id":"20260101000000.1.ABCDEF@mg.example.com"}},"recipient":"alice@example.com","recipient-domain":"example.com","ip":"203.0.113.5","geolocation":{"country":"ID","region":"YO","city":"Yogyakarta"},"client-info":{"client-os":"Linux","device-type":"desktop"},"campaigns":[],"tags":["my_tag_1"],"user-variables":{"my_var_1":"Mailgun Variable #1"}}}',
  ids: ['Ase7i2zsRYeDXztHGENqRA', '20260101000000.1.|ABCDEF'],
};
