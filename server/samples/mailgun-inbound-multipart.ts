import type { Sample } from './sample.ts';

export const mailgunInboundMultipart: Sample = {
  id: 'mailgun-inbound-multipart',
  provider: 'mailgun',
  label: 'Mailgun',
  event: 'inbound message (multipart)',
  signers: ['mailgun'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'Go-http-client/2.0'],
    ['Content-Type', 'multipart/form-data; boundary=----MailgunBoundary7MA4YWxkTrZu0gW'],
  ],
  // Base64: there is a picture in it.
  body: Buffer.from(
    [
      'LS0tLS0tTWFpbGd1bkJvdW5kYXJ5N01BNFlXeGtUclp1MGdXDQpDb250ZW50LURpc3Bvc2l0aW9uOiBmb3JtLWRhdGE7IG5hbWU9',
      'InJlY2lwaWVudCINCg0KbWFzdWtAbWcuZXhhbXBsZS5jb20NCi0tLS0tLU1haWxndW5Cb3VuZGFyeTdNQTRZV3hrVHJadTBnVw0K',
      'Q29udGVudC1EaXNwb3NpdGlvbjogZm9ybS1kYXRhOyBuYW1lPSJzZW5kZXIiDQoNCmJvYkBleGFtcGxlLmNvbQ0KLS0tLS0tTWFp',
      'bGd1bkJvdW5kYXJ5N01BNFlXeGtUclp1MGdXDQpDb250ZW50LURpc3Bvc2l0aW9uOiBmb3JtLWRhdGE7IG5hbWU9InN1YmplY3Qi',
      'DQoNClJlOiBQZXNhbmFuIOKYlQ0KLS0tLS0tTWFpbGd1bkJvdW5kYXJ5N01BNFlXeGtUclp1MGdXDQpDb250ZW50LURpc3Bvc2l0',
      'aW9uOiBmb3JtLWRhdGE7IG5hbWU9ImZyb20iDQoNCkJvYiA8Ym9iQGV4YW1wbGUuY29tPg0KLS0tLS0tTWFpbGd1bkJvdW5kYXJ5',
      'N01BNFlXeGtUclp1MGdXDQpDb250ZW50LURpc3Bvc2l0aW9uOiBmb3JtLWRhdGE7IG5hbWU9ImJvZHktcGxhaW4iDQoNCkhhbG8s',
      'DQp0ZXJsYW1waXIuDQotLS0tLS1NYWlsZ3VuQm91bmRhcnk3TUE0WVd4a1RyWnUwZ1cNCkNvbnRlbnQtRGlzcG9zaXRpb246IGZv',
      'cm0tZGF0YTsgbmFtZT0ic3RyaXBwZWQtdGV4dCINCg0KSGFsbywNCi0tLS0tLU1haWxndW5Cb3VuZGFyeTdNQTRZV3hrVHJadTBn',
      'Vw0KQ29udGVudC1EaXNwb3NpdGlvbjogZm9ybS1kYXRhOyBuYW1lPSJ0aW1lc3RhbXAiDQoNCjE3NjcyMjU2MDANCi0tLS0tLU1h',
      'aWxndW5Cb3VuZGFyeTdNQTRZV3hrVHJadTBnVw0KQ29udGVudC1EaXNwb3NpdGlvbjogZm9ybS1kYXRhOyBuYW1lPSJ0b2tlbiIN',
      'Cg0KYThjZTBlZGIyZGQ4MzAxZGVlNmMyNDA1MjM1NTg0ZTQ1YWE5MWQxZTlmOTc5ZjNkZTANCi0tLS0tLU1haWxndW5Cb3VuZGFy',
      'eTdNQTRZV3hrVHJadTBnVw0KQ29udGVudC1EaXNwb3NpdGlvbjogZm9ybS1kYXRhOyBuYW1lPSJzaWduYXR1cmUiDQoNCjkxNjlh',
      'NmIxODg2NjBiNGJiZDMwMzUzNGEyZTIwNzExZTdlMmNlNmMzMGZlNGQxOWRlODUwYTg4MTYwNTRlZmENCi0tLS0tLU1haWxndW5C',
      'b3VuZGFyeTdNQTRZV3hrVHJadTBnVw0KQ29udGVudC1EaXNwb3NpdGlvbjogZm9ybS1kYXRhOyBuYW1lPSJtZXNzYWdlLWhlYWRl',
      'cnMiDQoNCltbIlJlY2VpdmVkIiwiYnkgbHVuYS5tYWlsZ3VuLm5ldCJdLFsiU3ViamVjdCIsIlJlOiBQZXNhbmFuIl1dDQotLS0t',
      'LS1NYWlsZ3VuQm91bmRhcnk3TUE0WVd4a1RyWnUwZ1cNCkNvbnRlbnQtRGlzcG9zaXRpb246IGZvcm0tZGF0YTsgbmFtZT0iYXR0',
      'YWNobWVudC1jb3VudCINCg0KMQ0KLS0tLS0tTWFpbGd1bkJvdW5kYXJ5N01BNFlXeGtUclp1MGdXDQpDb250ZW50LURpc3Bvc2l0',
      'aW9uOiBmb3JtLWRhdGE7IG5hbWU9ImF0dGFjaG1lbnQtMSI7IGZpbGVuYW1lPSJ0aXRpay5wbmciDQpDb250ZW50LVR5cGU6IGlt',
      'YWdlL3BuZw0KDQqJUE5HDQoaCgAAAA1JSERSAAAAAQAAAAEIBgAAAB8VxIkAAAANSURBVHjaY2T4z1APAAOGAYBaNH1rAAAAAElF',
      'TkSuQmCCDQotLS0tLS1NYWlsZ3VuQm91bmRhcnk3TUE0WVd4a1RyWnUwZ1ctLQ0K',
    ].join(''),
    'base64',
  ),
  ids: [],
};
