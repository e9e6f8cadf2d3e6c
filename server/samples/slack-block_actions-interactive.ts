import type { Sample } from './sample.ts';

export const slackBlockActionsInteractive: Sample = {
  id: 'slack-block_actions-interactive',
  provider: 'slack',
  label: 'Slack',
  event: 'block_actions',
  signers: ['slack'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'Slackbot 1.0 (+https://api.slack.com/robots)'],
    ['Accept', '*/*'],
    ['Accept-Encoding', 'gzip,deflate'],
    ['X-Slack-Request-Timestamp', '1767225600'],
    ['X-Slack-Signature', 'v0=558448491981154d8d14064f06b419c87145617241520b21abe2db9b4ff54849'],
    ['Content-Type', 'application/x-www-form-urlencoded'],
  ],
  body: 'payload=%7B%22type%22%3A%22block_actions%22%2C%22team%22%3A%7B%22id%22%3A%22T9TK3CUKW%22%2C%22domain%22%3A%22contoh%22%7D%2C%22user%22%3A%7B%22id%22%3A%22UA8RXUSPL%22%2C%22username%22%3A%22budi%22%7D%2C%22api_app_id%22%3A%22AABA1ABCD%22%2C%22token%22%3A%229s8d9as89d8as9d8as989%22%2C%22trigger_id%22%3A%2212321423423.333649436676.d8c1bb837935619ccad0f624c448ffb3%22%2C%22actions%22%3A%5B%7B%22action_id%22%3A%22setuju%22%2C%22block_id%22%3A%22%3DqXel%22%2C%22text%22%3A%7B%22type%22%3A%22plain_text%22%2C%22text%22%3A%22Setuju%22%2C%22emoji%22%3Atrue%7D%2C%22value%22%3A%22click_me_123%22%2C%22type%22%3A%22button%22%2C%22action_ts%22%3A%221548426417.840180%22%7D%5D%7D',
  ids: ['12321423423.333649436676.|d8c1bb837935619ccad0f624c448ffb3'],
};
