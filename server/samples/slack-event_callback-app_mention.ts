import type { Sample } from './sample.ts';

export const slackEventCallbackAppMention: Sample = {
  id: 'slack-event_callback-app_mention',
  provider: 'slack',
  label: 'Slack',
  event: 'app_mention',
  signers: ['slack'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'Slackbot 1.0 (+https://api.slack.com/robots)'],
    ['Accept', '*/*'],
    ['Accept-Encoding', 'gzip,deflate'],
    ['X-Slack-Request-Timestamp', '1767225600'],
    ['X-Slack-Signature', 'v0=a816424c9a1cfa670554df2f763b11c4e527b1f7f3d195799229ff9af86ef347'],
    ['Content-Type', 'application/json'],
  ],
  body: '{"token":"XXYYZZ","team_id":"T123ABC456","api_app_id":"A123ABC456","event":{"type":"app_mention","user":"U061F7AUR","text":"<@U0LAN0Z89> apa kabar? :coffee:","ts":"1767225599.000200","channel":"C123ABC456","event_ts":"1767225599.000200","blocks":[{"type":"rich_text","block_id":"x1","elements":[]}]},"type":"event_callback","event_id":"Ev123ABC456","event_time":1767225599,"authorizations":[{"enterprise_id":null,"team_id":"T123ABC456","user_id":"U0LAN0Z89","is_bot":true}],"is_ext_shared_channel":false,"event_context":"4-eyJldCI6ImFwcF9tZW50aW9uIn0"}',
  ids: ['Ev|123ABC456'],
};
