import type { Sample } from './sample.ts';

export const githubPing: Sample = {
  id: 'github-ping',
  provider: 'github',
  label: 'GitHub',
  event: 'ping',
  signers: ['github', 'github-sha1'],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'GitHub-Hookshot/044aadd'],
    ['Accept', '*/*'],
    ['X-GitHub-Delivery', '7f3b1c2a-e6b1-11f0-9d2c-000000000000'],
    ['X-GitHub-Event', 'ping'],
    ['X-GitHub-Hook-ID', '292430182'],
    ['X-GitHub-Hook-Installation-Target-ID', '186853002'],
    ['X-GitHub-Hook-Installation-Target-Type', 'repository'],
    ['X-Hub-Signature', 'sha1=10bf308148618fa01feedc8862f3a07ac10c1a9e'],
    ['X-Hub-Signature-256', 'sha256=2c4e6f85b4d96ba89f1d2d626a81fae6d94b18bebcf4ac359c7b3830a818e765'],
    ['Content-Type', 'application/json'],
  ],
  body: '{"zen":"Keep it logically awesome.","hook_id":292430182,"hook":{"type":"Repository","id":292430182,"name":"web","active":true,"events":["push","pull_request"],"config":{"content_type":"json","insecure_ssl":"0","secret":"********","url":"https://hooks.example.com/in/4f9c2a"},"last_response":{"code":null,"status":"unused","message":null}},"repository":{"id":186853002,"node_id":"MDEwOlJlcG9zaXRvcnkxODY4NTMwMDI=","name":"warung-api","full_name":"budi/warung-api","private":true,"owner":{"login":"budi","id":21031067,"type":"User"},"html_url":"https://github.com/budi/warung-api","default_branch":"main","created_at":1557933565,"pushed_at":1767225590},"sender":{"login":"budi","id":21031067,"type":"User","site_admin":false}}',
  ids: ['7f3b1c2a-e6b1-11f0-9d2c-000000000000'],
};
