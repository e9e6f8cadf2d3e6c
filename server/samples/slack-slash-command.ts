import type { Sample } from './sample.ts';

export const slackSlashCommand: Sample = {
  id: 'slack-slash-command',
  provider: 'slack',
  label: 'Slack',
  event: '/cuaca',
  signers: ['slack'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'Slackbot 1.0 (+https://api.slack.com/robots)'],
    ['Accept', '*/*'],
    ['Accept-Encoding', 'gzip,deflate'],
    ['X-Slack-Request-Timestamp', '1767225600'],
    ['X-Slack-Signature', 'v0=84847b9ae7c4baffdfbf39e5a6c2912e9a83ed6ac54b2224b65299356533c0b5'],
    ['Content-Type', 'application/x-www-form-urlencoded'],
  ],
  body: 'token=gIkuvaNzQIHg97ATvDxqgjtO&team_id=T0001&team_domain=contoh&channel_id=C2147483705&channel_name=umum&user_id=U2147483697&user_name=Budi&command=%2Fcuaca&text=Yogyakarta+%26+sekitarnya+100%25&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2F1234%2F5678&trigger_id=13345224609.738474920.8088930838d88f008e0&api_app_id=A123456&is_enterprise_install=false',
  ids: ['13345224609.738474920.|8088930838d88f008e0'],
};
